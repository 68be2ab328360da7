package io.github.sitepack.core.javadoc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The classes of the JDK that others may use, in one release of Java. A JDK knows them for each
 * release before its own, for {@code javac --release}; so the answer does not depend on the JDK
 * that runs the build, as long as it is not an older one.
 *
 * @see <a href="https://openjdk.org/jeps/247">JEP 247: Compile for Older Platform Versions</a>
 */
final class Jdk {
  /** A class with slashes to the module that has it. */
  private final SortedMap<String, String> modules = new TreeMap<>();

  /** A class with slashes to its entry in the file of signatures. */
  private final SortedMap<String, String> entries = new TreeMap<>();

  private final Path signatures = Path.of(System.getProperty("java.home"), "lib", "ct.sym");

  /** Reads what there is. */
  Jdk(int release) {
    try {
      if (release < Runtime.version().feature() && Files.isRegularFile(signatures)) {
        old(release);
      } else {
        running();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void old(int release) throws IOException {
    char mark = Character.toUpperCase(Character.forDigit(release, Character.MAX_RADIX));
    try (ZipFile zip = new ZipFile(signatures.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        String name = entry.getName();
        int releases = name.indexOf('/');
        int module = name.indexOf('/', releases + 1);
        if (module > 0
            && name.endsWith(".sig")
            && name.lastIndexOf(mark, releases) >= 0
            && !name.endsWith("module-info.sig")) {
          String type = name.substring(module + 1, name.length() - ".sig".length());
          modules.put(type, name.substring(releases + 1, module));
          entries.put(type, name);
        }
      }
    }
  }

  private void running() throws IOException {
    FileSystem image = FileSystems.getFileSystem(URI.create("jrt:/"));
    for (ModuleReference module : ModuleFinder.ofSystem().findAll()) {
      ModuleDescriptor descriptor = module.descriptor();
      for (ModuleDescriptor.Exports exports : descriptor.exports()) {
        if (exports.isQualified()) {
          continue;
        }
        String folder = exports.source().replace('.', '/');
        Path at = image.getPath("/modules", descriptor.name(), folder);
        try (var files = Files.newDirectoryStream(at, "*.class")) {
          for (Path file : files) {
            String type = file.getFileName().toString();
            modules.put(
                folder + "/" + type.substring(0, type.length() - ".class".length()),
                descriptor.name());
          }
        }
      }
    }
  }

  /** The classes, with slashes, each with its module. */
  SortedMap<String, String> modules() {
    return Collections.unmodifiableSortedMap(modules);
  }

  /** The class file of one of them. */
  byte[] read(String type) throws IOException {
    String entry = entries.get(type);
    if (entry == null) {
      return Files.readAllBytes(
          FileSystems.getFileSystem(URI.create("jrt:/"))
              .getPath("/modules", modules.get(type), type + ".class"));
    }
    try (ZipFile zip = new ZipFile(signatures.toFile())) {
      return zip.getInputStream(zip.getEntry(entry)).readAllBytes();
    }
  }
}
