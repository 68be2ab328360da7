package io.github.sitepack.core.base;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the bytes of an nginx say of it: the texts that {@code nginx -V} would print.
 *
 * @param version as it names itself, for example {@code nginx/1.28.0}
 * @param release its first two numbers, as 1028 for 1.28
 * @param machine {@code e_machine} of its ELF header
 * @param modules the built-in ones that a site may need, sorted
 * @param builtInBrotli whether it sends twins of brotli without a module beside it
 */
record NginxProgram(
    String version, int release, int machine, List<String> modules, boolean builtInBrotli) {
  private static final Pattern VERSION =
      Pattern.compile("nginx version: ([A-Za-z]+/([0-9]+)\\.([0-9]+)\\.[0-9.]+)");
  private static final Pattern ARGUMENTS = Pattern.compile("configure arguments:([^\n\0]*)");

  /** Modules that are there unless they are asked to stay out. */
  private static final List<String> USUAL =
      List.of("charset", "fastcgi", "geo", "gzip", "map", "proxy", "rewrite", "scgi", "uwsgi");

  /** Modules that are not there unless they are asked for. */
  private static final List<String> UNUSUAL = List.of("gzip_static", "realip", "stub_status");

  /** The machines of ELF by the names of OCI. */
  private static final SortedMap<String, Integer> MACHINES =
      new TreeMap<>(Map.of("amd64", 62, "arm64", 183, "arm", 40, "riscv64", 243));

  /** Without these no site of ours can be served. */
  static final List<String> NEEDED =
      List.of("charset", "geo", "gzip", "gzip_static", "map", "rewrite");

  /** Copies the list. */
  NginxProgram {
    modules = List.copyOf(modules);
  }

  /** Reads the program, when it is an nginx. */
  static Optional<NginxProgram> of(byte[] bytes) {
    if (bytes.length < 20 || bytes[0] != 0x7f || bytes[1] != 'E' || bytes[5] != 1) {
      return Optional.empty();
    }
    String text = new String(bytes, ISO_8859_1);
    Matcher version = VERSION.matcher(text);
    if (!version.find()) {
      return Optional.empty();
    }
    Matcher found = ARGUMENTS.matcher(text);
    String arguments = found.find() ? " " + found.group(1) + " " : "";
    List<String> modules = new ArrayList<>();
    for (String module : USUAL) {
      boolean out =
          arguments.contains(" --without-http_" + module + "_module ")
              || (module.equals("rewrite") && arguments.contains(" --without-pcre "));
      if (!out) {
        modules.add(module);
      }
    }
    for (String module : UNUSUAL) {
      if (arguments.contains(" --with-http_" + module + "_module ")) {
        modules.add(module);
      }
    }
    modules.sort(null);
    return Optional.of(
        new NginxProgram(
            version.group(1),
            1000 * Integer.parseInt(version.group(2)) + Integer.parseInt(version.group(3)),
            (bytes[18] & 0xff) | (bytes[19] & 0xff) << 8,
            modules,
            text.contains("ngx_http_brotli_static_module")));
  }

  /** Whether it runs on an architecture of OCI. */
  boolean runsOn(String architecture) {
    return MACHINES.getOrDefault(architecture, -1) == machine;
  }
}
