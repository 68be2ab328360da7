package io.github.sitepack.core.diagram;

import io.github.sitepack.core.diagram.Timeline.Age;
import io.github.sitepack.core.diagram.Timeline.Period;
import java.util.List;

/** Draws times along a line, and what happened then beside it. */
final class TimelineDrawing {
  private static final int MARGIN = 6;
  private static final int GAP = 14;

  /** The room for the line of time. */
  private static final int LINE = 40;

  /** How many colours there are. */
  private static final int HUES = 6;

  private final Timeline timeline;
  private final boolean ages;
  private final Svg back = new Svg();
  private final Svg front = new Svg();
  private int period;

  TimelineDrawing(Timeline timeline) {
    this.timeline = timeline;
    this.ages = timeline.ages().stream().anyMatch(age -> !age.label().isEmpty());
  }

  Diagram diagram() {
    return timeline.down() ? down() : along();
  }

  private String hue(int age) {
    int hue = timeline.plain() ? 0 : ages ? age : period;
    return " hue-" + (hue % HUES + 1);
  }

  private static int width(Label label) {
    return Math.max(label.width(), 40) + 24;
  }

  /** The width of a heading, whose letters are bold. */
  private static int heading(Age age) {
    return age.label().width() * 9 / 8;
  }

  private static int height(Label label) {
    return Math.max(label.height(), Label.LINE) + 16;
  }

  private static int widest(List<Label> labels) {
    return labels.stream().mapToInt(TimelineDrawing::width).max().orElse(0);
  }

  /** How tall boxes are, one below another. */
  private static int tall(List<Label> labels) {
    return labels.stream().mapToInt(label -> height(label) + 8).sum() - 8;
  }

  private static int widest(Period period) {
    return Math.max(width(period.label()), widest(period.events()));
  }

  private void box(String classes, Label label, double x, double y, double width, double height) {
    front.rect(classes, x, y, width, height, classes.startsWith("node") ? 6 : 3);
    front.text("", label, x + width / 2, y + height / 2);
  }

  private void arrow(double x, double y, double length) {
    boolean down = timeline.down();
    String tip = down ? "l-5 -10h10Z" : "l-10 -5v10Z";
    double toX = down ? x : x + length;
    double toY = down ? y + length : y;
    back.path("edge", "M" + Shape.at(x, y) + (down ? "v" : "h") + Svg.number(length - 8), "");
    back.path("head", "M" + Shape.at(toX, toY) + tip, "stroke=\"none\"");
  }

  private Diagram along() {
    List<Period> all = timeline.ages().stream().flatMap(age -> age.periods().stream()).toList();
    int headings = timeline.ages().stream().mapToInt(age -> age.label().height()).max().orElse(0);
    int times = all.stream().mapToInt(p -> height(p.label())).max().orElse(0);
    int events = all.stream().mapToInt(p -> tall(p.events())).max().orElse(0);
    double top = headings == 0 ? 0 : headings + 20;
    double line = top + times + LINE / 2.0;
    double first = line + LINE / 2.0;
    double bottom = first + Math.max(0, events) + (ages ? 12 : 0);
    double x = 0;
    Svg frames = new Svg();
    for (int i = 0; i < timeline.ages().size(); i++) {
      Age age = timeline.ages().get(i);
      double inner = age.periods().stream().mapToInt(p -> widest(p) + GAP).sum() - GAP;
      double width = Math.max(inner, heading(age)) + (ages ? 24 : 0);
      if (ages) {
        frames.rect("cluster", x, 0, width, bottom, 6);
        frames.text("title", age.label(), x + width / 2, 10 + headings / 2.0);
      }
      double left = x + (width - inner) / 2;
      for (Period of : age.periods()) {
        double wide = widest(of);
        double middle = left + wide / 2;
        int own = height(of.label());
        box("node" + hue(i), of.label(), left, top + times - own, wide, own);
        double last = of.events().isEmpty() ? line : first + tall(of.events()) / 2.0;
        back.path(
            "lane",
            "M" + Shape.at(middle, top + times) + "V" + Svg.number(last),
            "stroke-dasharray=\"4 4\" stroke-width=\"1\"");
        front.ellipse("dot" + hue(i), middle, line, 5, 5);
        double y = first;
        for (Label event : of.events()) {
          box("tab", event, left, y, wide, height(event));
          y += height(event) + 8;
        }
        left += wide + GAP;
        period++;
      }
      x += width + GAP;
    }
    arrow(0, line, x + 6);
    return finished(frames, x + 6, bottom);
  }

  private Diagram down() {
    List<Period> all = timeline.ages().stream().flatMap(age -> age.periods().stream()).toList();
    int times = all.stream().mapToInt(p -> width(p.label())).max().orElse(0);
    int events = all.stream().mapToInt(p -> widest(p.events())).max().orElse(0);
    int headings = timeline.ages().stream().mapToInt(age -> heading(age)).max().orElse(0);
    double side = ages ? 12 : 0;
    double line = side + times + LINE / 2.0;
    double first = line + LINE / 2.0;
    double right = Math.max(first + events, headings + 12) + side;
    double y = 0;
    Svg frames = new Svg();
    for (int i = 0; i < timeline.ages().size(); i++) {
      Age age = timeline.ages().get(i);
      double top = y;
      y += ages ? 20 + age.label().height() : 0;
      double start = y - MARGIN;
      for (Period of : age.periods()) {
        double tall = Math.max(height(of.label()), tall(of.events()));
        double middle = y + tall / 2;
        double own = height(of.label());
        box("node" + hue(i), of.label(), side, middle - own / 2, times, own);
        if (!of.events().isEmpty()) {
          back.path(
              "lane",
              "M" + Shape.at(side + times, middle) + "H" + Svg.number(first),
              "stroke-dasharray=\"4 4\" stroke-width=\"1\"");
        }
        front.ellipse("dot" + hue(i), line, middle, 5, 5);
        double at = middle - tall(of.events()) / 2.0;
        for (Label event : of.events()) {
          box("tab", event, first, at, events, height(event));
          at += height(event) + 8;
        }
        y += tall + GAP;
        period++;
      }
      y += ages ? 12 - GAP : 0;
      if (ages) {
        frames.rect("cluster", 0, top, right, y - top, 6);
        frames.textFrom("title", age.label(), 12, top + 10 + age.label().height() / 2.0);
        y += GAP;
      }
      // From one to the next it would strike the heading out.
      if (i + 1 == timeline.ages().size()) {
        arrow(line, start, y + 6 - start);
      } else {
        back.path("edge", "M" + Shape.at(line, start) + "V" + Svg.number(y - GAP), "");
      }
    }
    return finished(frames, right, y + 6);
  }

  private Diagram finished(Svg frames, double width, double height) {
    Svg all = new Svg();
    all.add(frames);
    all.add(back);
    all.add(front);
    return all.moved(MARGIN, MARGIN)
        .diagram(width + 2 * MARGIN, height + 2 * MARGIN, timeline.title(), timeline.words());
  }
}
