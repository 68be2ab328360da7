package io.github.sitepack.core.javadoc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The classes that a project sees: the JDK's, which come first, then those of its libraries. Class
 * files are read, never loaded. The libraries are asked for only when the JDK does not have a
 * class. Safe for several threads.
 */
final class Classpath {
  private final Supplier<List<Library>> supplier;
  private final int release;
  private Jdk jdk;
  private SortedMap<String, Origin> libraries;
  private final Map<String, Optional<ApiClass>> read = new HashMap<>();

  /**
   * Where a class comes from.
   *
   * @param module the module it is in, or "" when none is known
   * @param library the library; empty for the JDK
   */
  record Origin(String module, Optional<Library> library) {}

  /** A class that was found. */
  record Found(ApiClass type, Origin origin) {}

  /**
   * Knows where to look.
   *
   * @param release the release of Java, or 0 when it is not known: then that of the running one
   */
  Classpath(int release, Supplier<List<Library>> supplier) {
    this.release = release;
    this.supplier = supplier;
  }

  private Jdk jdk() {
    if (jdk == null) {
      jdk = new Jdk(release == 0 ? Runtime.version().feature() : release);
    }
    return jdk;
  }

  private SortedMap<String, Origin> libraries() {
    if (libraries == null) {
      SortedMap<String, Origin> all = new TreeMap<>();
      for (Library library : supplier.get()) {
        SortedSet<String> names = names(library.file());
        String module = module(library.file(), names);
        names.forEach(name -> all.putIfAbsent(name, new Origin(module, Optional.of(library))));
      }
      libraries = all;
    }
    return libraries;
  }

  private static SortedSet<String> names(Path file) {
    SortedSet<String> names = new TreeSet<>();
    try {
      if (Files.isDirectory(file)) {
        try (var files = Files.walk(file)) {
          files.forEach(f -> add(names, file.relativize(f).toString().replace('\\', '/')));
        }
      } else if (Files.isRegularFile(file)) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
          Collections.list(zip.entries()).forEach(entry -> add(names, entry.getName()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file, e);
    }
    return names;
  }

  private static void add(SortedSet<String> names, String entry) {
    if (entry.endsWith(".class") && !entry.startsWith("META-INF/")) {
      names.add(entry.substring(0, entry.length() - ".class".length()));
    }
  }

  private static String module(Path file, SortedSet<String> names) {
    if (!names.remove("module-info")) {
      return "";
    }
    try {
      byte[] bytes = bytes(file, "module-info");
      return java.lang.module.ModuleDescriptor.read(java.nio.ByteBuffer.wrap(bytes)).name();
    } catch (IOException | java.lang.module.InvalidModuleDescriptorException e) {
      return "";
    }
  }

  private static byte[] bytes(Path file, String name) throws IOException {
    if (Files.isDirectory(file)) {
      return Files.readAllBytes(file.resolve(name + ".class"));
    }
    try (ZipFile zip = new ZipFile(file.toFile())) {
      ZipEntry entry = zip.getEntry(name + ".class");
      return zip.getInputStream(entry).readAllBytes();
    }
  }

  /** A class by its name with slashes and dollars. */
  synchronized Optional<Found> find(String name) {
    Origin origin =
        jdk().modules().containsKey(name)
            ? new Origin(jdk().modules().get(name), Optional.empty())
            : libraries().get(name);
    if (origin == null) {
      return Optional.empty();
    }
    return read.computeIfAbsent(name, n -> Optional.of(read(n, origin)))
        .map(type -> new Found(type, origin));
  }

  private ApiClass read(String name, Origin origin) {
    try {
      return ApiClass.read(
          origin.library().isPresent()
              ? bytes(origin.library().get().file(), name)
              : jdk().read(name));
    } catch (IOException e) {
      throw new UncheckedIOException("reading the class " + name, e);
    }
  }

  /** Where a package, named with dots, comes from. */
  synchronized Optional<Origin> packageOrigin(String name) {
    String folder = name.replace('.', '/') + "/";
    for (Map.Entry<String, String> entry : jdk().modules().tailMap(folder).entrySet()) {
      if (!entry.getKey().startsWith(folder)) {
        break;
      }
      if (entry.getKey().indexOf('/', folder.length()) < 0) {
        return Optional.of(new Origin(entry.getValue(), Optional.empty()));
      }
    }
    for (Map.Entry<String, Origin> entry : libraries().tailMap(folder).entrySet()) {
      if (!entry.getKey().startsWith(folder)) {
        break;
      }
      if (entry.getKey().indexOf('/', folder.length()) < 0) {
        return Optional.of(entry.getValue());
      }
    }
    return Optional.empty();
  }

  /** Where a module comes from. */
  synchronized Optional<Origin> moduleOrigin(String name) {
    if (jdk().modules().containsValue(name)) {
      return Optional.of(new Origin(name, Optional.empty()));
    }
    return libraries().values().stream().filter(origin -> origin.module().equals(name)).findFirst();
  }

  /** The names of all classes with dots, for suggestions. */
  synchronized SortedSet<String> names() {
    SortedSet<String> names = new TreeSet<>();
    jdk().modules().keySet().forEach(name -> names.add(dotted(name)));
    libraries().keySet().forEach(name -> names.add(dotted(name)));
    return names;
  }

  private static String dotted(String name) {
    return ApiClass.canonical(name.replace('/', '.'));
  }
}
