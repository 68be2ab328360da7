package io.github.sitepack.core.lock;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is different between two locks.
 *
 * @param packages that moved, came or went, in order of architecture and name
 * @param other whether something else moved that an image depends on: the suite, the kept files, a
 *     path, or the reasons
 */
public record LockChanges(List<Change> packages, boolean other) {
  /** Copies the list. */
  public LockChanges {
    packages = List.copyOf(packages);
  }

  /**
   * A package that moved.
   *
   * @param architecture Debian's name, or {@code base} for the base image
   * @param name the package, or the image with registry and tag
   * @param before its version or digest in the first lock, or "" when it is new
   * @param after the same in the second lock, or "" when it is gone
   * @param from id of the source of the second version, or of the first when it is gone; {@code
   *     registry} for an image
   */
  public record Change(
      String architecture, String name, String before, String after, String from) {}

  /**
   * Compares. That releases were signed anew, with nothing else in them, is no change.
   *
   * @param before the first lock
   * @param after the second lock
   */
  public static LockChanges of(Lock before, Lock after) {
    List<Change> changes = new ArrayList<>();
    SortedMap<String, Map<String, Lock.LockedPackage>> old = packages(before);
    SortedMap<String, Map<String, Lock.LockedPackage>> young = packages(after);
    Set<String> architectures = new TreeSet<>(old.keySet());
    architectures.addAll(young.keySet());
    for (String architecture : architectures) {
      Map<String, Lock.LockedPackage> was = old.getOrDefault(architecture, Map.of());
      Map<String, Lock.LockedPackage> is = young.getOrDefault(architecture, Map.of());
      Set<String> names = new TreeSet<>(was.keySet());
      names.addAll(is.keySet());
      for (String name : names) {
        String versionBefore = was.containsKey(name) ? was.get(name).version() : "";
        String versionAfter = is.containsKey(name) ? is.get(name).version() : "";
        if (!versionBefore.equals(versionAfter)) {
          String from = is.getOrDefault(name, was.get(name)).from();
          changes.add(new Change(architecture, name, versionBefore, versionAfter, from));
        }
      }
    }
    SortedMap<String, String> wasBase = base(before);
    SortedMap<String, String> isBase = base(after);
    Set<String> names = new TreeSet<>(wasBase.keySet());
    names.addAll(isBase.keySet());
    for (String name : names) {
      String digestBefore = wasBase.getOrDefault(name, "");
      String digestAfter = isBase.getOrDefault(name, "");
      if (!digestBefore.equals(digestAfter)) {
        changes.add(new Change("base", name, digestBefore, digestAfter, "registry"));
      }
    }
    boolean same =
        before.base().equals(after.base())
            && before.suite().equals(after.suite())
            && before.roots().equals(after.roots())
            && before.architectures().equals(after.architectures())
            && places(before).equals(places(after));
    return new LockChanges(changes, !same && changes.isEmpty());
  }

  private static SortedMap<String, String> base(Lock lock) {
    SortedMap<String, String> base = new TreeMap<>();
    lock.base().ifPresent(image -> base.put(image.name(), image.digest().toString()));
    return base;
  }

  private static SortedMap<String, Map<String, Lock.LockedPackage>> packages(Lock lock) {
    SortedMap<String, Map<String, Lock.LockedPackage>> packages = new TreeMap<>();
    for (Lock.Architecture architecture : lock.architectures()) {
      Map<String, Lock.LockedPackage> byName = new TreeMap<>();
      architecture.packages().forEach(locked -> byName.put(locked.name(), locked));
      packages.put(architecture.name(), byName);
    }
    return packages;
  }

  /** What a source is without the moment it was signed. */
  private static List<List<String>> places(Lock lock) {
    return lock.sources().stream()
        .map(s -> List.of(s.id(), s.archive(), s.suite(), s.component()))
        .toList();
  }

  /** Whether the locks make the same image. */
  public boolean none() {
    return packages.isEmpty() && !other;
  }

  /** One line: each package once, with its versions. */
  @Override
  public String toString() {
    if (packages.isEmpty()) {
      return other ? "changed, with the same packages" : "no change";
    }
    Set<String> lines = new LinkedHashSet<>();
    for (Change change : packages) {
      lines.add(
          change.before().isEmpty()
              ? "+ " + change.name() + " " + change.after()
              : change.after().isEmpty()
                  ? "- " + change.name() + " " + change.before()
                  : change.name() + " " + change.before() + " -> " + change.after());
    }
    return String.join(", ", lines);
  }

  /** One line about a lock as a whole. */
  public static String summary(Lock lock) {
    if (lock.base().isPresent()) {
      BaseImage base = lock.base().get();
      Set<String> versions = new TreeSet<>();
      Set<String> platforms = new TreeSet<>();
      base.platforms().forEach(part -> versions.add(part.nginx().version()));
      base.platforms().forEach(part -> platforms.add(part.platform()));
      return base.name()
          + " of "
          + base.date()
          + " with "
          + String.join(", ", versions)
          + " for "
          + String.join(", ", platforms);
    }
    List<String> parts = new ArrayList<>();
    for (Lock.Architecture architecture : lock.architectures()) {
      parts.add(architecture.packages().size() + " packages for " + architecture.name());
    }
    return lock.suite() + " of " + lock.date() + ", " + String.join(", ", parts);
  }
}
