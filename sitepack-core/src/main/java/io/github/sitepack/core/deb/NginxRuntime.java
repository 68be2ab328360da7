package io.github.sitepack.core.deb;

import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What of a Debian release makes an nginx that serves files: chosen by hand for each suite, because
 * a package's dependencies also cover what its installation scripts call. {@link RuntimeFiles}
 * proves the choice for the packages at hand.
 *
 * @param suite codename
 * @param roots what is asked for, in the order of resolving
 * @param excluded packages that stay out although something depends on them, each with the reason
 * @param base the package with the root folder's links and the release's name
 * @param libc the package with the loader
 * @param server the package with nginx
 */
public record NginxRuntime(
    String suite,
    List<Root> roots,
    SortedMap<String, String> excluded,
    String base,
    String libc,
    String server) {

  /** The modules are bound to the server by a virtual package with this beginning. */
  static final String ABI = "nginx-abi-";

  /** Copies the lists. */
  public NginxRuntime {
    roots = List.copyOf(roots);
    excluded = Collections.unmodifiableSortedMap(new TreeMap<>(excluded));
  }

  /**
   * A package that is asked for.
   *
   * @param name the package
   * @param files what of it is needed in any case: paths, where one that ends in {@code /} means
   *     all files directly in that folder, and a name without {@code /} a shared library
   * @param why what it is for
   */
  public record Root(String name, List<String> files, String why) {
    /** Copies the list. */
    public Root {
      files = List.copyOf(files);
    }
  }

  private static final String SCRIPTS = "only maintainer scripts use it, and none is ever run";

  private static final NginxRuntime TRIXIE =
      new NginxRuntime(
          "trixie",
          List.of(
              new Root("nginx", List.of("usr/sbin/nginx"), "root: the web server"),
              new Root(
                  "libnginx-mod-http-brotli-static",
                  List.of("usr/lib/nginx/modules/"),
                  "root: serves .br twins"),
              new Root(
                  "libgcc-s1",
                  List.of("libgcc_s.so.1"),
                  "root: libc6 opens libgcc_s.so.1 when a thread ends"),
              new Root(
                  "base-files",
                  List.of(
                      "bin",
                      "etc/debian_version",
                      "etc/os-release",
                      "lib",
                      "lib64",
                      "sbin",
                      "usr/lib/os-release"),
                  "root: links of the merged /usr, name of the release, licence texts")),
          new TreeMap<>(
              Map.of(
                  "iproute2",
                  "only the maintainer script of nginx calls it, and none is ever run",
                  "mawk",
                  SCRIPTS,
                  "nginx-common",
                  "its configuration and MIME types are replaced by generated ones",
                  "openssl-provider-legacy",
                  "outdated ciphers, loaded only when a configuration asks for them")),
          "base-files",
          "libc6",
          "nginx");

  /** What no image here may have, each with the reason. */
  private static final SortedMap<String, String> REFUSED = refused();

  private static SortedMap<String, String> refused() {
    SortedMap<String, String> refused = new TreeMap<>();
    for (String shell :
        List.of(
            "bash",
            "bash-static",
            "busybox",
            "busybox-static",
            "dash",
            "ksh93u+m",
            "mksh",
            "toybox",
            "yash",
            "zsh",
            "zsh-static")) {
      refused.put(shell, "is a shell, and who breaks in must not find one");
    }
    for (String manager : List.of("apt", "aptitude", "dpkg")) {
      refused.put(manager, "installs packages, and the image is never changed");
    }
    for (String privileged : List.of("login", "passwd", "sudo", "su", "doas", "util-linux")) {
      refused.put(privileged, "makes others of users, and needs setuid programs");
    }
    refused.put("nginx-common", "has a configuration, and the image has one made for the site");
    refused.put("libc-bin", "keeps caches by scripts, and none is ever run");
    return refused;
  }

  /** A root of which all files are kept that a program could read. */
  static final String ALL = ".";

  /**
   * The same with more packages.
   *
   * @throws io.github.sitepack.core.report.SitepackException with each that is refused
   */
  public NginxRuntime with(Collection<String> packages) {
    Problems problems = new Problems();
    List<Root> all = new ArrayList<>(roots);
    SortedMap<String, String> out = new TreeMap<>(excluded);
    for (String name : new TreeSet<>(packages)) {
      if (!name.matches("[a-z0-9][a-z0-9+.-]+")) {
        problems.add(
            Place.of("packages"),
            "\"" + name + "\" is no name of a package",
            "give it as apt does");
      } else if (REFUSED.containsKey(name)) {
        problems.add(Place.of("packages"), name + " " + REFUSED.get(name), "leave it out");
      } else if (roots.stream().noneMatch(root -> root.name().equals(name))) {
        all.add(new Root(name, List.of(ALL), "root: asked for"));
        out.remove(name);
      }
    }
    problems.throwIfAny();
    return new NginxRuntime(suite, all, out, base, libc, server);
  }

  /** The runtime of a suite, when it is known. */
  public static Optional<NginxRuntime> of(String suite) {
    return suite.equals(TRIXIE.suite) ? Optional.of(TRIXIE) : Optional.empty();
  }

  /** The suites that are known, in their order of release. */
  public static List<String> suites() {
    return List.of(TRIXIE.suite);
  }
}
