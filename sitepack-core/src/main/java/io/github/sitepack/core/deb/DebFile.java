package io.github.sitepack.core.deb;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.archive.ArReader;
import io.github.sitepack.core.archive.Compression;
import io.github.sitepack.core.archive.DirectoryEntry;
import io.github.sitepack.core.archive.Entry;
import io.github.sitepack.core.archive.FileEntry;
import io.github.sitepack.core.archive.HardlinkEntry;
import io.github.sitepack.core.archive.SymlinkEntry;
import io.github.sitepack.core.archive.TarReader;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.SitepackException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A binary package: its control data and its files, read into memory. Nothing of it is ever
 * unpacked to disk and no maintainer script is ever run.
 *
 * <p>Paths are those of a merged {@code /usr}: what a package has below {@code bin}, {@code sbin}
 * and {@code lib*} is listed below {@code usr}.
 *
 * @see <a href="https://manpages.debian.org/trixie/dpkg-dev/deb.5.en.html">deb(5)</a>
 */
public final class DebFile {
  /** Where scanners look for packages of images without dpkg. */
  private static final String STATUS = "var/lib/dpkg/status.d/";

  private static final int SETUID_SETGID = 06000;

  /** Folders that are links into {@code usr}. */
  private static final List<String> MERGED =
      List.of("bin", "lib", "lib32", "lib64", "libx32", "sbin");

  private final String name;
  private final byte[] controlBytes;
  private final Instant controlTime;
  private final Control control;
  private final String md5sums;
  private final SortedMap<String, Entry> entries;

  private DebFile(String name, List<Entry> control, List<Entry> data) throws IOException {
    this.name = name;
    FileEntry file =
        find(control, "control").orElseThrow(() -> new IOException("no control file in it"));
    this.controlBytes = bytes(file);
    this.controlTime = file.mtime();
    Optional<FileEntry> sums = find(control, "md5sums");
    this.md5sums = sums.isPresent() ? new String(bytes(sums.get()), UTF_8) : "";
    try {
      this.control = Control.parse(new String(controlBytes, UTF_8));
      this.control.require("Package");
      this.control.require("Version");
      this.control.require("Architecture");
    } catch (IllegalArgumentException e) {
      throw new IOException("its control file is damaged: " + e.getMessage(), e);
    }
    this.entries = merged(data);
  }

  /**
   * Reads a package.
   *
   * @param name what problems call it
   * @throws SitepackException when the file is not a whole package, is compressed with zstd, or
   *     holds what no package of a runtime may hold: absolute or {@code ..} paths, devices, pipes,
   *     setuid or setgid files, real entries in place of the links of a merged {@code /usr}
   */
  public static DebFile read(Path file, String name) {
    try (ArReader ar = new ArReader(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
      List<Entry> control = null;
      List<Entry> data = null;
      boolean first = true;
      for (Optional<ArReader.Member> next = ar.next(); next.isPresent(); next = ar.next()) {
        ArReader.Member member = next.get();
        if (first) {
          checkFormat(member);
          first = false;
        } else if (member.name().startsWith("control.tar") && control == null) {
          control = tar(member);
        } else if (member.name().startsWith("data.tar") && control != null && data == null) {
          data = tar(member);
        } else if (!member.name().startsWith("_")) {
          throw new IOException("unexpected member \"" + member.name() + "\"");
        }
      }
      if (control == null || data == null) {
        throw new EOFException("it ends before its data");
      }
      return new DebFile(name, control, data);
    } catch (NoSuchFileException e) {
      throw problem(name, "no such file: " + e.getMessage(), e);
    } catch (IOException e) {
      String why = e.getMessage() == null ? "it ends too early" : e.getMessage();
      throw problem(name, "not a package that can be used: " + why, e);
    }
  }

  private static SitepackException problem(String name, String what, Exception cause) {
    return new SitepackException(
        Place.of(name),
        what,
        "run the lock goal against a mirror that is sound (sitepack.mirrors); if the package is"
            + " the same there, report it to its distributor",
        cause);
  }

  private static void checkFormat(ArReader.Member member) throws IOException {
    String version = new String(member.data().readNBytes(16), UTF_8);
    if (!member.name().equals("debian-binary") || !version.startsWith("2.")) {
      throw new IOException("not a Debian package of format 2");
    }
  }

  private static List<Entry> tar(ArReader.Member member) throws IOException {
    try (InputStream in = Compression.ofName(member.name()).open(member.data())) {
      return TarReader.readAll(in);
    } catch (EOFException e) {
      throw new IOException(member.name() + " ends too early", e);
    } catch (IOException e) {
      throw new IOException(member.name() + ": " + e.getMessage(), e);
    }
  }

  private static SortedMap<String, Entry> merged(List<Entry> data) throws IOException {
    SortedMap<String, Entry> merged = new TreeMap<>(Entry::comparePaths);
    for (Entry entry : data) {
      if (entry instanceof FileEntry && (entry.mode() & SETUID_SETGID) != 0) {
        throw new IOException("\"" + entry.path() + "\" is a setuid or setgid file");
      }
      Entry moved = moved(entry);
      Entry before = merged.put(moved.path(), moved);
      if (before != null
          && !(before instanceof DirectoryEntry && moved instanceof DirectoryEntry)) {
        throw new IOException("\"" + moved.path() + "\" is in it twice");
      }
    }
    return Collections.unmodifiableSortedMap(merged);
  }

  /** The entry in a merged {@code /usr}, with modes by rule and owned by root. */
  private static Entry moved(Entry entry) throws IOException {
    String path = merge(entry.path());
    Entry.Owner root = Entry.Owner.ROOT;
    if (entry instanceof DirectoryEntry) {
      String folder = MERGED.contains(path) ? "usr/" + path : path;
      return new DirectoryEntry(folder, entry.mode(), root, entry.mtime());
    } else if (entry instanceof SymlinkEntry link) {
      return new SymlinkEntry(path, link.target(), root, entry.mtime());
    } else if (MERGED.contains(path)) {
      throw new IOException("\"" + path + "\" is a file where a folder belongs");
    } else if (entry instanceof HardlinkEntry link) {
      return new HardlinkEntry(path, merge(link.target()), mode(entry), root, entry.mtime());
    }
    FileEntry file = (FileEntry) entry;
    return new FileEntry(path, mode(entry), root, entry.mtime(), file.size(), file.data());
  }

  private static int mode(Entry entry) {
    return (entry.mode() & 0111) != 0 ? 0755 : 0644;
  }

  private static String merge(String path) {
    int slash = path.indexOf('/');
    return slash > 0 && MERGED.contains(path.substring(0, slash)) ? "usr/" + path : path;
  }

  private static Optional<FileEntry> find(List<Entry> entries, String path) {
    return entries.stream()
        .filter(entry -> entry.path().equals(path) && entry instanceof FileEntry)
        .map(FileEntry.class::cast)
        .findFirst();
  }

  private static byte[] bytes(FileEntry file) throws IOException {
    try (InputStream in = file.data().open()) {
      return in.readAllBytes();
    }
  }

  /** The control file's fields. */
  public Control control() {
    return control;
  }

  /** All entries by path, in order of their bytes. */
  public SortedMap<String, Entry> entries() {
    return entries;
  }

  /**
   * What of the package goes into an image: the kept files, the control file as {@code
   * var/lib/dpkg/status.d/<package>}, and beside it the md5sums of those kept. Files are 0755 when
   * anybody may execute them and else 0644; all are owned by root and have the package's times.
   * Parent folders are not among them.
   *
   * @param kept paths of files and links as in {@link #entries}
   * @throws SitepackException when the package has no such file or link
   */
  public List<Entry> runtimeEntries(Collection<String> kept) {
    SortedMap<String, Entry> runtime = new TreeMap<>(Entry::comparePaths);
    for (String path : kept) {
      Entry entry = entries.get(path);
      if (entry == null || entry instanceof DirectoryEntry) {
        throw new SitepackException(
            Place.of(name),
            "has no file \"" + path + "\", which the lock keeps",
            "run the lock goal, which writes the list anew");
      }
      runtime.put(path, entry instanceof HardlinkEntry link ? resolved(link) : entry);
    }
    String status = STATUS + control.require("Package");
    put(runtime, status, controlBytes);
    put(runtime, status + ".md5sums", sums(new TreeSet<>(kept)).getBytes(UTF_8));
    return List.copyOf(runtime.values());
  }

  private void put(SortedMap<String, Entry> runtime, String path, byte[] bytes) {
    FileEntry.Data data = FileEntry.Data.of(bytes);
    runtime.put(path, new FileEntry(path, 0644, Entry.Owner.ROOT, controlTime, bytes.length, data));
  }

  /** The file itself, because the one it is a second name of may stay out. */
  private FileEntry resolved(HardlinkEntry link) {
    if (entries.get(link.target()) instanceof FileEntry file) {
      return new FileEntry(
          link.path(), file.mode(), file.owner(), file.mtime(), file.size(), file.data());
    }
    throw problem(
        name, "\"" + link.path() + "\" is a hard link to nothing: " + link.target(), null);
  }

  private String sums(SortedSet<String> kept) {
    List<String> lines = new ArrayList<>();
    for (String line : md5sums.split("\n", -1)) {
      int blank = line.indexOf(' ');
      if (blank > 0) {
        String path = merge(line.substring(blank).strip());
        if (kept.contains(path)) {
          lines.add(line.substring(0, blank) + "  " + path + "\n");
        }
      }
    }
    return String.join("", lines);
  }
}
