package io.github.sitepack.core.overview;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The cells of a map, from which a list with a place for each is written. Places are classes of the
 * style sheet, one set for wide windows and one for narrow ones: so there is no style in the page,
 * and words keep their size.
 */
final class Cells {
  /** Width by height in a wide window, and in a narrow one; the style sheet says the same. */
  static final double WIDE = 2;

  static final double NARROW = 0.8;

  /** More could not be told apart. */
  private static final int MOST = 120;

  /** A cell of a smaller share could not be hit with a finger. */
  private static final double LEAST = 0.003;

  /** What is too small is shown in parts of about this share. */
  private static final double PART = 0.03;

  private final List<Cell> cells = new ArrayList<>();

  /**
   * A cell.
   *
   * @param label what is written in it
   * @param kind its colour
   * @param size its area, in bytes
   * @param fresh whether it is new since the last build
   * @param link what it leads to, or ""
   */
  record Cell(String label, Kind kind, long size, boolean fresh, String link) {}

  void add(Cell cell) {
    cells.add(cell);
  }

  /** Writes the map; what is too small for a cell of its own shares one. */
  void write(String name, Html out) {
    List<Cell> shown = shown();
    List<Long> sizes = shown.stream().map(Cell::size).toList();
    List<Treemap.Box> wide = Treemap.of(sizes, WIDE);
    List<Treemap.Box> narrow = Treemap.of(sizes, NARROW);
    out.raw("<ul class=\"map\" aria-label=\"").text(name).raw("\">\n");
    for (int i = 0; i < shown.size(); i++) {
      Cell cell = shown.get(i);
      Treemap.Box w = wide.get(i);
      Treemap.Box n = narrow.get(i);
      out.raw("<li class=\"" + cell.kind().style() + (cell.fresh() ? " fresh" : ""));
      out.raw(" x" + w.left() + " y" + w.top() + " w" + w.width() + " h" + w.height());
      out.raw(" l" + n.left() + " t" + n.top() + " b" + n.width() + " d" + n.height());
      out.raw(small(w, 18, 24) ? " small" : "").raw(small(n, 40, 14) ? " slim" : "").raw("\">");
      String words = cell.label() + ", " + Words.size(cell.size()) + (cell.fresh() ? ", new" : "");
      String tag = cell.link().isEmpty() ? "span" : "a";
      out.raw("<" + tag);
      if (!cell.link().isEmpty()) {
        out.raw(" href=\"").text(cell.link()).raw("\"");
      }
      out.raw(" title=\"").text(words).raw("\">").element("b", "", cell.label()).raw(" ");
      out.element("i", "", Words.size(cell.size()));
      out.raw(cell.fresh() ? " <i>new</i>" : "").raw("</" + tag + "></li>\n");
    }
    out.raw("</ul>\n");
  }

  private List<Cell> shown() {
    double total = cells.stream().mapToDouble(Cell::size).sum();
    List<Cell> shown = new ArrayList<>();
    List<Cell> left = new ArrayList<>();
    for (Cell cell : cells) {
      (cell.size() >= LEAST * total ? shown : left).add(cell);
    }
    shown.sort(
        Comparator.comparingLong((Cell cell) -> -cell.size())
            .thenComparing(Cell::label)
            .thenComparing(Cell::link));
    List<Cell> rest = shown.subList(Math.min(MOST, shown.size()), shown.size());
    left.addAll(rest);
    rest.clear();
    shown.addAll(together(left, total));
    shown.sort(Comparator.comparingLong((Cell cell) -> -cell.size()).thenComparing(Cell::label));
    return shown;
  }

  /** Small cells as one; as several, each of neighbours, where they are much of the whole. */
  private static List<Cell> together(List<Cell> left, double total) {
    List<Cell> sorted = new ArrayList<>(left);
    sorted.sort(Comparator.comparing(Cell::label).thenComparing(Cell::link));
    double size = left.stream().mapToLong(Cell::size).sum();
    int parts = (int) Math.max(1, Math.min(size / total / PART, left.size() / 2.0));
    List<Cell> cells = new ArrayList<>();
    double before = 0;
    int from = 0;
    for (int i = 0; i < sorted.size(); i++) {
      before += sorted.get(i).size();
      boolean last = i + 1 == sorted.size();
      if (last || before >= size * (cells.size() + 1) / parts) {
        List<Cell> part = sorted.subList(from, i + 1);
        cells.add(
            new Cell(
                Words.count(part.size(), "smaller one")
                    + (parts > 1 ? " from " + part.get(0).label() : ""),
                most(part),
                part.stream().mapToLong(Cell::size).sum(),
                part.stream().anyMatch(Cell::fresh),
                ""));
        from = i + 1;
      }
    }
    return cells;
  }

  private static Kind most(List<Cell> cells) {
    Map<Kind, Long> kinds = new EnumMap<>(Kind.class);
    cells.forEach(cell -> kinds.merge(cell.kind(), cell.size(), Long::sum));
    return Kind.most(kinds);
  }

  /** Whether there is no room for words. */
  private static boolean small(Treemap.Box box, int width, int height) {
    return box.width() < width || box.height() < height;
  }
}
