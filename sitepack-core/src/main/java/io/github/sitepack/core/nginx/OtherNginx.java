package io.github.sitepack.core.nginx;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Fits {@code nginx.conf} to an nginx that is not Debian's.
 *
 * @param modules the built-in modules that it has, by their names in {@code configure}
 * @param brotli absolute path of its module for twins of brotli, {@code built-in} or {@code none}
 */
public record OtherNginx(SortedSet<String> modules, String brotli) {
  private static final String LOAD = "load_module ";

  /** What a directive that a site may have needs. */
  private static final Map<String, String> NEEDED =
      new TreeMap<>(Map.of("set_real_ip_from", "realip", "stub_status", "stub_status"));

  /** Folders of modules that serve no site: without the module there is nothing to be told. */
  private static final List<String> PROXIES = List.of("fastcgi", "proxy", "scgi", "uwsgi");

  /** An nginx with these modules. */
  public OtherNginx(Collection<String> modules, String brotli) {
    this(new TreeSet<>(modules), brotli);
  }

  /** Whether it sends twins of brotli. */
  public boolean sendsBrotli() {
    return !brotli.equals("none");
  }

  /** The modules that the configuration needs and that are not there, sorted. */
  public List<String> missing(String configuration) {
    TreeSet<String> missing = new TreeSet<>();
    configuration
        .lines()
        .forEach(
            line -> {
              String module = NEEDED.get(line.strip().split("[ ;]", 2)[0]);
              if (module != null && !modules.contains(module)) {
                missing.add(module);
              }
            });
    return List.copyOf(missing);
  }

  /** The configuration for it. */
  public String fit(String configuration) {
    List<String> lines = new ArrayList<>();
    for (String line : configuration.split("\n", -1)) {
      String directive = line.strip();
      if (directive.startsWith(LOAD)) {
        if (brotli.startsWith("/")) {
          lines.add(LOAD + brotli + ";");
        }
      } else if (!isUnknown(directive)) {
        lines.add(line);
      }
    }
    return String.join("\n", lines);
  }

  private boolean isUnknown(String directive) {
    return (directive.startsWith("brotli_static ") && !sendsBrotli())
        || PROXIES.stream()
            .anyMatch(p -> directive.startsWith(p + "_temp_path ") && !modules.contains(p));
  }
}
