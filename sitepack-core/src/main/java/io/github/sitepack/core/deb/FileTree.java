package io.github.sitepack.core.deb;

import io.github.sitepack.core.archive.DirectoryEntry;
import io.github.sitepack.core.archive.Entry;
import io.github.sitepack.core.archive.SymlinkEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Files of several packages as one tree, in which paths are followed as the kernel would. */
final class FileTree {
  private static final int MOST_LINKS = 40;

  /** Only asked by path, so its order never shows. */
  private final Map<String, Owned> files = new HashMap<>();

  /**
   * A file, link or folder of a package.
   *
   * @param owner the package
   * @param entry with its path
   */
  record Owned(String owner, Entry entry) {}

  /**
   * What a path leads to.
   *
   * @param links the links on the way, in order
   * @param file the end: no link
   */
  record Found(List<Owned> links, Owned file) {}

  /** Adds entries; the first package that has a path keeps it. */
  void add(String owner, Collection<Entry> entries) {
    for (Entry entry : entries) {
      Owned before = files.get(entry.path());
      if (before == null || before.entry() instanceof DirectoryEntry) {
        files.put(entry.path(), new Owned(owner, entry));
      }
    }
  }

  /** The entry at exactly this path. */
  Optional<Owned> at(String path) {
    return Optional.ofNullable(files.get(path));
  }

  /**
   * Follows a path from the root folder through every link on the way.
   *
   * @param path with or without a leading slash
   * @return nothing when it leads nowhere, to a folder, or in a circle
   */
  Optional<Found> follow(String path) {
    Deque<String> left = new ArrayDeque<>(List.of(path.split("/")));
    List<String> done = new ArrayList<>();
    List<Owned> links = new ArrayList<>();
    Owned last = null;
    while (!left.isEmpty()) {
      String name = left.remove();
      if (name.isEmpty() || name.equals(".")) {
        continue;
      } else if (name.equals("..")) {
        if (!done.isEmpty()) {
          done.remove(done.size() - 1);
        }
        continue;
      }
      done.add(name);
      last = files.get(String.join("/", done));
      if (last != null && last.entry() instanceof SymlinkEntry link) {
        links.add(last);
        if (links.size() > MOST_LINKS) {
          return Optional.empty();
        }
        done.remove(done.size() - 1);
        if (link.target().startsWith("/")) {
          done.clear();
        }
        List<String> names = List.of(link.target().split("/"));
        for (int i = names.size() - 1; i >= 0; i--) {
          left.addFirst(names.get(i));
        }
        last = null;
      } else if (last != null && !(last.entry() instanceof DirectoryEntry) && !left.isEmpty()) {
        return Optional.empty();
      }
    }
    return last == null || last.entry() instanceof DirectoryEntry
        ? Optional.empty()
        : Optional.of(new Found(links, last));
  }
}
