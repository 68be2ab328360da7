package io.github.sitepack.core.render;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.digest.Checksum;
import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.digest.FileStamp;
import io.github.sitepack.core.digest.FolderStamp;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the last build read, wrote and told, so that one in which nothing has changed need not do it
 * again. Nothing is read for that: the disk tells whether a file was touched.
 *
 * <p>It is kept in one small file, which is written last and as a whole. One that is damaged, or of
 * another program, counts as missing.
 *
 * @see FolderStamp
 */
public final class LastRender {
  private static final String FORM = "sitepack last render 2";

  private final Path record;
  private final Digest build;
  private final Scope scope;
  private final FolderStamp inputs;

  /** What the disk says of the outputs, when it was asked. */
  private Optional<FolderStamp> outputs = Optional.empty();

  /**
   * What a build reads and writes.
   *
   * @param settings everything that is no file, as text
   * @param inputs the folders it reads
   * @param outputs the folders it makes, and what must not be there when they are whole
   */
  public record Scope(String settings, List<Path> inputs, List<Path> outputs) {
    /** Copies the lists. */
    public Scope {
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
    }
  }

  /**
   * What a build told.
   *
   * @param pages how many pages were rendered
   * @param warnings in their order
   */
  public record Told(int pages, List<Problem> warnings) {
    /** Copies the list. */
    public Told {
      warnings = List.copyOf(warnings);
    }
  }

  private LastRender(Path record, Digest build, Scope scope, FolderStamp inputs) {
    this.record = record;
    this.build = build;
    this.scope = scope;
    this.inputs = inputs;
  }

  /**
   * Looks at what a build is going to read, before it does.
   *
   * @param record where the last build was noted
   * @return empty when nothing can be kept: the program cannot be told from others, or the disk
   *     does not tell when a file was touched
   */
  public static Optional<LastRender> before(Path record, Scope scope) throws IOException {
    Optional<Digest> program = Program.digest();
    return program.isEmpty() ? Optional.empty() : before(record, scope, program.get());
  }

  /**
   * The same.
   *
   * @param program the digest of whatever turns equal input into equal output
   */
  public static Optional<LastRender> before(Path record, Scope scope, Digest program)
      throws IOException {
    Optional<FileStamp> now = now(record);
    Optional<FolderStamp> inputs =
        now.isEmpty() ? Optional.empty() : FolderStamp.of(scope.inputs(), now.get());
    Digest build =
        Digest.of((FORM + "\n" + program.hex() + "\n" + scope.settings() + "\n").getBytes(UTF_8));
    return inputs.map(stamp -> new LastRender(record, build, scope, stamp));
  }

  /** What time it is on the disk. */
  private static Optional<FileStamp> now(Path record) throws IOException {
    Path mark = Files.createTempFile(folder(record), ".now", ".part");
    try {
      return FileStamp.of(mark);
    } finally {
      Files.delete(mark);
    }
  }

  private static Path folder(Path record) throws IOException {
    return Files.createDirectories(record.toAbsolutePath().getParent());
  }

  /** What the last build told, when this one would read and write the same. */
  public Optional<Told> same() throws IOException {
    Optional<Noted> noted = noted();
    if (noted.isEmpty() || !noted.get().inputs().equals(inputs.digest()) || !stands(noted.get())) {
      return Optional.empty();
    }
    if (!noted.get().unsettled().isEmpty()) {
      note(noted.get().told(), outputs.orElseThrow());
    }
    return Optional.of(noted.get().told());
  }

  /**
   * What the last build read and told, when something that it read has been touched and nothing
   * that it wrote.
   */
  public Optional<Base> base() throws IOException {
    Optional<Noted> noted = noted();
    return noted.isPresent()
            && !noted.get().inputs().equals(inputs.digest())
            && inputs.unsettled().isEmpty()
            && stands(noted.get())
        ? Optional.of(new Base(noted.get().inputs(), id(noted.get().inputs()), noted.get().told()))
        : Optional.empty();
  }

  /**
   * What is known of the last build.
   *
   * @param inputs the digest of what it read
   * @param id tells it from all others
   * @param told what it told
   */
  public record Base(Digest inputs, Digest id, Told told) {}

  /** What tells this build from those with other settings or of other sources. */
  public Digest id() {
    return id(inputs.digest());
  }

  private Digest id(Digest read) {
    return Digest.of((build.hex() + "\n" + read.hex()).getBytes(UTF_8));
  }

  /** Whether the last build is still the same: others may have run since. */
  public boolean isStill(Base base) throws IOException {
    return noted().filter(noted -> noted.inputs().equals(base.inputs())).isPresent();
  }

  /** What is going to be read. */
  public FolderStamp inputs() {
    return inputs;
  }

  private Optional<Noted> noted() throws IOException {
    return Noted.read(record).filter(noted -> noted.build().equals(build));
  }

  /** Whether what the last build wrote is as it left it. */
  private boolean stands(Noted noted) throws IOException {
    Optional<FileStamp> now = now(record);
    outputs =
        now.isEmpty()
            ? Optional.empty()
            : FolderStamp.of(scope.outputs(), FolderStamp.read(written()), now.get());
    if (outputs.isEmpty() || !outputs.get().digest().equals(noted.outputs())) {
      return false;
    }
    for (Map.Entry<Path, Long> file : noted.unsettled().entrySet()) {
      if (Checksum.of(file.getKey()) != file.getValue()) {
        return false;
      }
    }
    return true;
  }

  /** Forgets the last build, before what it wrote is changed. */
  public void forget() throws IOException {
    Files.deleteIfExists(record);
  }

  /** Notes what has been done, if it can be told next time that it need not be done again. */
  public void after(Told told) throws IOException {
    // Who saves a file while a build starts saves it once more, perhaps in the same moment.
    Optional<FileStamp> now = now(record);
    if (inputs.unsettled().isEmpty() && now.isPresent()) {
      Optional<FolderStamp> written = FolderStamp.of(scope.outputs(), outputs, now.get());
      if (written.isPresent()) {
        note(told, written.get());
      }
    }
  }

  /** Where it is kept what the disk says of what the last build wrote. */
  private Path written() {
    return record.resolveSibling(record.getFileName() + ".outputs");
  }

  /**
   * The same for a build that wrote little of what it would have written anew.
   *
   * @param touched the folders in which it wrote or removed files
   */
  public void after(Told told, Set<Path> touched) throws IOException {
    Optional<FileStamp> now = now(record);
    if (now.isPresent() && outputs.isPresent()) {
      Optional<FolderStamp> again = outputs.get().again(touched, now.get());
      if (again.isPresent()) {
        note(told, again.get());
      }
    }
  }

  private void note(Told told, FolderStamp outputs) throws IOException {
    SortedMap<Path, Long> unsettled = new TreeMap<>();
    try (Parallel parallel = new Parallel(Runtime.getRuntime().availableProcessors())) {
      parallel.each(
          outputs.unsettled(),
          file -> {
            try {
              if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                long checksum = Checksum.of(file);
                synchronized (unsettled) {
                  unsettled.put(file, checksum);
                }
              }
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    outputs.write(written());
    byte[] bytes = new Noted(build, inputs.digest(), outputs.digest(), unsettled, told).bytes();
    Path next = Files.createTempFile(folder(record), ".last", ".part");
    try {
      Files.write(next, bytes);
      Files.move(next, record, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(next);
    }
  }

  /** What is in the file, after the digest of it. */
  private record Noted(
      Digest build, Digest inputs, Digest outputs, SortedMap<Path, Long> unsettled, Told told) {
    /** How many bytes the digest takes. */
    private static final int DIGEST = 64;

    Noted {
      unsettled = Collections.unmodifiableSortedMap(new TreeMap<>(unsettled));
    }

    byte[] bytes() throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (DataOutputStream out = new DataOutputStream(bytes)) {
        for (Digest digest : List.of(build, inputs, outputs)) {
          text(digest.hex(), out);
        }
        out.writeInt(unsettled.size());
        for (Map.Entry<Path, Long> file : unsettled.entrySet()) {
          text(file.getKey().toString(), out);
          out.writeLong(file.getValue());
        }
        out.writeInt(told.pages());
        out.writeInt(told.warnings().size());
        for (Problem warning : told.warnings()) {
          text(warning.place().file(), out);
          out.writeInt(warning.place().line());
          out.writeInt(warning.place().column());
          text(warning.what(), out);
          text(warning.fix(), out);
        }
      }
      byte[] said = bytes.toByteArray();
      bytes.reset();
      bytes.write(Digest.of(said).hex().getBytes(UTF_8));
      bytes.write(said);
      return bytes.toByteArray();
    }

    private static void text(String text, DataOutputStream out) throws IOException {
      byte[] bytes = text.getBytes(UTF_8);
      out.writeInt(bytes.length);
      out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
      return new String(in.readNBytes(in.readInt()), UTF_8);
    }

    static Optional<Noted> read(Path file) throws IOException {
      byte[] bytes;
      try {
        bytes = Files.readAllBytes(file);
      } catch (NoSuchFileException e) {
        return Optional.empty();
      }
      if (bytes.length < DIGEST) {
        return Optional.empty();
      }
      byte[] said = Arrays.copyOfRange(bytes, DIGEST, bytes.length);
      if (!Digest.of(said).hex().equals(new String(bytes, 0, DIGEST, UTF_8))) {
        return Optional.empty();
      }
      try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(said))) {
        Digest build = new Digest(text(in));
        Digest inputs = new Digest(text(in));
        Digest outputs = new Digest(text(in));
        SortedMap<Path, Long> unsettled = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) {
          Path path = Path.of(text(in));
          unsettled.put(path, in.readLong());
        }
        int pages = in.readInt();
        List<Problem> warnings = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
          Place place = new Place(text(in), in.readInt(), in.readInt());
          warnings.add(new Problem(place, text(in), text(in)));
        }
        return Optional.of(new Noted(build, inputs, outputs, unsettled, new Told(pages, warnings)));
      } catch (IOException | IllegalArgumentException e) {
        return Optional.empty(); // Of another form, whatever its digest says.
      }
    }
  }
}
