package io.github.sitepack.core.deb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The packages that some releases have for one architecture; of a package that several have, the
 * highest version counts.
 *
 * <p>An index has 70,000 stanzas of which a runtime needs some thirty, so a stanza is kept as the
 * text of the few fields that resolving needs, and is read when it is asked for.
 */
public final class PackagesIndex {
  private static final byte[][] KEPT =
      List.of(
              "Package:",
              "Source:",
              "Version:",
              "Provides:",
              "Pre-Depends:",
              "Depends:",
              "Filename:",
              "Size:",
              "SHA256:")
          .stream()
          .map(key -> key.getBytes(UTF_8))
          .toArray(byte[][]::new);

  private static final byte[] PACKAGE = "Package:".getBytes(UTF_8);
  private static final byte[] PROVIDES = "Provides:".getBytes(UTF_8);

  private final String architecture;
  // Both are only asked by name, so their order never shows.
  private final Map<String, List<Stanza>> byName = new HashMap<>(1 << 17);
  private final Map<String, List<Stanza>> byProvided = new HashMap<>(1 << 14);

  /** An empty index. */
  public PackagesIndex(String architecture) {
    this.architecture = architecture;
  }

  private record Stanza(String from, String text) {}

  /**
   * Adds the stanzas of an uncompressed {@code Packages} file.
   *
   * @param from id of the release it belongs to
   * @throws IOException when the stream fails
   */
  public void add(String from, InputStream packages) throws IOException {
    Lines lines = new Lines(packages);
    ByteArrayOutputStream stanza = new ByteArrayOutputStream(1024);
    String name = "";
    String provides = "";
    boolean keeping = false;
    while (lines.next()) {
      if (lines.length == 0) {
        add(from, name, provides, stanza);
        name = "";
        provides = "";
      } else if (lines.line[0] != ' ' && lines.line[0] != '\t') {
        keeping = lines.startsWithOne();
        if (keeping && lines.startsWith(PACKAGE)) {
          name = lines.value(PACKAGE);
        } else if (keeping && lines.startsWith(PROVIDES)) {
          provides = lines.value(PROVIDES);
        }
      }
      if (keeping && lines.length > 0) {
        stanza.write(lines.line, 0, lines.length);
        stanza.write('\n');
      }
    }
    add(from, name, provides, stanza);
  }

  private void add(String from, String name, String provides, ByteArrayOutputStream bytes) {
    if (!name.isEmpty()) {
      Stanza stanza = new Stanza(from, bytes.toString(UTF_8));
      byName.computeIfAbsent(name, key -> new ArrayList<>(1)).add(stanza);
      if (!provides.isEmpty()) {
        for (String provided : provides.split(",")) {
          BinaryPackage.providedName(provided)
              .ifPresent(
                  key -> byProvided.computeIfAbsent(key, k -> new ArrayList<>(1)).add(stanza));
        }
      }
    }
    bytes.reset();
  }

  /** Number of different packages. */
  public int size() {
    return byName.size();
  }

  /**
   * The highest version of a package.
   *
   * @throws IllegalArgumentException when one of its stanzas is damaged
   */
  public Optional<BinaryPackage> find(String name) {
    BinaryPackage best = null;
    for (Stanza stanza : byName.getOrDefault(name, List.of())) {
      BinaryPackage offered = read(stanza);
      if (best == null || offered.version().compareTo(best.version()) > 0) {
        best = offered;
      }
    }
    return Optional.ofNullable(best);
  }

  /**
   * The packages that provide a virtual one in their highest version, by name.
   *
   * @throws IllegalArgumentException when one of their stanzas is damaged
   */
  public List<BinaryPackage> providers(Relation.Alternative virtual) {
    TreeMap<String, BinaryPackage> providers = new TreeMap<>();
    for (Stanza stanza : byProvided.getOrDefault(virtual.name(), List.of())) {
      find(read(stanza).name())
          .filter(provider -> provider.satisfies(virtual))
          .ifPresent(provider -> providers.put(provider.name(), provider));
    }
    return List.copyOf(providers.values());
  }

  private BinaryPackage read(Stanza stanza) {
    Control control = Control.parse(stanza.text);
    return BinaryPackage.of(stanza.from, control, architecture);
  }

  /** Lines as bytes: no text is made of the many that are not needed. */
  private static final class Lines {
    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int end;
    private byte[] line = new byte[1 << 12];
    private int length;

    Lines(InputStream in) {
      this.in = in;
    }

    boolean next() throws IOException {
      length = 0;
      boolean any = false;
      while (true) {
        if (at == end) {
          end = Math.max(0, in.read(buffer));
          at = 0;
          if (end == 0) {
            return any;
          }
        }
        any = true;
        int stop = at;
        while (stop < end && buffer[stop] != '\n') {
          stop++;
        }
        if (length + stop - at > line.length) {
          line = Arrays.copyOf(line, Math.max(line.length * 2, length + stop - at));
        }
        System.arraycopy(buffer, at, line, length, stop - at);
        length += stop - at;
        boolean whole = stop < end;
        at = whole ? stop + 1 : stop;
        if (whole) {
          return true;
        }
      }
    }

    boolean startsWithOne() {
      for (byte[] key : KEPT) {
        if (startsWith(key)) {
          return true;
        }
      }
      return false;
    }

    boolean startsWith(byte[] key) {
      return length >= key.length
          && line[0] == key[0]
          && Arrays.equals(line, 0, key.length, key, 0, key.length);
    }

    String value(byte[] key) {
      return new String(line, key.length, length - key.length, UTF_8).strip();
    }
  }
}
