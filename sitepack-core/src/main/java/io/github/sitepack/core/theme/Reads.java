package io.github.sitepack.core.theme;

import java.util.Collections;
import java.util.Comparator;
import java.util.SortedSet;
import java.util.TreeSet;

/** The texts of pages that one rendering asked for. For one thread. */
public final class Reads {
  /** Of the rendering that this thread does. */
  private static final ThreadLocal<Reads> CURRENT = new ThreadLocal<>();

  private final SortedSet<Read> all = new TreeSet<>();

  /**
   * One of them.
   *
   * @param page what tells the page from the others
   * @param property what was asked for
   */
  public record Read(String page, String property) implements Comparable<Read> {
    private static final Comparator<Read> ORDER =
        Comparator.comparing(Read::page).thenComparing(Read::property);

    @Override
    public int compareTo(Read other) {
      return ORDER.compare(this, other);
    }
  }

  /** All of them, in order. */
  public SortedSet<Read> all() {
    return Collections.unmodifiableSortedSet(all);
  }

  /** Takes one that was made in an earlier build. */
  public void add(Read read) {
    all.add(read);
  }

  /** Begins to take what this thread reads; whoever took it until now, or null. */
  Reads begin() {
    Reads before = CURRENT.get();
    CURRENT.set(this);
    return before;
  }

  /** Ends what {@link #begin} began, which has told who goes on. */
  static void resume(Reads before) {
    if (before == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(before);
    }
  }

  /** A template shows what was made of these. */
  static void note(Reads others) {
    Reads current = others.all.isEmpty() ? null : CURRENT.get();
    if (current != null) {
      current.all.addAll(others.all);
    }
  }

  /** A template reads one of the {@link Facts#TEXTS}. */
  static void note(PageModel page, String property) {
    Reads current = CURRENT.get();
    if (current != null) {
      current.all.add(new Read(Facts.id(page), property));
    }
  }
}
