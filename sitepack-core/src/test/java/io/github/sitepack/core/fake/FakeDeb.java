package io.github.sitepack.core.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Builds a .deb in memory, a good one unless asked otherwise. */
public final class FakeDeb {
  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");

  private final Map<String, String> control = new LinkedHashMap<>();
  private final Map<TarArchiveEntry, byte[]> data = new LinkedHashMap<>();
  private final TreeSet<String> folders = new TreeSet<>();
  private final List<String> sums = new ArrayList<>();
  private String compression = ".xz";
  private String dataName = "data.tar";

  /** A package without files. */
  public FakeDeb(String name, String version, String architecture) {
    control.put("Package", name);
    control.put("Version", version);
    control.put("Architecture", architecture);
    control.put("Description", "the package " + name + "\n made for a test");
  }

  /** Sets a field of the control file. */
  public FakeDeb field(String name, String value) {
    control.put(name, value);
    return this;
  }

  /** A field of the control file, or "". */
  public String field(String name) {
    return control.getOrDefault(name, "");
  }

  /** Adds a file of mode 0644, or 0755 when its path has {@code bin/} in it. */
  public FakeDeb file(String path, byte[] bytes) {
    return file(path, path.contains("bin/") ? 0755 : 0644, bytes);
  }

  /** Adds a text file. */
  public FakeDeb file(String path, String text) {
    return file(path, text.getBytes(UTF_8));
  }

  /** Adds a file with its mode. */
  public FakeDeb file(String path, int mode, byte[] bytes) {
    TarArchiveEntry entry = entry(path, TarArchiveEntry.LF_NORMAL);
    entry.setMode(mode);
    entry.setSize(bytes.length);
    sums.add(md5(bytes) + "  " + path + "\n");
    return raw(entry, bytes);
  }

  /** Adds a symbolic link. */
  public FakeDeb link(String path, String target) {
    TarArchiveEntry entry = entry(path, TarArchiveEntry.LF_SYMLINK);
    entry.setLinkName(target);
    return raw(entry, new byte[0]);
  }

  /** Adds a hard link. */
  public FakeDeb hardLink(String path, String target) {
    TarArchiveEntry entry = entry(path, TarArchiveEntry.LF_LINK);
    entry.setLinkName("./" + target);
    return raw(entry, new byte[0]);
  }

  /** Adds an entry as it is, under {@code ./}, with folders above it. */
  public FakeDeb raw(TarArchiveEntry entry, byte[] bytes) {
    data.put(entry, bytes);
    return this;
  }

  /** Removes the entry with a path. */
  public FakeDeb without(String path) {
    data.keySet().removeIf(entry -> entry.getName().equals("./" + path));
    return this;
  }

  /** An entry below {@code ./}, to be changed and given to {@link #raw}. */
  public TarArchiveEntry entry(String path, byte kind) {
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      folders.add(path.substring(0, slash + 1));
    }
    return rawEntry("./" + path, kind);
  }

  /** An entry whose name is taken as it is, even when it is absolute or climbs. */
  public TarArchiveEntry rawEntry(String name, byte kind) {
    TarArchiveEntry entry = new TarArchiveEntry(name, kind, true);
    entry.setModTime(TIME.toEpochMilli());
    entry.setIds(0, 0);
    return entry;
  }

  /** Compresses with {@code .xz}, {@code .gz} or not at all (""). */
  public FakeDeb compression(String ending) {
    compression = ending;
    return this;
  }

  /** Names the second tar otherwise, with its ending. */
  public FakeDeb dataName(String name) {
    dataName = name;
    return this;
  }

  /** The control file. */
  public String control() {
    StringBuilder text = new StringBuilder();
    control.forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
    return text.toString();
  }

  /** The whole package. */
  public byte[] bytes() {
    Map<TarArchiveEntry, byte[]> controls = new LinkedHashMap<>();
    controls.put(rawEntry("./", TarArchiveEntry.LF_DIR), new byte[0]);
    addControl(controls, "control", control());
    addControl(controls, "md5sums", String.join("", sums));
    addControl(controls, "postinst", "#!/bin/sh\nexit 1\n");
    Map<TarArchiveEntry, byte[]> all = new LinkedHashMap<>();
    all.put(rawEntry("./", TarArchiveEntry.LF_DIR), new byte[0]);
    folders.forEach(
        folder -> all.put(rawEntry("./" + folder, TarArchiveEntry.LF_DIR), new byte[0]));
    all.putAll(data);
    ByteArrayOutputStream ar = new ByteArrayOutputStream();
    ar.writeBytes("!<arch>\n".getBytes(UTF_8));
    member(ar, "debian-binary", "2.0\n".getBytes(UTF_8));
    member(ar, "control.tar" + compression, tar(controls));
    String second = dataName.equals("data.tar") ? dataName + compression : dataName;
    member(ar, second, tar(all));
    return ar.toByteArray();
  }

  private void addControl(Map<TarArchiveEntry, byte[]> controls, String name, String text) {
    TarArchiveEntry entry = rawEntry("./" + name, TarArchiveEntry.LF_NORMAL);
    byte[] bytes = text.getBytes(UTF_8);
    entry.setSize(bytes.length);
    controls.put(entry, bytes);
  }

  private static void member(ByteArrayOutputStream ar, String name, byte[] bytes) {
    String header =
        String.format(
            Locale.ROOT, "%-16s%-12d%-6d%-6d%-8s%-10d`\n", name, 0, 0, 0, "100644", bytes.length);
    ar.writeBytes(header.getBytes(UTF_8));
    ar.writeBytes(bytes);
    if (bytes.length % 2 == 1) {
      ar.write('\n');
    }
  }

  private byte[] tar(Map<TarArchiveEntry, byte[]> entries) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream compressed = compress(out);
        TarArchiveOutputStream tar = new TarArchiveOutputStream(compressed, UTF_8.name())) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
      for (Map.Entry<TarArchiveEntry, byte[]> entry : entries.entrySet()) {
        tar.putArchiveEntry(entry.getKey());
        tar.write(entry.getValue());
        tar.closeArchiveEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private OutputStream compress(OutputStream out) throws IOException {
    return switch (compression) {
      case ".xz" -> new XZOutputStream(out, small());
      case ".gz" -> new GZIPOutputStream(out);
      default -> out;
    };
  }

  private static String md5(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A small dictionary, because an encoder clears its tables first. */
  private static LZMA2Options small() throws IOException {
    LZMA2Options options = new LZMA2Options(0);
    options.setDictSize(LZMA2Options.DICT_SIZE_MIN);
    return options;
  }
}
