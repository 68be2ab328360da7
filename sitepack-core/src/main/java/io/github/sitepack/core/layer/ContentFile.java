package io.github.sitepack.core.layer;

import io.github.sitepack.core.archive.Entry;
import io.github.sitepack.core.archive.FileEntry;
import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.digest.KnownFiles;
import io.github.sitepack.core.digest.KnownFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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

  /**
   * Reads a site's folder, which may hold very many files.
   *
   * @param record where it is kept what they held; see {@link KnownFolder}
   * @return the same as without a record
   * @throws io.github.sitepack.core.report.SitepackException likewise
   */
  public static List<ContentFile> read(
      Path folder, Predicate<String> compressible, KnownFiles known, Path record)
      throws IOException {
    List<KnownFolder.Found> found = new ArrayList<>();
    Optional<KnownFolder> kept =
        known.now().isEmpty()
            ? Optional.empty()
            : KnownFolder.of(folder, record, known.now().get(), found);
    if (kept.isEmpty()) {
      return read(folder, compressible, known);
    }
    List<ContentFile> files = new ArrayList<>();
    for (KnownFolder.Found file : found) {
      Optional<String> path = Folder.path(file.path());
      if (path.isEmpty()) {
        return read(folder, compressible, known);
      }
      files.add(
          new ContentFile(
              path.get(), file.file(), file.size(), file.digest(), compressible.test(path.get())));
    }
    files.sort(Comparator.comparing(ContentFile::path, Entry::comparePaths));
    for (int i = 1; i < files.size(); i++) {
      if (files.get(i).path().equals(files.get(i - 1).path())) {
        return read(folder, compressible, known);
      }
    }
    known.with(kept.get());
    return List.copyOf(files);
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
