package io.github.sitepack.core.fetch;

import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.digest.DigestOutput;
import io.github.sitepack.core.digest.KnownFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A content-addressed cache: {@code blobs/sha256/<hex>} below a folder that all builds of a user
 * share. A blob is checked each time it is asked for, so damage is found before it is used; it
 * comes into place by one atomic move, so neither a second build nor a killed one can be seen half
 * way.
 */
public final class Cache {
  private final Path blobs;

  /** A cache below {@code root}, which need not exist yet. */
  public Cache(Path root) {
    blobs = root.resolve("blobs").resolve("sha256");
  }

  /**
   * The file with these bytes, when it is there and sound. A blob whose bytes are not those of its
   * name is deleted, so that it is fetched again.
   *
   * @throws IOException when the disk fails
   */
  public Optional<Path> find(Digest digest) throws IOException {
    Path blob = path(digest);
    try {
      if (Digest.of(blob).equals(digest)) {
        return Optional.of(blob);
      }
      Files.deleteIfExists(blob);
      return Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * The file with these bytes, when it is there and has not been touched since it was found sound.
   *
   * @throws IOException when the disk fails
   */
  public Optional<Path> find(Digest digest, KnownFiles known) throws IOException {
    Path blob = path(digest);
    try {
      return known.digest(blob).equals(digest) ? Optional.of(blob) : find(digest);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Writes the bytes of a blob. */
  @FunctionalInterface
  public interface Source {
    /** Writes all of them. */
    void to(OutputStream out) throws IOException;
  }

  /**
   * What came of filling.
   *
   * @param came digest of the bytes that came
   * @param file the blob, when they were the right ones
   */
  public record Filled(Digest came, Optional<Path> file) {}

  /**
   * Puts a blob into the cache, if its bytes are right.
   *
   * @throws IOException when the source or the disk fails; then nothing is kept
   */
  public Filled fill(Digest digest, Source source) throws IOException {
    try (WholeFile part = part()) {
      DigestOutput out = Digest.output(part.out());
      source.to(out);
      out.flush();
      Digest came = out.digest();
      return new Filled(
          came, came.equals(digest) ? Optional.of(keep(part, digest)) : Optional.empty());
    }
  }

  /** Where the blob is when it is there. */
  Path path(Digest digest) {
    return blobs.resolve(digest.hex());
  }

  /** A new empty file on the same disk, to be given to {@link #keep} or closed. */
  WholeFile part() throws IOException {
    WholeFile part = WholeFile.at(blobs.resolve("fetched"));
    try {
      part.sweepOld();
      return part;
    } catch (IOException e) {
      part.close();
      throw e;
    }
  }

  /** Moves a complete file into place. The caller knows that its digest is {@code digest}. */
  Path keep(WholeFile part, Digest digest) throws IOException {
    Path blob = path(digest);
    try {
      part.keepAs(blob);
    } catch (IOException e) {
      // Where open files cannot be replaced, another build that was first is as good.
      if (find(digest).isEmpty()) {
        throw e;
      }
    }
    return blob;
  }
}
