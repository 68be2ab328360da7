package io.github.sitepack.core.diagram;

import io.github.sitepack.core.diagram.MermaidLines.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the journey of a user.
 *
 * @see <a href="https://mermaid.js.org/syntax/userJourney.html">Mermaid, user journeys</a>
 */
final class JourneyText {
  private static final Pattern SECTION = Pattern.compile("section(?!\\w)\\s*(.*)");
  private static final Pattern TASK = Pattern.compile("([^:]+):\\s*([^:]*?)\\s*(?::(.*))?");
  private static final int MOST = 110;
  private static final int LARGEST = 60;

  private JourneyText() {}

  static Journey read(MermaidLines lines) throws UnreadableDiagram {
    List<String> people = new ArrayList<>();
    List<Journey.Section> sections = new ArrayList<>();
    List<Journey.Task> tasks = new ArrayList<>();
    Label heading = Label.NONE;
    int count = 0;
    for (Line line : lines.lines()) {
      String text = line.text().replaceFirst("\\s*;$", "");
      Matcher section = SECTION.matcher(text);
      Matcher task = TASK.matcher(text);
      if (section.matches() && !section.group(1).startsWith(":")) {
        if (section.group(1).isEmpty()) {
          throw line.problem(0, "a section without a name", "write section Go to work, say");
        }
        add(sections, heading, tasks);
        heading = Label.of(MermaidLines.text(section.group(1)), 2 * MOST);
        tasks = new ArrayList<>();
      } else if (task.matches()) {
        if (!task.group(2).matches("[0-5]")) {
          throw line.problem(
              task.start(2),
              "no score: \"" + task.group(2) + "\"",
              "write one from 1 to 5, such as Make tea: 5: Me");
        }
        if (++count > LARGEST) {
          throw line.problem(0, "more than " + LARGEST + " tasks", "draw several diagrams");
        }
        List<Integer> who = new ArrayList<>();
        for (String name : (task.group(3) == null ? "" : task.group(3)).split(",", -1)) {
          String person = MermaidLines.text(name).replace('\n', ' ');
          if (!person.isEmpty()) {
            if (!people.contains(person)) {
              people.add(person);
            }
            int number = people.indexOf(person);
            if (!who.contains(number)) {
              who.add(number);
            }
          }
        }
        tasks.add(
            new Journey.Task(
                Label.of(MermaidLines.text(task.group(1)), MOST),
                Integer.parseInt(task.group(2)),
                who));
      } else {
        throw line.problem(
            0,
            "\"" + text + "\" is not understood",
            "write a task, its score and who does it, such as Make tea: 5: Me, "
                + MermaidLines.SOURCE);
      }
    }
    add(sections, heading, tasks);
    if (count == 0) {
      throw lines.head().problem(0, "a diagram of nothing", "write Make tea: 5: Me, say");
    }
    return new Journey(lines.title(), lines.description(), people, sections);
  }

  private static void add(List<Journey.Section> sections, Label label, List<Journey.Task> tasks) {
    if (!tasks.isEmpty()) {
      sections.add(new Journey.Section(label, tasks));
    }
  }
}
