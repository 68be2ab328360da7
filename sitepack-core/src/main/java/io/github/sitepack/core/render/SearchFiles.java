package io.github.sitepack.core.render;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.content.Edition;
import io.github.sitepack.core.content.SiteSettings;
import io.github.sitepack.core.digest.ChecksumOutput;
import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.search.SearchIndex;
import io.github.sitepack.core.search.SearchPage;
import io.github.sitepack.core.site.CacheClass;
import io.github.sitepack.core.site.Content;
import io.github.sitepack.core.site.SiteFile;
import io.github.sitepack.core.site.SitePath;
import io.github.sitepack.core.theme.PageKind;
import io.github.sitepack.core.theme.PageModel;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Puts the search index into the site: shards under names made of their bytes, which may be kept
 * for good, and a root beside them that names the shards.
 */
final class SearchFiles {
  private static final int FINGERPRINT = 16;
  private static final String SEPARATOR = " › ";
  static final SitePath FOLDER = new SitePath("/search/");

  private SearchFiles() {}

  /** What names the files: two languages may have the same tag, but not the same key. */
  static String language(SiteSettings settings) {
    Edition edition = settings.edition();
    return edition.all().size() == 1 ? settings.language() : edition.key();
  }

  /**
   * Makes the index of some pages, whose texts must be there.
   *
   * @param language names the files
   * @param cache where shards of equal pages are kept
   * @param notes takes what the parts are made of
   * @return where the root is, without the base path
   */
  static SitePath add(
      List<Page> pages,
      String language,
      Claims claims,
      Parallel parallel,
      Optional<RenderCache> cache,
      Optional<PageNotes> notes) {
    SearchPage[] read = new SearchPage[pages.size()];
    List<Integer> indexes = new ArrayList<>();
    for (int i = 0; i < read.length; i++) {
      indexes.add(i);
    }
    parallel.each(indexes, i -> read[i] = page(pages.get(i), pages.get(i).path()));
    List<List<SearchPage>> bins =
        SearchIndex.bins(Arrays.stream(read).filter(page -> page != null).toList());
    byte[][] shards = new byte[bins.size()][];
    parallel.each(indexes.subList(0, shards.length), i -> shards[i] = shard(bins.get(i), cache));

    List<String> names = new ArrayList<>();
    for (byte[] shard : shards) {
      String name = shard(language, names.size(), shard);
      claims.take(
          new SiteFile(FOLDER.resolve(name), Content.of(shard), CacheClass.IMMUTABLE),
          Place.of("the search index"));
      names.add(name);
    }
    SitePath path = FOLDER.resolve(root(language));
    claims.take(
        new SiteFile(path, Content.of(root(names)), CacheClass.REVALIDATE),
        Place.of("the search index"));
    if (notes.isPresent()) {
      try {
        notes.get().search(bins, names);
      } catch (IOException e) {
        throw new UncheckedIOException("noting the search index", e);
      }
    }
    return path;
  }

  /** The name of the root. */
  static String root(String language) {
    return language.toLowerCase(Locale.ROOT) + ".js";
  }

  /** The root, which names the shards. */
  static byte[] root(List<String> shards) {
    StringBuilder root = new StringBuilder("self.sitepackShards=[");
    for (String shard : shards) {
      root.append(root.charAt(root.length() - 1) == '[' ? "\"" : ",\"").append(shard).append('"');
    }
    return root.append("];\n").toString().getBytes(UTF_8);
  }

  /** The name of a shard. */
  static String shard(String language, int number, byte[] shard) {
    // The number stays when the bytes change, so that an image keeps its place for the shard.
    return language.toLowerCase(Locale.ROOT)
        + "."
        + number
        + "."
        + Digest.of(shard).hex().substring(0, FINGERPRINT)
        + ".js";
  }

  /** What the search calls the address of a page. */
  static String url(SitePath page) {
    String url = page.encoded().substring(1);
    return url.isEmpty() ? "./" : url;
  }

  private static byte[] shard(List<SearchPage> pages, Optional<RenderCache> cache) {
    if (cache.isEmpty()) {
      return SearchIndex.shard(pages);
    }
    try {
      Digest key = key(pages);
      Optional<byte[]> before = cache.get().get(key);
      if (before.isPresent()) {
        return before.get();
      }
      byte[] shard = SearchIndex.shard(pages);
      cache.get().put(key, shard);
      return shard;
    } catch (IOException e) {
      throw new UncheckedIOException("keeping the search index", e);
    }
  }

  /** Everything that a shard is made of. */
  private static Digest key(List<SearchPage> pages) throws IOException {
    ChecksumOutput sink = new ChecksumOutput(OutputStream.nullOutputStream());
    try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(sink, 1 << 16))) {
      for (SearchPage page : pages) {
        out.writeInt(page.parts().size());
        for (String text : List.of(page.url(), page.title(), page.trail(), page.about())) {
          text(text, out);
        }
        for (SearchPage.Part part : page.parts()) {
          text(part.id(), out);
          text(part.heading(), out);
          text(part.text(), out);
        }
      }
    }
    return Digest.of(("search shard 3 " + sink).getBytes(UTF_8));
  }

  private static void text(String text, DataOutputStream out) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    out.writeInt(bytes.length);
    out.writeInt(text.hashCode()); // UTF-8 has no half pairs.
    out.write(bytes);
  }

  /**
   * What the search knows of a page, or null when it is not to be found.
   *
   * @param path the page's own, without the base path
   */
  static SearchPage page(PageModel page, SitePath path) {
    List<SearchPage.Part> parts = PageText.parts(page.content().toString());
    boolean empty =
        parts.size() == 1 && parts.get(0).text().isEmpty() && page.kind() != PageKind.PAGE;
    if (empty || Boolean.FALSE.equals(page.params().get("search"))) {
      return null;
    }
    List<String> trail = new ArrayList<>();
    for (PageModel above : page.ancestors()) {
      if (above.kind() != PageKind.HOME) {
        trail.add(above.linkTitle());
      }
    }
    List<String> about = new ArrayList<>(page.keywords());
    about.add(page.description());
    // The version or the part of the manual is searched for by name, too.
    about.addAll(trail);
    if (!page.linkTitle().equals(page.title())) {
      about.add(page.linkTitle());
    }
    return new SearchPage(
        url(path), page.title(), String.join(SEPARATOR, trail), String.join(" ", about), parts);
  }
}
