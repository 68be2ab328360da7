package io.github.sitepack.core.report;

import java.util.Comparator;
import java.util.Objects;

/**
 * Where a problem is.
 *
 * @param file what the user calls it: a path relative to the project with {@code /} between names,
 *     or a URL
 * @param line 1-based line, or 0 when the problem has no line
 * @param column 1-based column in UTF-16 units, or 0 when the problem has no column
 */
public record Place(String file, int line, int column) implements Comparable<Place> {
  private static final Comparator<Place> ORDER =
      Comparator.comparing(Place::file)
          .thenComparingInt(Place::line)
          .thenComparingInt(Place::column);

  /** Checks that the positions are not negative and that a column has a line. */
  public Place {
    Objects.requireNonNull(file, "file");
    if (line < 0 || column < 0 || (line == 0 && column > 0)) {
      throw new IllegalArgumentException("no such position: " + line + ":" + column);
    }
  }

  /** A whole file. */
  public static Place of(String file) {
    return new Place(file, 0, 0);
  }

  /** A position in a file, both 1-based. */
  public static Place of(String file, int line, int column) {
    return new Place(file, line, column);
  }

  @Override
  public int compareTo(Place other) {
    return ORDER.compare(this, other);
  }

  /** {@code file:line:column}, without the parts that are not known. */
  @Override
  public String toString() {
    return line == 0 ? file : column == 0 ? file + ":" + line : file + ":" + line + ":" + column;
  }
}
