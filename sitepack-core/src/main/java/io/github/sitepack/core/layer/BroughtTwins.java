package io.github.sitepack.core.layer;

import io.github.sitepack.core.archive.brotli.Brotli;
import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.digest.DigestOutput;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * The compressed twins that a site brings along. nginx sends them in the place of the files beside
 * them, so they must be the same.
 */
final class BroughtTwins {
  private BroughtTwins() {}

  /**
   * Decompresses every file that lies beside one whose name it completes.
   *
   * @throws io.github.sitepack.core.report.SitepackException with each that is something else
   */
  static void check(List<ContentFile> files) throws IOException {
    List<ContentFile> twins =
        files.stream()
            .filter(f -> f.path().endsWith(Twins.GZIP) || f.path().endsWith(Twins.BROTLI))
            .toList();
    if (!twins.isEmpty()) {
      check(twins, files);
    }
  }

  private static void check(List<ContentFile> twins, List<ContentFile> files) throws IOException {
    SortedMap<String, ContentFile> byPath = new TreeMap<>();
    files.forEach(file -> byPath.put(file.path(), file));
    Problems problems = new Problems();
    for (ContentFile twin : twins) {
      String path = twin.path();
      ContentFile source = byPath.get(path.substring(0, path.lastIndexOf('.')));
      if (source != null && !isTwin(twin, source)) {
        problems.add(
            Place.of(path),
            "is not " + source.path() + " compressed, but would be sent in its place",
            "compress it anew, or remove it, for the build makes one; if it is something else,"
                + " give it another name");
      }
    }
    problems.throwIfAny();
  }

  private static boolean isTwin(ContentFile twin, ContentFile source) throws IOException {
    try (InputStream file = Files.newInputStream(twin.file())) {
      // Opened apart from reading it, so that a disk that fails is no wrong twin.
      DigestOutput plain = Digest.output(OutputStream.nullOutputStream());
      try (InputStream in =
          twin.path().endsWith(Twins.GZIP) ? new GZIPInputStream(file) : Brotli.reader(file)) {
        in.transferTo(plain);
      } catch (IOException e) {
        return false;
      }
      return plain.digest().equals(source.digest());
    }
  }
}
