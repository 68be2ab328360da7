package io.github.sitepack.core.deb;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.archive.DirectoryEntry;
import io.github.sitepack.core.archive.Entry;
import io.github.sitepack.core.archive.FileEntry;
import io.github.sitepack.core.archive.HardlinkEntry;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which files of a runtime's packages are needed, and the proof that they are enough.
 *
 * <p>Chosen are the roots' files, every shared library that a chosen ELF file names, its loader,
 * the links on the way to them, each chosen package's copyright file and the licence texts which
 * that cites. The proof then looks only at what was chosen: each loader and each library must be
 * found where the dynamic loader looks, and be for the architecture.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/ld.so.8.html">ld.so(8)</a>
 */
public final class RuntimeFiles {
  private static final String FIX =
      "lock again later, when the mirror is whole; if it stays so, this sitepack does not know the"
          + " suite as it is now and a newer one is needed";
  private static final int SETUID_SETGID = 06000;
  private static final String LICENCES = "usr/share/common-licenses/";

  /** What only people, installers and other services read. */
  private static final List<String> UNREAD =
      List.of(
          "etc/cron",
          "etc/init.d/",
          "etc/logrotate.d/",
          "usr/lib/systemd/",
          "usr/share/bug/",
          "usr/share/doc/",
          "usr/share/info/",
          "usr/share/lintian/",
          "usr/share/locale/",
          "usr/share/man/");

  private static final Pattern CITED =
      Pattern.compile("common-licenses/([A-Za-z0-9][A-Za-z0-9.+-]*)");

  private final NginxRuntime runtime;
  private final Abi abi;
  private final Map<String, DebFile> packages;
  private final FileTree tree = new FileTree();
  private final Problems problems = new Problems();

  private final SortedMap<String, SortedSet<String>> kept = new TreeMap<>();
  private final SortedMap<String, String> why = new TreeMap<>();
  private final Map<String, String> rootsWhy = new TreeMap<>();
  private final List<FileTree.Owned> unread = new ArrayList<>();

  /**
   * A package of the runtime.
   *
   * @param name the package
   * @param why what needs it
   * @param files the files and links kept, in order of their bytes
   */
  public record Kept(String name, String why, List<String> files) {
    /** Copies the list. */
    public Kept {
      files = List.copyOf(files);
    }
  }

  private RuntimeFiles(NginxRuntime runtime, Abi abi, Map<String, DebFile> packages) {
    this.runtime = runtime;
    this.abi = abi;
    this.packages = packages;
    runtime.roots().forEach(root -> rootsWhy.put(root.name(), root.why()));
    packages.forEach((name, deb) -> tree.add(name, deb.entries().values()));
  }

  /** Whether libraries of an architecture can be found. */
  public static boolean knows(String architecture) {
    return Abi.of(architecture).isPresent();
  }

  /**
   * Chooses and proves.
   *
   * @param packages by name, everything that may be needed
   * @return the packages of which something is needed, in the order of their layers: the base, the
   *     C library, other libraries by name, the server, its modules by name
   * @throws io.github.sitepack.core.report.SitepackException with everything that is missing
   * @throws IllegalArgumentException when the architecture is not known
   */
  public static List<Kept> choose(
      NginxRuntime runtime, String architecture, Map<String, DebFile> packages) {
    Abi abi =
        Abi.of(architecture)
            .orElseThrow(() -> new IllegalArgumentException("unknown: " + architecture));
    RuntimeFiles files = new RuntimeFiles(runtime, abi, new LinkedHashMap<>(packages));
    files.chooseRoots();
    files.chooseNeeded();
    files.problems.throwIfAny();
    List<Kept> result = files.inOrder();
    files.prove(result);
    files.problems.throwIfAny();
    return result;
  }

  private void chooseRoots() {
    for (NginxRuntime.Root root : runtime.roots()) {
      for (String wanted : root.files()) {
        List<String> paths = paths(root.name(), wanted);
        for (String path : paths) {
          tree.at(path).ifPresent(owned -> keep(owned, root.why()));
        }
        // Not every architecture has lib64.
        if (paths.isEmpty() && !wanted.equals("lib64")) {
          missing(
              root.name(),
              wanted.equals(NginxRuntime.ALL)
                  ? "has nothing that a program could read"
                  : "has no \"" + wanted + "\"");
        }
      }
    }
  }

  private List<String> paths(String name, String wanted) {
    DebFile deb = packages.get(name);
    if (deb == null) {
      return List.of();
    } else if (wanted.equals(NginxRuntime.ALL)) {
      return deb.entries().values().stream()
          .filter(entry -> !(entry instanceof DirectoryEntry))
          .map(Entry::path)
          .filter(path -> UNREAD.stream().noneMatch(path::startsWith))
          .toList();
    } else if (wanted.endsWith("/")) {
      return deb.entries().values().stream()
          .filter(entry -> !(entry instanceof DirectoryEntry))
          .map(Entry::path)
          .filter(path -> path.startsWith(wanted) && path.indexOf('/', wanted.length()) < 0)
          .toList();
    } else if (wanted.contains(".so")) {
      return library(wanted).map(RuntimeFiles::paths).orElse(List.of());
    }
    return tree.at(wanted).filter(owned -> owned.owner().equals(name)).isPresent()
        ? List.of(wanted)
        : List.of();
  }

  private static List<String> paths(FileTree.Found found) {
    List<String> paths = new ArrayList<>();
    found.links().forEach(link -> paths.add(link.entry().path()));
    paths.add(found.file().entry().path());
    return paths;
  }

  private void chooseNeeded() {
    for (int i = 0; i < unread.size(); i++) {
      FileTree.Owned owned = unread.get(i);
      String path = owned.entry().path();
      Optional<ElfFile> elf = elf(owned);
      elf.flatMap(ElfFile::interpreter)
          .ifPresent(loader -> keep(tree.follow(loader), owned, loader));
      elf.map(ElfFile::needed)
          .orElse(List.of())
          .forEach(soname -> keep(library(soname), owned, soname));
      if (path.endsWith("/copyright")) {
        Matcher cited = CITED.matcher(new String(bytes(owned), UTF_8));
        while (cited.find()) {
          String licence = cited.group(1).replaceFirst("[.-]+$", "");
          keepIfThere(LICENCES + licence, "cited by " + path);
        }
      }
      // A link of a root, like etc/os-release, is of no use alone.
      keepIfThere(path, why.get(owned.owner()));
    }
  }

  /** Keeps a file. A package that is no root is there for the first reason that was found. */
  private void keep(FileTree.Owned owned, String reason) {
    boolean first = !kept.containsKey(owned.owner());
    if (!kept.computeIfAbsent(owned.owner(), name -> new TreeSet<>(Entry::comparePaths))
        .add(owned.entry().path())) {
      return;
    }
    unread.add(owned);
    if ((owned.entry().mode() & SETUID_SETGID) != 0 && owned.entry() instanceof FileEntry) {
      missing(owned.owner(), "has a setuid or setgid file, " + owned.entry().path());
    }
    if (first) {
      why.put(owned.owner(), rootsWhy.getOrDefault(owned.owner(), reason));
      keepCopyright(owned.owner());
    }
  }

  private void keep(Optional<FileTree.Found> found, FileTree.Owned dependent, String what) {
    if (found.isEmpty()) {
      missing(
          dependent.owner(),
          "needs " + what + " for " + dependent.entry().path() + ", which no package has");
      return;
    }
    String reason = "needed by " + dependent.owner() + " (" + name(what) + ")";
    found.get().links().forEach(link -> keep(link, reason));
    keep(found.get().file(), reason);
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private void keepIfThere(String path, String reason) {
    tree.follow(path)
        .ifPresent(
            found -> {
              found.links().forEach(link -> keep(link, reason));
              keep(found.file(), reason);
            });
  }

  private void keepCopyright(String name) {
    Optional<FileTree.Found> copyright = tree.follow("usr/share/doc/" + name + "/copyright");
    if (copyright.isEmpty()) {
      missing(name, "has no copyright file");
    } else {
      String reason = "needed by " + name + " (its copyright file)";
      copyright.get().links().forEach(link -> keep(link, reason));
      keep(copyright.get().file(), reason);
    }
  }

  private Optional<FileTree.Found> library(String soname) {
    return library(tree, soname);
  }

  private Optional<FileTree.Found> library(FileTree in, String soname) {
    if (soname.contains("/")) {
      return in.follow(soname);
    }
    for (String folder : abi.folders()) {
      Optional<FileTree.Found> found = in.follow(folder + "/" + soname);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private List<Kept> inOrder() {
    SortedMap<String, Kept> layers = new TreeMap<>();
    kept.forEach(
        (name, files) ->
            layers.put(rank(name) + name, new Kept(name, why.get(name), List.copyOf(files))));
    return List.copyOf(layers.values());
  }

  private int rank(String name) {
    if (name.equals(runtime.base())) {
      return 0;
    } else if (name.equals(runtime.libc())) {
      return 1;
    } else if (name.equals(runtime.server())) {
      return 3;
    }
    boolean module =
        packages.get(name).control().get("Depends").orElse("").contains(NginxRuntime.ABI);
    return module ? 4 : 2;
  }

  /** Looks at the result alone, as the loader in the image will. */
  private void prove(List<Kept> result) {
    FileTree image = new FileTree();
    for (Kept each : result) {
      Map<String, Entry> entries = packages.get(each.name()).entries();
      image.add(each.name(), each.files().stream().map(entries::get).toList());
    }
    for (Kept each : result) {
      for (String path : each.files()) {
        FileTree.Owned owned = new FileTree.Owned(each.name(), image.at(path).get().entry());
        Optional<ElfFile> elf = elf(owned);
        if (elf.isPresent()) {
          prove(image, owned, elf.get());
        }
      }
    }
    proveModules(result);
  }

  private void prove(FileTree image, FileTree.Owned owned, ElfFile elf) {
    String path = owned.entry().path();
    if (elf.machine() != abi.machine()) {
      missing(owned.owner(), path + " is not for " + abi.debian());
    }
    elf.interpreter()
        .filter(loader -> image.follow(loader).isEmpty())
        .ifPresent(
            loader ->
                missing(
                    owned.owner(), path + " needs " + loader + ", which the image does not have"));
    for (String soname : elf.needed()) {
      if (library(image, soname).isEmpty()) {
        missing(owned.owner(), path + " needs " + soname + ", which the image does not have");
      }
    }
  }

  /** A module works only with the nginx it was built for, which says so by a virtual package. */
  private void proveModules(List<Kept> result) {
    DebFile server = packages.get(runtime.server());
    List<Relation> offered =
        Relation.parse(server.control().get("Provides").orElse(""), abi.debian());
    for (Kept each : result) {
      String depends = packages.get(each.name()).control().get("Depends").orElse("");
      for (Relation relation : Relation.parse(depends, abi.debian())) {
        String wanted = relation.alternatives().get(0).name();
        if (wanted.startsWith(NginxRuntime.ABI)
            && offered.stream().noneMatch(o -> o.alternatives().get(0).name().equals(wanted))) {
          missing(
              each.name(),
              "is built for "
                  + wanted
                  + ", which nginx "
                  + server.control().require("Version")
                  + " does not provide");
        }
      }
    }
  }

  private void missing(String name, String what) {
    DebFile deb = packages.get(name);
    String version = deb == null ? "" : " " + deb.control().require("Version");
    problems.add(Place.of(name + version + " (" + abi.debian() + ")"), what, FIX);
  }

  private Optional<ElfFile> elf(FileTree.Owned owned) {
    try {
      return ElfFile.parse(bytes(owned));
    } catch (IOException e) {
      missing(owned.owner(), owned.entry().path() + " is " + e.getMessage());
      return Optional.empty();
    }
  }

  private byte[] bytes(FileTree.Owned owned) {
    Entry entry = owned.entry();
    if (entry instanceof HardlinkEntry link) {
      entry = packages.get(owned.owner()).entries().get(link.target());
    }
    if (!(entry instanceof FileEntry file)) {
      return new byte[0];
    }
    try (InputStream in = file.data().open()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail", e);
    }
  }
}
