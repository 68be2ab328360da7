package io.github.sitepack.core.base;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.archive.TarScan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files that a container of some layers sees, with what is wanted of them.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/layer.md#whiteouts">OCI
 *     image layer, whiteouts</a>
 */
final class BaseFiles {
  static final String BROTLI = "ngx_http_brotli_static_module.so";

  private static final String WHITEOUT = ".wh.";
  private static final String OPAQUE = ".wh..wh..opq";

  /** Names that nginx and what was made of it go by. */
  private static final List<String> NAMES =
      List.of("angie", "freenginx", "nginx", "openresty", "tengine");

  /** A program larger than this is none. */
  private static final long LARGEST = 256 << 20;

  private final SortedMap<String, Seen> files = new TreeMap<>();

  /** What is known of a file: nginx itself, or a text, or nothing. */
  private record Seen(Optional<NginxProgram> program, Optional<String> text) {
    static final Seen NOTHING = new Seen(Optional.empty(), Optional.empty());
  }

  /** Lays a layer over those so far. */
  void add(TarScan tar) throws IOException {
    SortedMap<String, Seen> added = new TreeMap<>();
    List<String> opaque = new ArrayList<>();
    List<String> gone = new ArrayList<>();
    for (Optional<TarScan.Item> item = tar.next(); item.isPresent(); item = tar.next()) {
      String path = item.get().name();
      int slash = path.lastIndexOf('/') + 1;
      String name = path.substring(slash);
      if (name.equals(OPAQUE)) {
        opaque.add(path.substring(0, slash));
      } else if (name.startsWith(WHITEOUT)) {
        gone.add(path.substring(0, slash) + name.substring(WHITEOUT.length()));
      } else if (item.get().isFile()) {
        added.put(path, see(tar, item.get(), name));
      } else if (item.get().type() != '5') {
        gone.add(path);
      }
    }
    opaque.forEach(folder -> files.keySet().removeIf(path -> path.startsWith(folder)));
    gone.forEach(path -> files.keySet().removeIf(p -> p.equals(path) || p.startsWith(path + "/")));
    files.putAll(added);
  }

  private static Seen see(TarScan tar, TarScan.Item item, String name) throws IOException {
    boolean program = NAMES.contains(name) && (item.mode() & 0111) != 0 && item.size() < LARGEST;
    if (program) {
      return new Seen(NginxProgram.of(tar.content().readAllBytes()), Optional.empty());
    } else if (item.name().equals("etc/passwd") && item.size() < 1 << 20) {
      String text = new String(tar.content().readAllBytes(), UTF_8);
      return new Seen(Optional.empty(), Optional.of(text));
    }
    return Seen.NOTHING;
  }

  /** Every nginx by its path, without a leading slash. */
  SortedMap<String, NginxProgram> programs() {
    SortedMap<String, NginxProgram> programs = new TreeMap<>();
    files.forEach((path, seen) -> seen.program().ifPresent(found -> programs.put(path, found)));
    return programs;
  }

  /** Where the module for twins of brotli is, without a leading slash. */
  Optional<String> brotli() {
    return files.keySet().stream()
        .filter(path -> path.endsWith("/" + BROTLI))
        .filter(path -> path.matches("[A-Za-z0-9._+/-]+"))
        .findFirst();
  }

  /** The text of {@code /etc/passwd}, or "". */
  String users() {
    return Optional.ofNullable(files.get("etc/passwd")).flatMap(Seen::text).orElse("");
  }
}
