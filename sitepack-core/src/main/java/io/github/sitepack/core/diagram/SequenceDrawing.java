package io.github.sitepack.core.diagram;

import io.github.sitepack.core.diagram.Sequence.Activity;
import io.github.sitepack.core.diagram.Sequence.Block;
import io.github.sitepack.core.diagram.Sequence.Message;
import io.github.sitepack.core.diagram.Sequence.Note;
import io.github.sitepack.core.diagram.Sequence.Party;
import io.github.sitepack.core.diagram.Sequence.Section;
import io.github.sitepack.core.diagram.Sequence.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Draws messages as arrows between vertical lines, one below another. */
final class SequenceDrawing {
  private static final int MARGIN = 6;

  /** How tall a diagram must be for the names to stand at its end, too. */
  private static final int TALL = 460;

  private final Sequence sequence;
  private final List<Party> parties;
  private final double[] x;
  private final Svg frames = new Svg();
  private final Svg active = new Svg();
  private final Svg front = new Svg();
  private final Map<Party, Deque<Double>> busy = new HashMap<>();

  /** The left and the right end of what each open frame holds. */
  private final Deque<double[]> extents = new ArrayDeque<>();

  private double y;

  private record Span(int from, int to, double room) {}

  SequenceDrawing(Sequence sequence) {
    this.sequence = sequence;
    this.parties = List.copyOf(sequence.parties.values());
    this.x = new double[parties.size()];
    place();
  }

  private static double width(Party party) {
    return Math.max(party.label.width() + 28, 64);
  }

  private static int height(Party party) {
    return party.label.height() + (party.person ? 46 : 20);
  }

  private void place() {
    double[] gaps = new double[parties.size()];
    for (int i = 0; i + 1 < parties.size(); i++) {
      gaps[i] = Math.max(100, (width(parties.get(i)) + width(parties.get(i + 1))) / 2 + 26);
    }
    List<Span> spans = new ArrayList<>();
    spans(sequence.steps, spans);
    spans.sort(Comparator.comparingInt(span -> span.to() - span.from()));
    for (Span span : spans) {
      double has = 0;
      for (int i = span.from(); i < span.to(); i++) {
        has += gaps[i];
      }
      double more = Math.max(0, span.room() - has) / (span.to() - span.from());
      for (int i = span.from(); i < span.to(); i++) {
        gaps[i] += more;
      }
    }
    for (int i = 1; i < x.length; i++) {
      x[i] = Math.ceil(x[i - 1] + gaps[i - 1]);
    }
  }

  private void spans(List<Step> steps, List<Span> spans) {
    int last = parties.size() - 1;
    for (Step step : steps) {
      if (step instanceof Message message) {
        int from = Math.min(message.from().index, message.to().index);
        int to = Math.max(message.from().index, message.to().index);
        int label = message.label().width() + (message.number() > 0 ? 24 : 0);
        if (from < to) {
          spans.add(new Span(from, to, label + 44));
        } else if (to < last) {
          spans.add(new Span(to, to + 1, label + 70));
        }
      } else if (step instanceof Note note) {
        double room = note.label().width() + 24;
        int first = note.first().index;
        int end = note.last().index;
        if (first < end) {
          spans.add(new Span(first, end, room - 30));
        } else if (note.side() == 0) {
          if (first > 0) {
            spans.add(new Span(first - 1, first, room / 2 + 16));
          }
          if (first < last) {
            spans.add(new Span(first, first + 1, room / 2 + 16));
          }
        } else if (note.side() < 0 && first > 0) {
          spans.add(new Span(first - 1, first, room + 26));
        } else if (note.side() > 0 && first < last) {
          spans.add(new Span(first, first + 1, room + 26));
        }
      } else if (step instanceof Block block) {
        block.sections().forEach(section -> spans(section.steps(), spans));
      }
    }
  }

  Diagram diagram() {
    int heads = parties.stream().mapToInt(SequenceDrawing::height).max().orElseThrow();
    double[] whole = {
      x[0] - width(parties.get(0)) / 2, x[x.length - 1] + width(parties.get(x.length - 1)) / 2
    };
    extents.push(whole);
    y = heads + 16;
    steps(sequence.steps);
    double end = y + 8;
    for (Party party : parties) {
      Deque<Double> since = busy.getOrDefault(party, new ArrayDeque<>());
      while (!since.isEmpty()) {
        bar(party, since.size(), since.pop(), end - 8);
      }
    }
    Svg lanes = new Svg();
    boolean twice = end > TALL;
    for (Party party : parties) {
      double at = x[party.index];
      lanes.path(
          "lane",
          "M" + Shape.at(at, heads) + "L" + Shape.at(at, end),
          "stroke-dasharray=\"4 4\" stroke-width=\"1\"");
      head(lanes, party, heads - height(party));
      if (twice) {
        head(lanes, party, end);
      }
    }
    Svg all = new Svg();
    all.add(lanes);
    all.add(active);
    all.add(frames);
    all.add(front);
    double height = end + (twice ? heads : 0) + 2 * MARGIN;
    return all.moved(MARGIN - whole[0], MARGIN)
        .diagram(whole[1] - whole[0] + 2 * MARGIN, height, sequence.title, sequence.words());
  }

  private void head(Svg svg, Party party, double top) {
    double at = x[party.index];
    double width = width(party);
    int height = height(party);
    if (party.person) {
      svg.ellipse("node", at, top + 9, 8, 8);
      svg.path(
          "node",
          "M" + Shape.at(at - 15, top + 38) + "v-4a15 13 0 0 1 30 0v4Z",
          "stroke-linejoin=\"round\"");
      svg.text("", party.label, at, top + height - 2 - party.label.height() / 2.0);
    } else {
      svg.rect("node", at - width / 2, top, width, height, 4);
      svg.text("", party.label, at, top + height / 2.0);
    }
  }

  private void reach(double from, double to) {
    double[] now = extents.peek();
    now[0] = Math.min(now[0], from);
    now[1] = Math.max(now[1], to);
  }

  private void steps(List<Step> steps) {
    for (Step step : steps) {
      if (step instanceof Message message) {
        message(message);
      } else if (step instanceof Note note) {
        note(note);
      } else if (step instanceof Activity activity) {
        activity(activity);
      } else if (step instanceof Block block) {
        block(block);
      }
    }
  }

  private void activity(Activity activity) {
    Deque<Double> since = busy.computeIfAbsent(activity.party(), key -> new ArrayDeque<>());
    if (activity.begins()) {
      since.push(y - 14);
    } else {
      bar(activity.party(), since.size(), since.pop(), y - 14);
    }
  }

  private void bar(Party party, int depth, double from, double to) {
    double left = x[party.index] - 5 + (depth - 1) * 5;
    active.rect("active", left, from, 10, Math.max(4, to - from), 1);
  }

  /** Where a message begins or ends, beside the bars of those who are busy. */
  private double side(Party party, boolean right) {
    int depth = busy.getOrDefault(party, new ArrayDeque<>()).size();
    return x[party.index] + (depth == 0 ? 0 : right ? depth * 5 : -5);
  }

  private void message(Message message) {
    double top = y;
    boolean self = message.from() == message.to();
    boolean right = self || message.from().index < message.to().index;
    double from = side(message.from(), right);
    double to = self ? from : side(message.to(), !right);
    int way = right ? 1 : -1;
    String dashes = message.dotted() ? "stroke-dasharray=\"5 4\"" : "";
    Label label = message.label();
    double shorter = message.tip() == Sequence.Tip.FULL ? 8 : 0;
    double end;
    if (self) {
      double middle = top + Math.max(14, label.height() / 2.0);
      double bend = from + 34;
      front.path(
          "edge",
          "M"
              + Shape.at(from, middle - 10)
              + "H"
              + Svg.number(bend - 6)
              + "q6 0 6 6v8q0 6 -6 6H"
              + Svg.number(from + shorter),
          dashes);
      front.textFrom("said", label, bend + 8, middle);
      end = middle + 10;
      y = Math.max(end, middle + label.height() / 2.0) + 16;
      way = -1;
      reach(from - 8, bend + 16 + label.width());
    } else {
      front.text("said", label, (from + to) / 2, top + label.height() / 2.0);
      end = top + label.height() + 7;
      front.path(
          "edge",
          "M"
              + Shape.at(from + (message.both() ? way * 8 : 0), end)
              + "H"
              + Svg.number(to - way * shorter),
          dashes);
      y = end + 20;
      double half = label.width() / 2.0 + 8;
      reach(
          Math.min((from + to) / 2 - half, Math.min(from, to)),
          Math.max((from + to) / 2 + half, Math.max(from, to)));
    }
    tip(message.tip(), to, end, way);
    if (message.both()) {
      tip(message.tip(), from, end, -way);
    }
    if (message.number() > 0) {
      double at = self ? end - 20 : end;
      front.ellipse("head", from, at, 9, 9);
      front.text("number", Label.of(String.valueOf(message.number()), 99), from, at);
    }
  }

  private void tip(Sequence.Tip tip, double at, double y, int way) {
    double back = at - way * 9;
    switch (tip) {
      case FULL ->
          front.path(
              "head",
              "M"
                  + Shape.at(at, y)
                  + "L"
                  + Shape.at(back - way, y - 4.5)
                  + "L"
                  + Shape.at(back - way, y + 4.5)
                  + "Z",
              "stroke=\"none\"");
      case OPEN ->
          front.path(
              "edge",
              "M" + Shape.at(back, y - 5) + "L" + Shape.at(at, y) + "L" + Shape.at(back, y + 5),
              "");
      case CROSS -> {
        double middle = at - way * 5;
        front.path(
            "edge",
            "M"
                + Shape.at(middle - 4.5, y - 4.5)
                + "L"
                + Shape.at(middle + 4.5, y + 4.5)
                + "M"
                + Shape.at(middle - 4.5, y + 4.5)
                + "L"
                + Shape.at(middle + 4.5, y - 4.5),
            "");
      }
      case NONE -> {
        // A line and no more.
      }
    }
  }

  private void note(Note note) {
    double width = note.label().width() + 24;
    double height = Math.max(note.label().height(), Label.LINE) + 14;
    double first = x[note.first().index];
    double last = x[note.last().index];
    double left =
        switch (note.side()) {
          case -1 -> first - 14 - width;
          case 1 -> first + 14;
          default -> {
            width = Math.max(width, last - first + 44);
            yield (first + last - width) / 2;
          }
        };
    front.rect("note", left, y, width, height, 2);
    front.text("", note.label(), left + width / 2, y + height / 2);
    reach(left - 6, left + width + 6);
    y += height + 18;
  }

  private void block(Block block) {
    double top = y;
    boolean plain = block.kind().equals("rect");
    Label kind = plain ? Label.NONE : Label.of(block.kind(), 99);
    double[] inside = {Double.MAX_VALUE, -Double.MAX_VALUE};
    extents.push(inside);
    List<Double> dividers = new ArrayList<>();
    double widest = 0;
    for (Section section : block.sections()) {
      dividers.add(y);
      boolean first = dividers.size() == 1;
      y += plain ? 12 : Math.max(24, section.label().height() + 8) + 12;
      widest = Math.max(widest, section.label().width() + 36 + (first ? kind.width() + 30 : 0));
      steps(section.steps());
    }
    y += 2;
    extents.pop();
    boolean empty = inside[0] > inside[1];
    double left = (empty ? x[0] : inside[0]) - 15;
    double right = Math.max((empty ? x[0] : inside[1]) + 15, left + widest);
    frames.rect("frame", left, top, right - left, y - top, 4);
    if (!plain) {
      double tab = kind.width() + 22;
      frames.path(
          "tab",
          "M"
              + Shape.at(left, top + 4)
              + "q0 -4 4 -4H"
              + Svg.number(left + tab)
              + "v14l-8 9H"
              + Svg.number(left)
              + "Z",
          "");
      frames.textFrom("", kind, left + 8, top + 12);
    }
    for (int i = 0; i < dividers.size(); i++) {
      double at = dividers.get(i);
      Label label = block.sections().get(i).label();
      if (i > 0) {
        frames.path(
            "frame",
            "M" + Shape.at(left, at) + "H" + Svg.number(right),
            "stroke-dasharray=\"3 4\"");
      }
      if (!label.isEmpty()) {
        List<String> lines = new ArrayList<>(label.lines());
        lines.set(0, "[" + lines.get(0));
        lines.set(lines.size() - 1, lines.get(lines.size() - 1) + "]");
        Label told = new Label(lines, label.width() + 12);
        double from = left + (i == 0 ? kind.width() + 34 : 12);
        front.textFrom("said", told, from, at + 4 + label.height() / 2.0);
      }
    }
    reach(left, right);
    y += 18;
  }
}
