package io.github.sitepack.core.diagram;

import io.github.sitepack.core.diagram.MermaidLines.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a timeline.
 *
 * @see <a href="https://mermaid.js.org/syntax/timeline.html">Mermaid, timelines</a>
 */
final class TimelineText {
  private static final Pattern SECTION = Pattern.compile("section(?!\\w)\\s*(.*)");

  /** Only where a blank follows, since there are colons in times. */
  private static final Pattern COLON = Pattern.compile("\\s*:(?:\\s+|$)");

  private static final int MOST = 150;
  private static final int LARGEST = 150;

  private TimelineText() {}

  static Timeline read(MermaidLines lines) throws UnreadableDiagram {
    List<Timeline.Age> ages = new ArrayList<>();
    List<Timeline.Period> periods = new ArrayList<>();
    Label age = Label.NONE;
    int count = 0;
    for (Line line : lines.lines()) {
      Matcher section = SECTION.matcher(line.text());
      if (section.matches()) {
        if (section.group(1).isEmpty()) {
          throw line.problem(0, "a section without a name", "write section Bronze Age, say");
        }
        add(ages, age, periods);
        age = Label.of(MermaidLines.text(section.group(1)), 2 * MOST);
        periods = new ArrayList<>();
        continue;
      }
      String[] parts = COLON.split(line.text(), -1);
      if (parts[0].isEmpty() && periods.isEmpty()) {
        throw line.problem(0, "an event of no time", "write its time before it: 2004 : Facebook");
      }
      if (!parts[0].isEmpty()) {
        periods.add(new Timeline.Period(label(parts[0]), new ArrayList<>()));
      }
      for (int i = 1; i < parts.length; i++) {
        if (!parts[i].isEmpty()) {
          periods.get(periods.size() - 1).events().add(label(parts[i]));
        }
      }
      count += parts.length;
      if (count > LARGEST) {
        throw line.problem(
            0, "more than " + LARGEST + " times and events", "draw several diagrams");
      }
    }
    add(ages, age, periods);
    if (count == 0) {
      throw lines.head().problem(0, "a diagram of nothing", "write 2004 : Facebook, say");
    }
    String direction = lines.head().text();
    if (!direction.matches("|LR|TD|TB")) {
      throw lines.head().problem(0, "no direction: \"" + direction + "\"", "use LR or TD");
    }
    boolean plain = lines.setting("disableMulticolor").equals("true");
    boolean down = direction.startsWith("T");
    return new Timeline(lines.title(), lines.description(), down, plain, ages);
  }

  private static void add(List<Timeline.Age> ages, Label age, List<Timeline.Period> periods) {
    if (!age.isEmpty() || !periods.isEmpty()) {
      ages.add(new Timeline.Age(age, periods));
    }
  }

  private static Label label(String written) {
    return Label.of(MermaidLines.text(written), MOST);
  }
}
