package io.github.sitepack.core.render;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.digest.DigestOutput;
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

  private SearchFiles() {}

  /**
   * Makes the index of some pages, whose texts must be there.
   *
   * @param language names the files
   * @param cache where shards of equal pages are kept
   * @return where the root is, without the base path
   */
  static SitePath add(
      List<Page> pages,
      String language,
      Claims claims,
      Parallel parallel,
      Optional<RenderCache> cache) {
    SearchPage[] read = new SearchPage[pages.size()];
    List<Integer> indexes = new ArrayList<>();
    for (int i = 0; i < read.length; i++) {
      indexes.add(i);
    }
    parallel.each(indexes, i -> read[i] = page(pages.get(i)));
    List<List<SearchPage>> bins =
        SearchIndex.bins(Arrays.stream(read).filter(page -> page != null).toList());
    byte[][] shards = new byte[bins.size()][];
    parallel.each(indexes.subList(0, shards.length), i -> shards[i] = shard(bins.get(i), cache));

    SitePath folder = new SitePath("/search/");
    String name = language.toLowerCase(Locale.ROOT);
    StringBuilder root = new StringBuilder("self.sitepackShards=[");
    int number = 0;
    for (byte[] shard : shards) {
      // The number stays when the bytes change, so that an image keeps its place for the shard.
      String file =
          name + "." + number++ + "." + Digest.of(shard).hex().substring(0, FINGERPRINT) + ".js";
      claims.take(
          new SiteFile(folder.resolve(file), Content.of(shard), CacheClass.IMMUTABLE),
          Place.of("the search index"));
      root.append(root.charAt(root.length() - 1) == '[' ? "\"" : ",\"").append(file).append('"');
    }
    SitePath path = folder.resolve(name + ".js");
    claims.take(
        new SiteFile(
            path,
            Content.of(root.append("];\n").toString().getBytes(UTF_8)),
            CacheClass.REVALIDATE),
        Place.of("the search index"));
    return path;
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
    DigestOutput sink = Digest.output(OutputStream.nullOutputStream());
    try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(sink, 1 << 16))) {
      text("search shard", out);
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
    return sink.digest();
  }

  private static void text(String text, DataOutputStream out) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    out.writeInt(bytes.length);
    out.writeInt(text.hashCode()); // UTF-8 has no half pairs.
    out.write(bytes);
  }

  /** What the search knows of a page, or null when it is not to be found. */
  private static SearchPage page(Page page) {
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
    String url = page.path().encoded().substring(1);
    return new SearchPage(
        url.isEmpty() ? "./" : url,
        page.title(),
        String.join(SEPARATOR, trail),
        String.join(" ", about),
        parts);
  }
}
