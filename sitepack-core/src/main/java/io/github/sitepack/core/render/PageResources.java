package io.github.sitepack.core.render;

import io.github.sitepack.core.content.FrontMatter;
import io.github.sitepack.core.content.Glob;
import io.github.sitepack.core.content.ImageSize;
import io.github.sitepack.core.content.ResourceMeta;
import io.github.sitepack.core.content.SiteSettings;
import io.github.sitepack.core.content.SourceFile;
import io.github.sitepack.core.content.SourcePage;
import io.github.sitepack.core.site.MediaType;
import io.github.sitepack.core.site.SitePath;
import io.github.sitepack.core.theme.PageModel;
import io.github.sitepack.core.theme.ResourceModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The files beside a page, with what its front matter says about them. */
final class PageResources {
  private final List<File> files = new ArrayList<>();
  private List<ResourceModel> named;

  /**
   * One file.
   *
   * @param path relative to the page
   * @param file the file
   * @param url its address, with the base path
   * @param permalink its absolute address
   * @param page the page it is, which has no address; null for most
   */
  private record File(String path, SourceFile file, String url, String permalink, Page page) {}

  /**
   * Adds a file.
   *
   * @param folder the folder of the page
   * @param at its path on the site
   */
  void add(SourceFile file, String folder, SitePath at, SiteSettings settings) {
    String url = new SitePath(settings.basePath()).resolve(at.relative()).encoded();
    String path = file.path().substring(folder.isEmpty() ? 0 : folder.length() + 1);
    files.add(new File(path, file, url, settings.origin() + url, null));
  }

  /**
   * Adds a page that belongs to this one.
   *
   * @param path relative to this page
   */
  void add(Page page, String path) {
    files.add(new File(path, page.source().orElseThrow().file(), "", "", page));
    files.sort((a, b) -> a.path().compareTo(b.path()));
  }

  /** Whether there is a file at a path relative to the page. */
  boolean has(String path) {
    return files.stream().anyMatch(file -> file.path().equalsIgnoreCase(path));
  }

  /** Takes over from the same page in another language what this one has not. */
  void inherit(PageResources other) {
    for (File file : other.files) {
      // A text has a language.
      if (file.page() == null && files.stream().noneMatch(own -> own.path().equals(file.path()))) {
        files.add(file);
      }
    }
    files.sort((a, b) -> a.path().compareTo(b.path()));
  }

  /** The files with their names and titles, in order of their paths. */
  synchronized List<ResourceModel> all(Optional<FrontMatter> page) {
    if (named == null) {
      named = named(page.map(FrontMatter::resources).orElse(List.of()));
    }
    return named;
  }

  private List<ResourceModel> named(List<ResourceMeta> metas) {
    Map<ResourceMeta, Integer> names = new HashMap<>();
    Map<ResourceMeta, Integer> titles = new HashMap<>();
    List<ResourceModel> all = new ArrayList<>();
    for (File file : files) {
      String name = null;
      String title = null;
      Map<String, Object> params = new LinkedHashMap<>();
      for (ResourceMeta meta : metas) {
        if (!matches(meta, file.path())) {
          continue;
        }
        if (name == null && meta.name().isPresent()) {
          name = counted(meta.name().get(), meta, names);
        }
        if (title == null && meta.title().isPresent()) {
          title = counted(meta.title().get(), meta, titles);
        }
        meta.params().forEach(params::putIfAbsent);
      }
      String shown = name == null ? file.path() : name;
      if (file.page() != null) {
        file.page().params().forEach(params::putIfAbsent);
      }
      all.add(new Named(file, shown, title, params, file.page()));
    }
    return List.copyOf(all);
  }

  private static boolean matches(ResourceMeta meta, String path) {
    try {
      return Glob.of(meta.src().text()).matches(path);
    } catch (IllegalArgumentException e) {
      return meta.src().text().equals(path);
    }
  }

  /** The text with the number of files that the entry has fitted so far. */
  private static String counted(String text, ResourceMeta meta, Map<ResourceMeta, Integer> seen) {
    return text.contains(":counter")
        ? text.replace(":counter", String.valueOf(seen.merge(meta, 1, Integer::sum)))
        : text;
  }

  /** A file as templates see it; only then its size is looked at. */
  static final class Named implements ResourceModel {
    private final File file;
    private final String name;
    private final String title;
    private final Map<String, Object> params;
    private final PageModel page;
    private Optional<ImageSize> size;

    private Named(
        File file, String name, String title, Map<String, Object> params, PageModel page) {
      this.page = page;
      this.file = file;
      this.name = name;
      this.title = title;
      this.params = java.util.Collections.unmodifiableMap(params);
    }

    @Override
    public String name() {
      return name;
    }

    /** The same while no text has been read, if it is one. */
    ResourceModel early(Function<Page, PageModel> view) {
      return file.page() == null
          ? this
          : new Named(file, name, title, params, view.apply(file.page()));
    }

    @Override
    public String title() {
      return title != null ? title : page != null ? page.title() : name;
    }

    @Override
    public PageModel asPage() {
      return page;
    }

    @Override
    public String url() {
      return file.url();
    }

    @Override
    public String permalink() {
      return file.permalink();
    }

    @Override
    public String mediaType() {
      return page != null && SourcePage.isMarkdown(file.file())
          ? "text/markdown"
          : MediaType.of(new SitePath("/" + file.file().fileName())).name();
    }

    private synchronized Optional<ImageSize> size() {
      if (size == null) {
        size = ImageSize.of(file.file().file());
      }
      return size;
    }

    @Override
    public int width() {
      return size().map(ImageSize::width).orElse(0);
    }

    @Override
    public int height() {
      return size().map(ImageSize::height).orElse(0);
    }

    @Override
    public Map<String, Object> params() {
      return params;
    }
  }
}
