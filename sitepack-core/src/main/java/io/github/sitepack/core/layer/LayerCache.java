package io.github.sitepack.core.layer;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.archive.Entry;
import io.github.sitepack.core.archive.Gzip;
import io.github.sitepack.core.archive.TarWriter;
import io.github.sitepack.core.digest.DiffId;
import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.digest.DigestOutput;
import io.github.sitepack.core.digest.KnownFiles;
import io.github.sitepack.core.fetch.WholeFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Makes layers and keeps them, so that each is compressed once.
 *
 * <p>{@code blobs/<digest>} is a compressed layer; {@code keys/<key>} is a note that says which
 * blob came of which inputs. Both are put in place whole and checked whenever they are read; one
 * that is damaged is made again. Several builds may share a cache.
 */
public final class LayerCache {
  /** To be raised when the tar of equal entries changes. */
  private static final int FORMAT = 2;

  private final Path keys;
  private final Path blobs;
  private final KnownFiles known;

  /** A cache in {@code folder}, which need not exist; all that is taken from it is read. */
  public LayerCache(Path folder) {
    this(folder, KnownFiles.none());
  }

  /**
   * A cache in {@code folder}, which need not exist.
   *
   * @param known what blobs held that have not been touched since
   */
  public LayerCache(Path folder, KnownFiles known) {
    this.known = known;
    keys = folder.resolve("keys");
    blobs = folder.resolve("blobs");
  }

  /**
   * The layer of a recipe, made when it is not there.
   *
   * @throws io.github.sitepack.core.report.SitepackException when the recipe has an entry that may
   *     not be
   */
  public Layer get(Recipe recipe) throws IOException {
    Digest key =
        Digest.of(
            ("sitepack layer " + FORMAT + " " + Gzip.FORMAT + " " + recipe.inputs().hex() + "\n")
                .getBytes(US_ASCII));
    Optional<Layer> kept = read(key, recipe.createdBy());
    return kept.isPresent() ? kept.get() : make(key, recipe);
  }

  /**
   * Removes every layer but these, for a cache that belongs to one build. Nothing else may be using
   * it meanwhile.
   */
  public void retain(Collection<Layer> layers) throws IOException {
    TreeSet<String> kept = new TreeSet<>();
    layers.forEach(layer -> kept.add(layer.digest().hex()));
    for (Path blob : list(blobs)) {
      if (!kept.contains(blob.getFileName().toString())) {
        Files.deleteIfExists(blob);
      }
    }
    for (Path note : list(keys)) {
      String name = note.getFileName().toString();
      boolean used =
          !name.endsWith(WholeFile.SUFFIX)
              && Note.read(note, name).filter(n -> kept.contains(n.digest().hex())).isPresent();
      if (!used) {
        Files.deleteIfExists(note);
      }
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    TreeSet<Path> files = new TreeSet<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(files::add);
    }
    return List.copyOf(files);
  }

  private Optional<Layer> read(Digest key, String createdBy) throws IOException {
    Optional<Note> note = Note.read(keys.resolve(key.hex()), key.hex());
    if (note.isEmpty()) {
      return Optional.empty();
    }
    Path blob = blobs.resolve(note.get().digest().hex());
    try {
      if (Files.size(blob) != note.get().size()
          || !known.digest(blob).equals(note.get().digest())) {
        return Optional.empty();
      }
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    return Optional.of(
        new Layer(note.get().diffId(), note.get().digest(), note.get().size(), blob, createdBy));
  }

  private Layer make(Digest key, Recipe recipe) throws IOException {
    List<Entry> entries =
        LayerTree.of(recipe.createdBy(), recipe.source().entries(), recipe.ownFolders());
    try (WholeFile file = WholeFile.at(blobs.resolve(key.hex()))) {
      file.sweepOld();
      DigestOutput compressed = Digest.output(file.out());
      DigestOutput plain = Digest.output(Gzip.stream(compressed));
      try (TarWriter tar = new TarWriter(plain)) {
        for (Entry entry : entries) {
          tar.write(entry);
        }
      }
      Note note = new Note(plain.diffId(), compressed.digest(), compressed.size());
      Path blob = blobs.resolve(note.digest().hex());
      file.keepAs(blob);
      try (WholeFile text = WholeFile.at(keys.resolve(key.hex()))) {
        text.sweepOld();
        text.out().write(note.text(key.hex()).getBytes(US_ASCII));
        text.keep();
      }
      return new Layer(note.diffId(), note.digest(), note.size(), blob, recipe.createdBy());
    }
  }

  /** Which blob came of a key; the last line is the digest of those above. */
  private record Note(DiffId diffId, Digest digest, long size) {
    String text(String key) {
      String text = key + "\n" + diffId.hex() + "\n" + digest.hex() + "\n" + size + "\n";
      return text + Digest.of(text.getBytes(US_ASCII)).hex() + "\n";
    }

    static Optional<Note> read(Path file, String key) throws IOException {
      String text;
      try {
        text = new String(Files.readAllBytes(file), UTF_8);
      } catch (NoSuchFileException e) {
        return Optional.empty();
      }
      String[] lines = text.split("\n", -1);
      try {
        Note note = new Note(new DiffId(lines[1]), new Digest(lines[2]), Long.parseLong(lines[3]));
        return text.equals(note.text(key)) ? Optional.of(note) : Optional.empty();
      } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
        return Optional.empty();
      }
    }
  }
}
