package io.github.sitepack.core.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.archive.Compression;
import io.github.sitepack.core.archive.TarScan;
import io.github.sitepack.core.proof.StoredImage.StoredLayer;
import io.github.sitepack.core.text.Unicode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares two layers that should be one: their files, their tar, and their compression. */
final class LayerComparison {
  private static final String SITE = "srv/www/";

  /** Of how many files the bytes are looked at; more would tell nothing new. */
  private static final int MOST = 500;

  private static final int AROUND = 24;

  /** A name with a digest of the content in it. */
  private static final Pattern FINGERPRINT = Pattern.compile("(.*[./-])[0-9a-f]{8,64}(\\..*)");

  private final String platform;
  private final StoredLayer rebuilt;
  private final StoredLayer given;
  private final boolean isPackage;
  private final boolean compressed;
  private final List<Difference> differences = new ArrayList<>();

  /**
   * A comparison.
   *
   * @param isPackage whether the layer holds a Debian package
   * @param compressed whether the same tar must be compressed to the same bytes
   */
  LayerComparison(
      String platform,
      StoredLayer rebuilt,
      StoredLayer given,
      boolean isPackage,
      boolean compressed) {
    this.platform = platform;
    this.rebuilt = rebuilt;
    this.given = given;
    this.isPackage = isPackage;
    this.compressed = compressed;
  }

  /** Everything that differs, in order of the layer's files. */
  List<Difference> run() throws IOException {
    if (rebuilt.digest().equals(given.digest())) {
      return List.of();
    }
    if (given.compression() == Compression.ZSTD) {
      boolean same = rebuilt.diffId().equals(given.diffId());
      add(
          "",
          "compression",
          -1,
          "gzip",
          "zstd" + (same ? ", of the same tar" : ", which is not looked into"),
          same ? Cause.RECOMPRESSED : Cause.SOURCES);
      return differences;
    }
    LayerFiles ours = LayerFiles.read(rebuilt);
    LayerFiles theirs;
    try {
      theirs = LayerFiles.read(given);
    } catch (IOException e) {
      add("", "the bytes", -1, "a tar", "what is no tar (" + e.getMessage() + ")", Cause.DAMAGED);
      return differences;
    }
    if (!given.diffId().isEmpty() && !given.diffId().equals(theirs.tar().toString())) {
      add(
          "",
          "the tar's digest",
          -1,
          rebuilt.diffId(),
          theirs.tar() + ", where its config says " + given.diffId(),
          Cause.DAMAGED);
    }
    if (ours.tar().equals(theirs.tar())) {
      if (compressed) {
        compression();
      }
      return differences;
    }
    files(ours.byName(), theirs.byName());
    order(ours, theirs);
    if (differences.isEmpty()) {
      bytes();
    }
    return differences;
  }

  /** Compares the files of two whole trees, whatever layers they lie in. */
  static List<Difference> names(
      String platform,
      StoredLayer layer,
      SortedMap<String, LayerFiles.Stored> ours,
      SortedMap<String, LayerFiles.Stored> theirs)
      throws IOException {
    LayerComparison comparison = new LayerComparison(platform, layer, layer, false, true);
    comparison.missing(ours, theirs);
    return comparison.differences;
  }

  private void add(String path, String field, long at, String ours, String theirs, Cause cause) {
    differences.add(
        new Difference(
            platform,
            rebuilt.toString(),
            path.isEmpty() ? "" : "/" + path,
            field,
            at,
            ours,
            theirs,
            cause));
  }

  private void files(
      SortedMap<String, LayerFiles.Stored> ours, SortedMap<String, LayerFiles.Stored> theirs)
      throws IOException {
    TreeSet<String> changed = new TreeSet<>();
    for (LayerFiles.Stored one : ours.values()) {
      LayerFiles.Stored other = theirs.get(one.name());
      if (other != null && !one.content().equals(other.content()) && changed.size() < MOST) {
        changed.add(one.name());
      }
    }
    SortedMap<String, byte[]> ourBytes = LayerFiles.contents(rebuilt, changed);
    SortedMap<String, byte[]> theirBytes = LayerFiles.contents(given, changed);
    for (LayerFiles.Stored one : ours.values()) {
      LayerFiles.Stored other = theirs.get(one.name());
      if (other != null) {
        headers(one, other);
        if (!one.content().equals(other.content())) {
          content(one, other, ourBytes.get(one.name()), theirBytes.get(one.name()));
        }
      }
    }
    missing(ours, theirs);
  }

  private void missing(
      SortedMap<String, LayerFiles.Stored> ours, SortedMap<String, LayerFiles.Stored> theirs) {
    List<String> lost = ours.keySet().stream().filter(n -> !theirs.containsKey(n)).toList();
    List<String> more = theirs.keySet().stream().filter(n -> !ours.containsKey(n)).toList();
    SortedMap<String, String> byForm = new TreeMap<>();
    SortedMap<String, String> byCase = new TreeMap<>();
    SortedMap<String, String> byPattern = new TreeMap<>();
    for (String name : more) {
      byForm.put(nfc(name), name);
      byCase.put(name.toLowerCase(Locale.ROOT), name);
      byPattern.put(pattern(name), name);
    }
    for (String name : ours.keySet()) {
      if (theirs.containsKey(name)) {
        byCase.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
      }
    }
    TreeSet<String> told = new TreeSet<>();
    for (String name : lost) {
      String twin = byForm.get(nfc(name));
      Cause cause = Cause.UNICODE_FORM;
      if (twin == null) {
        twin = byCase.get(name.toLowerCase(Locale.ROOT));
        cause = Cause.CASE_COLLISION;
      }
      if (twin == null && !pattern(name).equals(name)) {
        twin = byPattern.get(pattern(name));
        cause = Cause.ASSETS;
      }
      if (twin == null) {
        cause = alone();
      } else {
        told.add(twin);
      }
      add(name, "the file", -1, "it", twin == null ? "" : "/" + twin, cause);
    }
    for (String name : more) {
      if (!told.contains(name)) {
        String twin =
            ours.keySet().stream()
                .filter(n -> n.equalsIgnoreCase(name) && !n.equals(name))
                .findFirst()
                .orElse("");
        add(
            name,
            "the file",
            -1,
            twin.isEmpty() ? "" : "/" + twin,
            "it",
            twin.isEmpty() ? alone() : Cause.CASE_COLLISION);
      }
    }
  }

  private Cause alone() {
    return isPackage ? Cause.PACKAGE_CONTENT : Cause.FILES;
  }

  private static String nfc(String name) {
    return Unicode.nfc(name);
  }

  private static String pattern(String name) {
    Matcher matcher = FINGERPRINT.matcher(name);
    return matcher.matches() ? matcher.group(1) + "*" + matcher.group(2) : name;
  }

  private void headers(LayerFiles.Stored one, LayerFiles.Stored other) {
    TarScan.Item a = one.item();
    TarScan.Item b = other.item();
    String name = one.name();
    if (a.type() != b.type()) {
      boolean link = a.type() == '2' ^ b.type() == '2';
      add(
          name,
          "the kind",
          -1,
          kind(a),
          kind(b),
          link && (a.isFile() || b.isFile()) ? Cause.LINK_AS_TEXT : alone());
      return;
    }
    if (a.mode() != b.mode()) {
      add(name, "mode", -1, octal(a.mode()), octal(b.mode()), Cause.FILE_MODES);
    }
    String owner = a.uid() + ":" + a.gid();
    String otherOwner = b.uid() + ":" + b.gid();
    if (!owner.equals(otherOwner)) {
      add(name, "owner", -1, owner, otherOwner, Cause.FILE_OWNERS);
    } else if (!a.owner().equals(b.owner())) {
      add(name, "owner", -1, named(a.owner()), named(b.owner()), Cause.FILE_OWNERS);
    }
    boolean follows =
        !one.content().equals(other.content()) && one.hasContentTime() && other.hasContentTime();
    if (!a.mtime().equals(b.mtime()) && !follows) {
      add(name, "mtime", -1, time(a.mtime()), time(b.mtime()), Cause.FILE_TIMES);
    }
    if (!a.link().equals(b.link())) {
      add(name, "the link", -1, "to " + a.link(), "to " + b.link(), alone());
    }
    if (!a.pax().keySet().equals(b.pax().keySet())) {
      add(
          name,
          "pax header",
          -1,
          String.join(", ", a.pax().keySet()),
          String.join(", ", b.pax().keySet()),
          Cause.PAX_HEADERS);
    }
  }

  private static String kind(TarScan.Item item) {
    return switch (item.type()) {
      case '0', '7' -> "a file";
      case '1' -> "a hard link to " + item.link();
      case '2' -> "a link to " + item.link();
      case '5' -> "a folder";
      default -> "something of type \"" + item.type() + "\"";
    };
  }

  private static String octal(int mode) {
    String digits = Integer.toOctalString(mode);
    return "0".repeat(Math.max(0, 4 - digits.length())) + digits;
  }

  private static String named(String owner) {
    return owner.equals(":") ? "no names" : owner;
  }

  private static String time(String mtime) {
    try {
      return java.time.Instant.ofEpochSecond(Long.parseLong(mtime)).toString();
    } catch (NumberFormatException | java.time.DateTimeException e) {
      return mtime + " seconds";
    }
  }

  private void content(LayerFiles.Stored one, LayerFiles.Stored other, byte[] ours, byte[] theirs) {
    String name = one.name();
    Cause otherwise =
        isPackage
            ? Cause.PACKAGE_CONTENT
            : name.startsWith("etc/") ? Cause.SERVER_CONFIG : Cause.SOURCES;
    if (ours == null || theirs == null) {
      add(name, "content", -1, size(one), size(other), otherwise);
      return;
    }
    long at = Arrays.mismatch(ours, theirs);
    Cause cause = TextCause.of(name, ours, theirs).orElse(otherwise);
    if (isPackage) {
      cause = Cause.PACKAGE_CONTENT;
    }
    String field = "content";
    if (name.startsWith(SITE) && (name.endsWith(".gz") || name.endsWith(".br"))) {
      field = "compressed content";
    }
    add(name, field, at, around(ours, at), around(theirs, at), cause);
  }

  private static String size(LayerFiles.Stored file) {
    return file.item().size() + " bytes";
  }

  /** What is around a byte, so that one sees where in the text it is. */
  static String around(byte[] bytes, long at) {
    if (at >= bytes.length) {
      return "its end";
    }
    int from = (int) Math.max(0, at - AROUND);
    int to = (int) Math.min(bytes.length, at + AROUND);
    // Not within a character, where there are any.
    while (from < at && (bytes[from] & 0xc0) == 0x80) {
      from++;
    }
    while (to > at + 1 && to < bytes.length && (bytes[to] & 0xc0) == 0x80) {
      to--;
    }
    byte[] part = Arrays.copyOfRange(bytes, from, to);
    boolean text = true;
    for (byte b : part) {
      text &= b < 0 || b >= ' ' || b == '\n' || b == '\r' || b == '\t';
    }
    if (!text) {
      StringBuilder hex = new StringBuilder("bytes");
      for (int i = (int) at; i < Math.min(bytes.length, at + 8); i++) {
        hex.append(String.format(Locale.ROOT, " %02x", bytes[i] & 0xff));
      }
      return hex.toString();
    }
    return "\""
        + new String(part, UTF_8)
            .replace("\\", "\\\\")
            .replace("\r", "\\r")
            .replace("\n", "\\n")
            .replace("\t", "\\t")
            .replace("\ufeff", "\\ufeff")
        + "\"";
  }

  private void order(LayerFiles ours, LayerFiles theirs) {
    TreeSet<String> both = new TreeSet<>(ours.byName().keySet());
    both.retainAll(theirs.byName().keySet());
    List<String> a = sequence(ours, both);
    List<String> b = sequence(theirs, both);
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      if (!Objects.equals(a.get(i), b.get(i))) {
        add(
            b.get(i),
            "order of entries",
            -1,
            "/" + a.get(i) + " in its place",
            "it as number " + (i + 1),
            Cause.ENTRY_ORDER);
        return;
      }
    }
  }

  private static List<String> sequence(LayerFiles layer, Set<String> names) {
    return layer.files().stream().map(LayerFiles.Stored::name).filter(names::contains).toList();
  }

  /** The same files, and still another tar. */
  private void bytes() throws IOException {
    long at = 0;
    try (InputStream a = rebuilt.tar();
        InputStream b = given.tar()) {
      while (true) {
        byte[] x = a.readNBytes(1 << 16);
        byte[] y = b.readNBytes(1 << 16);
        int found = Arrays.mismatch(x, y);
        if (found >= 0) {
          at += found;
          break;
        }
        at += x.length;
      }
    }
    add("", "tar", at, "ustar", "another header or padding", Cause.TAR_FORM);
  }

  /** The same tar, compressed otherwise. */
  private void compression() throws IOException {
    Compression theirs = given.compression();
    if (theirs != Compression.GZIP) {
      add("", "compression", -1, "gzip", "none, of the same tar", Cause.RECOMPRESSED);
      return;
    }
    byte[] a = head(rebuilt);
    byte[] b = head(given);
    long at = Arrays.mismatch(a, b);
    String field =
        at < 0
            ? "compressed bytes"
            : at == 3
                ? "gzip header, flags"
                : at < 4
                    ? "gzip header, magic"
                    : at < 8
                        ? "gzip header, time"
                        : at == 8
                            ? "gzip header, extra flags"
                            : at == 9 ? "gzip header, operating system" : "compressed bytes";
    if (at < 0) {
      at = Files.mismatch(rebuilt.blob(), given.blob());
    }
    add(
        "",
        field,
        at,
        at < 10 && a.length == 10 ? around(a, at) : rebuilt.size() + " bytes in all",
        at < 10 && b.length == 10 ? around(b, at) : given.size() + " bytes in all",
        Cause.GZIP);
  }

  private static byte[] head(StoredLayer layer) throws IOException {
    try (InputStream in = Files.newInputStream(layer.blob())) {
      return new ByteArrayInputStream(in.readNBytes(10)).readAllBytes();
    }
  }
}
