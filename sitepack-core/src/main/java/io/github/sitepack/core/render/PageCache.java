package io.github.sitepack.core.render;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.site.Content;
import io.github.sitepack.core.site.Spool;
import io.github.sitepack.core.theme.Facts;
import io.github.sitepack.core.theme.PageModel;
import io.github.sitepack.core.theme.Paging;
import io.github.sitepack.core.theme.Reads;
import io.github.sitepack.core.theme.SiteModel;
import io.github.sitepack.core.theme.Theme;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * The HTML of pages, taken from an earlier rendering where it would be the same. It would when the
 * theme, the {@link Facts facts} of the whole site and every text that the templates asked for are
 * the same; which texts these are is kept with the HTML, since a template that saw the same before
 * would ask for the same.
 *
 * @param kept where it is kept
 * @param theme the templates
 * @param model the site
 * @param facts what the site is now
 * @param themeDigest what the theme is now
 */
record PageCache(RenderCache kept, Theme theme, SiteModel model, Facts facts, Digest themeDigest) {

  /** Empty when the site holds something whose value cannot be told. */
  static Optional<PageCache> of(
      RenderCache kept, Theme theme, SiteModel model, Optional<PageNotes> notes) {
    try {
      Optional<Facts> facts = notes.isPresent() ? notes.get().facts(model) : Facts.of(model);
      return facts.map(known -> new PageCache(kept, theme, model, known, theme.digest()));
    } catch (IOException e) {
      throw new UncheckedIOException("noting the facts of the site", e);
    }
  }

  /**
   * The HTML of a page that is no list.
   *
   * @param reads takes the texts that it is made of
   * @param spool keeps what the cache does not
   * @throws IOException when the cache cannot be read or written
   */
  Content html(PageModel page, Reads reads, Spool spool) throws IOException {
    if (!facts.cover(page)) {
      return spool.keep(theme.bytes(model, page, Paging.NONE, reads));
    }
    Digest key = key(page);
    Optional<byte[]> before = kept.get(key);
    if (before.isPresent()) {
      Optional<byte[]> html = html(before.get(), reads);
      if (html.isPresent()) {
        return kept.content(key, html.get(), spool);
      }
    }
    byte[] html = theme.bytes(model, page, Paging.NONE, reads);
    Optional<String> now = facts.checksum(reads);
    if (now.isEmpty()) {
      return spool.keep(html);
    }
    kept.put(key, head(reads, now.get()), html);
    return kept.content(key, html, spool);
  }

  private Digest key(PageModel page) {
    return Digest.of(
        ("page\n"
                + themeDigest.hex()
                + "\n"
                + facts.checksum()
                + "\n"
                + page.url()
                + "\n"
                + page.sourceFile())
            .getBytes(UTF_8));
  }

  /** What stands before the HTML in a record. */
  private static byte[] head(Reads reads, String now) throws IOException {
    ByteArrayOutputStream record = new ByteArrayOutputStream(512);
    try (DataOutputStream out = new DataOutputStream(record)) {
      out.writeInt(reads.all().size());
      for (Reads.Read read : reads.all()) {
        out.writeUTF(read.page());
        out.writeUTF(read.property());
      }
      out.writeUTF(now);
    }
    return record.toByteArray();
  }

  /** The HTML of a record when everything that was read is as it was. */
  private Optional<byte[]> html(byte[] record, Reads into) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(record))) {
      Reads reads = new Reads();
      for (int i = in.readInt(); i > 0; i--) {
        reads.add(new Reads.Read(in.readUTF(), in.readUTF()));
      }
      String then = in.readUTF();
      if (facts.checksum(reads).filter(then::equals).isEmpty()) {
        return Optional.empty();
      }
      reads.all().forEach(into::add);
      return Optional.of(in.readAllBytes());
    }
  }
}
