package io.github.sitepack.core.diagram;

import io.github.sitepack.core.diagram.Gantt.Kind;
import io.github.sitepack.core.diagram.Gantt.Section;
import io.github.sitepack.core.diagram.Gantt.Task;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Draws tasks as bars along an axis of time, one below another. */
final class GanttDrawing {
  private static final int MARGIN = 6;

  /** How long the axis is. */
  private static final int LENGTH = 560;

  private static final int BAR = 26;
  private static final int ROW = 32;

  /** How wide a text beside a bar may become before it is broken into lines. */
  private static final int MOST = 240;

  /** How tall a chart must be for the dates to stand above it, too. */
  private static final int TALL = 460;

  private final Gantt gantt;
  private final LocalDateTime from;
  private final LocalDateTime to;
  private final double left;
  private final Svg back = new Svg();
  private final Svg front = new Svg();

  /** How far to the right something stands. */
  private double reach;

  /** A task with its place: that of its text, and all that it takes. */
  private record Placed(
      Task task, Label label, double start, double end, Side side, double first, double last) {
    int height() {
      return Math.max(ROW, label.height() + 8);
    }
  }

  /** Where a text stands. */
  private enum Side {
    INSIDE,
    LEFT,
    RIGHT
  }

  /** Tasks in one line. */
  private record Row(List<Placed> tasks) {
    int height() {
      return tasks.stream().mapToInt(Placed::height).max().orElse(ROW);
    }

    boolean hasRoom(Placed placed) {
      return tasks.stream()
          .allMatch(other -> placed.first() >= other.last() || placed.last() <= other.first());
    }
  }

  GanttDrawing(Gantt gantt) {
    this.gantt = gantt;
    this.from = gantt.first();
    LocalDateTime last = gantt.last();
    this.to = from.isBefore(last) ? last : from.plusDays(1);
    int headings = gantt.sections().stream().mapToInt(s -> s.label().width()).max().orElse(0);
    this.left = headings == 0 ? 44 : headings + 30;
    this.reach = left + LENGTH + 10;
  }

  private double x(LocalDateTime time) {
    double share = (double) from.until(time, ChronoUnit.MILLIS) / from.until(to, ChronoUnit.MILLIS);
    return left + LENGTH * share;
  }

  Diagram diagram() {
    List<List<Row>> sections = new ArrayList<>();
    for (Section section : gantt.sections()) {
      sections.add(rows(section));
    }
    double top = verticals();
    double tall = 0;
    for (int i = 0; i < sections.size(); i++) {
      tall += height(gantt.sections().get(i), sections.get(i)) + MARGIN;
    }
    boolean twice = gantt.above() || tall > TALL;
    top += twice ? 26 : 0;
    double y = top;
    Svg frames = new Svg();
    for (int i = 0; i < sections.size(); i++) {
      Section section = gantt.sections().get(i);
      double height = height(section, sections.get(i));
      frames.rect("cluster", 0, y, reach, height, 4);
      frames.textFrom("title", section.label(), 12, y + height / 2);
      double rows = sections.get(i).stream().mapToInt(Row::height).sum();
      double at = y + (height - rows) / 2;
      for (Row row : sections.get(i)) {
        for (Placed placed : row.tasks()) {
          draw(placed, at + row.height() / 2.0);
        }
        at += row.height();
      }
      y += height + MARGIN;
    }
    double bottom = y - MARGIN;
    off(top, bottom);
    axis(top, bottom, twice);
    for (Task task : gantt.tasks()) {
      if (task.kind() == Kind.VERTICAL) {
        back.path(
            "way " + hue(task),
            "M" + Shape.at(x(task.start()), top - (twice ? 26 : 0)) + "V" + Svg.number(bottom),
            "stroke-dasharray=\"5 4\"");
      }
    }
    Svg all = new Svg();
    all.add(frames);
    all.add(back);
    all.add(front);
    return all.moved(MARGIN, MARGIN)
        .diagram(reach + 2 * MARGIN, bottom + 30 + 2 * MARGIN, gantt.title(), gantt.words());
  }

  private static double height(Section section, List<Row> rows) {
    int tall = rows.stream().mapToInt(Row::height).sum();
    return Math.max(tall, section.label().height()) + 10;
  }

  private List<Row> rows(Section section) {
    List<Row> rows = new ArrayList<>();
    for (Task task : section.tasks()) {
      if (task.kind() == Kind.VERTICAL) {
        continue;
      }
      Placed placed = place(task);
      Row free = null;
      for (Row row : gantt.compact() ? rows : List.<Row>of()) {
        free = free == null && row.hasRoom(placed) ? row : free;
      }
      if (free == null) {
        free = new Row(new ArrayList<>());
        rows.add(free);
      }
      free.tasks().add(placed);
    }
    return rows;
  }

  private Placed place(Task task) {
    String name = (task.state().done() ? "✓ " : "") + task.name();
    double start = x(task.start());
    double end = Math.max(x(task.end()), start + 4);
    if (task.kind() == Kind.MILESTONE) {
      start -= 10;
      end = start + 20;
    }
    Label line = Label.of(name.replace('\n', ' '), Integer.MAX_VALUE);
    if (task.kind() == Kind.BAR && line.width() + 18 <= end - start) {
      return new Placed(task, line, start, end, Side.INSIDE, start, end + 4);
    }
    Label label = Label.of(name, MOST);
    double room = label.width() + 14;
    if (end + room > left + LENGTH && start - room >= left) {
      return new Placed(task, label, start, end, Side.LEFT, start - room, end + 4);
    }
    reach = Math.max(reach, end + room);
    return new Placed(task, label, start, end, Side.RIGHT, start, end + room);
  }

  private static String hue(Task task) {
    return task.state().critical() ? "hue-5" : task.state().done() ? "hue-6" : "hue-1";
  }

  private void draw(Placed placed, double y) {
    Task task = placed.task();
    double start = placed.start();
    double end = placed.end();
    if (task.kind() == Kind.MILESTONE) {
      front.path(
          "dot " + hue(task),
          "M" + Shape.at(start, y) + "l10 -10l10 10l-10 10Z",
          "stroke-linejoin=\"round\"");
    } else {
      String live = task.state().active() ? " live" : "";
      front.rect("node " + hue(task) + live, start, y - BAR / 2.0, end - start, BAR, 4);
      if (task.state().critical() && end - start > 8) {
        // Not by its colour alone.
        front.path(
            "way hue-5",
            "M" + Shape.at(start + 2.5, y - BAR / 2.0 + 3) + "v" + (BAR - 6),
            "stroke-width=\"4\"");
      }
    }
    Label label = placed.label();
    switch (placed.side()) {
      case INSIDE -> front.text("", label, (start + end) / 2, y);
      case RIGHT -> front.textFrom("said", label, end + 7, y);
      case LEFT -> front.text("said", label, start - 7, y, " text-anchor=\"end\"");
    }
  }

  /** Draws the names of lines across all tasks, and tells the room they take. */
  private double verticals() {
    List<Double> ends = new ArrayList<>();
    for (Task task : gantt.tasks()) {
      if (task.kind() != Kind.VERTICAL) {
        continue;
      }
      Label label = Label.of(task.name().replace('\n', ' '), Integer.MAX_VALUE);
      double half = label.width() / 2.0 + 6;
      double x = Math.max(x(task.start()), half);
      int row = 0;
      while (row < ends.size() && ends.get(row) > x - half) {
        row++;
      }
      if (row == ends.size()) {
        ends.add(0.0);
      }
      ends.set(row, x + half);
      reach = Math.max(reach, x + half);
      front.text("said", label, x, row * Label.LINE + Label.LINE / 2.0);
    }
    return ends.size() * Label.LINE + (ends.isEmpty() ? 0 : 6);
  }

  private void off(double top, double bottom) {
    double day = LENGTH * 86_400_000.0 / from.until(to, ChronoUnit.MILLIS);
    List<LocalDate> days = gantt.off();
    // Narrower ones would be a grey haze.
    for (int i = 0; i < days.size() && day >= 2; ) {
      int next = i + 1;
      while (next < days.size() && days.get(next).equals(days.get(next - 1).plusDays(1))) {
        next++;
      }
      double start = Math.max(left, x(days.get(i).atStartOfDay()));
      double end = Math.min(left + LENGTH, x(days.get(next - 1).plusDays(1).atStartOfDay()));
      if (end > start) {
        back.rect("off", start, top, end - start, bottom - top, 0);
      }
      i = next;
    }
  }

  private void axis(double top, double bottom, boolean twice) {
    Ticks ticks = gantt.ticks().orElse(null);
    if (ticks == null) {
      List<Ticks> usual = Ticks.usual(gantt.weekday());
      ticks = usual.stream().filter(this::hasRoom).findFirst().orElse(usual.get(usual.size() - 1));
    }
    DateWriter writer = writer(ticks);
    double free = -100;
    String before = "";
    for (LocalDateTime tick : ticks.in(from, to)) {
      double x = x(tick);
      back.path("grid", "M" + Shape.at(x, top) + "V" + Svg.number(bottom), "stroke-width=\"1\"");
      Label label = Label.of(writer.write(tick), Integer.MAX_VALUE);
      double half = label.width() / 2.0;
      if (x - half >= free && x - half >= 0 && !label.plain().equals(before)) {
        front.text("label", label, x, bottom + 16);
        if (twice) {
          front.text("label", label, x, top - 14);
        }
        free = x + half + 12;
        before = label.plain();
        reach = Math.max(reach, x + half - MARGIN);
      }
    }
  }

  private DateWriter writer(Ticks ticks) {
    return gantt.axis().orElse(ticks.writer(gantt.isOneDay()));
  }

  /** Whether all their dates can be written. */
  private boolean hasRoom(Ticks ticks) {
    if (ticks.between(from, to) > 100) {
      return false;
    }
    DateWriter writer = writer(ticks);
    double free = -100;
    String before = "";
    for (LocalDateTime tick : ticks.in(from, to)) {
      String text = writer.write(tick);
      double half = Label.width(text) / 2.0;
      if (x(tick) - half < free || text.equals(before)) {
        return false;
      }
      free = x(tick) + half + 12;
      before = text;
    }
    return true;
  }
}
