package io.github.sitepack.core.layer;

import io.github.sitepack.core.archive.FileEntry;
import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.digest.KnownFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/**
 * One file of the finished site on its way into the image.
 *
 * @param path below the site's root, without a leading slash
 * @param file where its bytes are
 * @param size number of bytes
 * @param digest of the bytes
 * @param compressible whether its media type is one that compression makes smaller
 */
public record ContentFile(String path, Path file, long size, Digest digest, boolean compressible) {
  /** Reads every file of a site's folder. */
  public static List<ContentFile> read(Path folder, Predicate<String> compressible)
      throws IOException {
    return read(folder, compressible, KnownFiles.none());
  }

  /**
   * Reads a site's folder.
   *
   * @param compressible tells by the path whether compression makes the file smaller
   * @param known what files held that have not been touched since
   * @return the files in order of their paths' bytes
   * @throws io.github.sitepack.core.report.SitepackException when something in the folder is no
   *     file
   */
  public static List<ContentFile> read(
      Path folder, Predicate<String> compressible, KnownFiles known) throws IOException {
    try {
      return Folder.files(folder).parallelStream()
          .map(file -> read(file, compressible, known))
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static ContentFile read(
      Folder.Found found, Predicate<String> compressible, KnownFiles known) {
    try {
      KnownFiles.Seen seen = known.see(found.file(), found.stamp());
      long size = found.stamp().isPresent() ? found.stamp().get().size() : Files.size(found.file());
      return new ContentFile(
          found.path(), found.file(), size, known.digest(seen), compressible.test(found.path()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The bytes. Reading fails at their end when they are not those of the digest: the layer would be
   * kept under a name that promises others.
   */
  FileEntry.Data data() {
    return () -> Digest.input(Files.newInputStream(file), digest, file.toString());
  }

  /** The file's modification time in the image, from which nginx makes its ETag. */
  public Instant mtime() {
    return digest.contentTime();
  }
}
