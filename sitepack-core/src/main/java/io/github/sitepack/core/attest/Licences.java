package io.github.sitepack.core.attest;

import static java.util.Map.entry;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The licences that a package's {@code copyright} file names, where a machine can read it.
 *
 * @see <a href="https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/">Debian's
 *     machine-readable copyright format</a>
 */
final class Licences {
  private static final String FORMAT = "copyright-format/1.0";

  private static final Pattern FIELD =
      Pattern.compile("^License:[ \\t]*(\\S.*)$", Pattern.MULTILINE | Pattern.CASE_INSENSITIVE);

  private static final Pattern GNU =
      Pattern.compile("(L?GPL|AGPL|GFDL)-([1-3](?:\\.[0-9])?)(?:\\.0)?(\\+?)");

  /** Debian's short names that SPDX has under another one. */
  private static final Map<String, String> SPDX =
      new TreeMap<>(
          Map.ofEntries(
              entry("apache-2", "Apache-2.0"),
              entry("apache-2.0", "Apache-2.0"),
              entry("artistic", "Artistic-1.0"),
              entry("bsd-2-clause", "BSD-2-Clause"),
              entry("bsd-3-clause", "BSD-3-Clause"),
              entry("bsd-4-clause", "BSD-4-Clause"),
              entry("cc0-1.0", "CC0-1.0"),
              entry("cc0", "CC0-1.0"),
              entry("expat", "MIT"),
              entry("isc", "ISC"),
              entry("mit", "MIT"),
              entry("mpl-2.0", "MPL-2.0"),
              entry("openssl", "OpenSSL"),
              entry("unicode-dfs-2016", "Unicode-DFS-2016"),
              entry("zlib", "Zlib")));

  private Licences() {}

  /** The names in a file, as Debian writes them, sorted; none when no machine can read it. */
  static List<String> of(String copyright) {
    TreeSet<String> names = new TreeSet<>();
    if (copyright.lines().limit(3).noneMatch(line -> line.contains(FORMAT))) {
      return List.of();
    }
    Matcher field = FIELD.matcher(copyright);
    while (field.find()) {
      for (String name : field.group(1).split("\\s+(?:and/or|and|or)\\s+|\\s*,\\s*|\\s*\\|\\s*")) {
        String plain = name.strip().replaceAll("(?i)\\s+with\\s+.*|\\s+~.*|[()]", "");
        if (!plain.isEmpty() && !plain.contains(" ")) {
          names.add(plain);
        }
      }
    }
    return List.copyOf(names);
  }

  /** SPDX's identifier of one of them, when it has one. */
  static Optional<String> spdx(String name) {
    Matcher gnu = GNU.matcher(name.toUpperCase(Locale.ROOT));
    if (gnu.matches()) {
      String version = gnu.group(2).contains(".") ? gnu.group(2) : gnu.group(2) + ".0";
      if (gnu.group(1).equals("GFDL") && !gnu.group(2).contains(".")) {
        return Optional.empty();
      }
      return Optional.of(
          gnu.group(1) + "-" + version + (gnu.group(3).isEmpty() ? "-only" : "-or-later"));
    }
    return Optional.ofNullable(SPDX.get(name.toLowerCase(Locale.ROOT)));
  }

  /** A name that SPDX documents may use for what SPDX does not know. */
  static String reference(String name) {
    return "LicenseRef-debian-" + name.replaceAll("[^A-Za-z0-9.-]", "-");
  }
}
