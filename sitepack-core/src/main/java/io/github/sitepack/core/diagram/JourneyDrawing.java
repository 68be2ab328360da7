package io.github.sitepack.core.diagram;

import io.github.sitepack.core.diagram.Journey.Section;
import io.github.sitepack.core.diagram.Journey.Task;
import java.util.List;

/** Draws tasks from left to right, and below them faces that are the higher the better it goes. */
final class JourneyDrawing {
  private static final int MARGIN = 6;
  private static final int GAP = 10;

  /** How far scores are apart. */
  private static final int STEP = 30;

  private static final int FACE = 13;
  private static final int PERSON = 9;
  private static final int LEGEND = 26;

  /** How wide names in a row may become before the next row begins. */
  private static final int WIDE = 640;

  /** How many colours there are. */
  private static final int HUES = 6;

  private final Journey journey;
  private final Svg back = new Svg();
  private final Svg front = new Svg();
  private final StringBuilder way = new StringBuilder();

  /** How far down and to the right the names stand. */
  private double below;

  private double reach;

  JourneyDrawing(Journey journey) {
    this.journey = journey;
  }

  private static String hue(int index) {
    return "hue-" + (index % HUES + 1);
  }

  private static double width(Task task) {
    int people = task.people().size() * (2 * PERSON + 3);
    return Math.max(64, Math.max(task.label().width(), people) + 18);
  }

  private static double width(Section section) {
    double tasks = section.tasks().stream().mapToDouble(JourneyDrawing::width).sum();
    double gaps = (section.tasks().size() - 1) * GAP;
    return Math.max(tasks + gaps, section.label().width() * 9 / 8.0) + 2 * GAP;
  }

  Diagram diagram() {
    double left = 26;
    names(left);
    List<Section> sections = journey.sections();
    int headings = sections.stream().mapToInt(s -> s.label().height()).max().orElse(0);
    int tall =
        sections.stream()
            .flatMap(s -> s.tasks().stream())
            .mapToInt(t -> t.label().height())
            .max()
            .orElse(0);
    double top = below;
    double boxes = top + (headings == 0 ? GAP : headings + 18);
    double best = boxes + tall + 16 + 2 * PERSON + 28;
    double worst = best + Journey.BEST * STEP;
    int least =
        sections.stream().flatMap(s -> s.tasks().stream()).mapToInt(Task::score).min().orElse(0);
    double bottom = worst - Math.min(1, least) * STEP + FACE + 8;
    double x = left;
    Svg frames = new Svg();
    for (int i = 0; i < sections.size(); i++) {
      Section section = sections.get(i);
      double width = width(section);
      frames.rect("cluster", x, top, width, bottom - top, 6);
      frames.text("title", section.label(), x + width / 2, top + 9 + headings / 2.0);
      double tasks = section.tasks().stream().mapToDouble(t -> width(t) + GAP).sum() - GAP;
      double at = x + (width - tasks) / 2;
      for (Task task : section.tasks()) {
        double wide = width(task);
        front.rect("node " + hue(i), at, boxes, wide, tall + 16, 6);
        front.text("", task.label(), at + wide / 2, boxes + (tall + 16) / 2.0);
        people(task, at + wide / 2, boxes + tall + 16 + PERSON + 5);
        face(task.score(), at + wide / 2, worst - task.score() * STEP);
        at += wide + GAP;
      }
      x += width + GAP;
    }
    double right = x - GAP;
    for (int score = Math.min(1, least); score <= Journey.BEST; score++) {
      double y = worst - score * STEP;
      back.path("grid", "M" + Shape.at(left, y) + "H" + Svg.number(right), "stroke-width=\"1\"");
      front.text("label", Label.of(String.valueOf(score), 99), left - 14, y);
    }
    back.path("edge", way.toString(), "stroke-dasharray=\"3 4\" stroke-linejoin=\"round\"");
    Svg all = new Svg();
    all.add(frames);
    all.add(back);
    all.add(front);
    return all.moved(MARGIN, MARGIN)
        .diagram(
            Math.max(right, reach) + 2 * MARGIN,
            bottom + 2 * MARGIN,
            journey.title(),
            journey.words());
  }

  private void number(int person, double x, double y) {
    front.ellipse("dot " + hue(person), x, y, PERSON, PERSON);
    front.text("number", Label.of(String.valueOf(person + 1), 99), x, y);
  }

  /** Draws who takes part, in rows. */
  private void names(double left) {
    double x = left;
    for (int i = 0; i < journey.people().size(); i++) {
      Label name = Label.of(journey.people().get(i), Integer.MAX_VALUE);
      double wide = 2 * PERSON + 6 + name.width() + 16;
      if (i > 0 && x + wide > left + WIDE) {
        x = left;
        below += LEGEND;
      }
      number(i, x + PERSON, below + LEGEND / 2.0);
      front.textFrom("", name, x + 2 * PERSON + 6, below + LEGEND / 2.0);
      x += wide;
      reach = Math.max(reach, x - 16);
    }
    below += journey.people().isEmpty() ? 0 : LEGEND + 8;
  }

  private void people(Task task, double x, double y) {
    double at = x - (task.people().size() - 1) * (2 * PERSON + 3) / 2.0;
    for (int person : task.people()) {
      number(person, at, y);
      at += 2 * PERSON + 3;
    }
  }

  private void face(int score, double x, double y) {
    way.append(way.isEmpty() ? 'M' : 'L').append(Shape.at(x, y));
    String hue = score > 3 ? "hue-2" : score < 3 ? "hue-5" : "hue-3";
    int bend = score > 3 ? 5 : score < 3 ? -5 : 0;
    front.ellipse("node " + hue, x, y, FACE, FACE);
    front.ellipse("dot " + hue, x - 4.5, y - 3.5, 1.2, 1.2);
    front.ellipse("dot " + hue, x + 4.5, y - 3.5, 1.2, 1.2);
    double mouth = y + 5 - bend / 2.0;
    front.path("way " + hue, "M" + Shape.at(x - 6, mouth) + "q6 " + (bend * 3 / 2) + " 12 0", "");
  }
}
