package io.github.sitepack.core.diagram;

import io.github.sitepack.core.diagram.MermaidLines.Line;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a Gantt chart.
 *
 * @see <a href="https://mermaid.js.org/syntax/gantt.html">Mermaid, Gantt diagrams</a>
 */
final class GanttText {
  private static final Pattern SETTING =
      Pattern.compile(
          "(dateFormat|axisFormat|tickInterval|weekday|weekend|excludes|includes)(?!\\w)\\s*(.*)");
  private static final Pattern SECTION = Pattern.compile("section(?!\\w)\\s*(.*)");
  private static final Pattern TASK = Pattern.compile("([^:]+):(.*)");
  private static final Pattern IGNORED = Pattern.compile("(?:todayMarker|click)(?!\\w).*");
  private static final int LARGEST = 200;

  private final GanttTimes times = new GanttTimes();
  private final List<Heading> headings = new ArrayList<>();
  private final TreeSet<LocalDate> excluded = new TreeSet<>();
  private final TreeSet<LocalDate> included = new TreeSet<>();
  private final TreeSet<DayOfWeek> daysOff = new TreeSet<>();
  private boolean weekends;
  private DayOfWeek weekend = DayOfWeek.SATURDAY;
  private DayOfWeek weekday = DayOfWeek.SUNDAY;
  private Optional<DateWriter> axis = Optional.empty();
  private Line interval;
  private boolean above;
  private int count;

  /** A section as it is written. */
  private record Heading(Label label, List<GanttTimes.Entry> entries) {}

  private GanttText() {}

  static Gantt read(MermaidLines lines) throws UnreadableDiagram {
    GanttText reader = new GanttText();
    for (Line line : lines.lines()) {
      reader.line(line);
    }
    if (reader.count == 0) {
      throw lines.head().problem(0, "a diagram of nothing", "write Design :2024-01-08, 5d, say");
    }
    if (reader.weekends) {
      reader.daysOff.add(reader.weekend);
      reader.daysOff.add(reader.weekend.plus(1));
    }
    if (!reader.excluded.isEmpty() || !reader.daysOff.isEmpty()) {
      reader.times.off = Optional.of(reader::isOff);
    }
    List<Gantt.Section> sections = new ArrayList<>();
    for (Heading heading : reader.headings) {
      List<Gantt.Task> tasks = new ArrayList<>();
      for (GanttTimes.Entry entry : heading.entries()) {
        tasks.add(reader.times.task(entry));
      }
      sections.add(new Gantt.Section(heading.label(), tasks));
    }
    Gantt gantt = reader.gantt(lines, sections, List.of());
    LocalDate last = gantt.last().toLocalDate();
    List<LocalDate> off = new ArrayList<>();
    for (LocalDate day = gantt.first().toLocalDate();
        !day.isAfter(last) && off.size() < 1000;
        day = day.plusDays(1)) {
      if (reader.isOff(day)) {
        off.add(day);
      }
    }
    return reader.gantt(lines, sections, off);
  }

  private boolean isOff(LocalDate day) {
    return !included.contains(day)
        && (excluded.contains(day) || daysOff.contains(day.getDayOfWeek()));
  }

  private Gantt gantt(MermaidLines lines, List<Gantt.Section> sections, List<LocalDate> off)
      throws UnreadableDiagram {
    Optional<Ticks> ticks = Optional.empty();
    if (interval != null) {
      ticks = Ticks.of(interval.text(), weekday);
      if (ticks.isEmpty()) {
        throw interval.problem(
            0, "no interval: \"" + interval.text() + "\"", "write 1day, 2week or 1month, say");
      }
    }
    boolean compact = lines.setting("displayMode").equals("compact");
    Gantt gantt =
        new Gantt(
            lines.title(),
            lines.description(),
            sections,
            axis,
            ticks,
            weekday,
            above,
            compact,
            off);
    if (ticks.isPresent() && ticks.get().between(gantt.first(), gantt.last()) > 1000) {
      throw interval.problem(
          0, "an axis of more than 1000 marks", "make the interval longer, or leave it out");
    }
    return gantt;
  }

  private void line(Line line) throws UnreadableDiagram {
    String text = line.text().replaceFirst("\\s*;$", "");
    Matcher setting = SETTING.matcher(text);
    Matcher section = SECTION.matcher(text);
    Matcher task = TASK.matcher(text);
    if (setting.matches() && !setting.group(2).startsWith(":")) {
      int at = setting.start(2);
      setting(setting.group(1), new Line(line.number(), line.column() + at, setting.group(2)));
    } else if (text.equals("inclusiveEndDates")) {
      times.inclusive = true;
    } else if (text.equals("topAxis")) {
      above = true;
    } else if (section.matches() && !section.group(1).startsWith(":")) {
      if (section.group(1).isEmpty()) {
        throw line.problem(0, "a section without a name", "write section Design, say");
      }
      headings.add(
          new Heading(Label.of(MermaidLines.text(section.group(1)), 130), new ArrayList<>()));
    } else if (IGNORED.matcher(text).matches()) {
      return;
    } else if (task.matches()) {
      if (++count > LARGEST) {
        throw line.problem(0, "more than " + LARGEST + " tasks", "draw several diagrams");
      }
      if (headings.isEmpty()) {
        headings.add(new Heading(Label.NONE, new ArrayList<>()));
      }
      String name = MermaidLines.text(task.group(1));
      headings
          .get(headings.size() - 1)
          .entries()
          .add(times.entry(line, name, task.start(2), task.group(2)));
    } else {
      throw line.problem(
          0,
          "\"" + text + "\" is not understood",
          "write a task, such as Design :d1, 2024-01-08, 5d, " + MermaidLines.SOURCE);
    }
  }

  private void setting(String name, Line value) throws UnreadableDiagram {
    String text = value.text();
    switch (name) {
      case "dateFormat" ->
          times.reader =
              DateReader.of(text)
                  .orElseThrow(
                      () ->
                          value.problem(
                              0,
                              "no format of dates: \"" + text + "\"",
                              "write YYYY-MM-DD or HH:mm, say"));
      case "axisFormat" -> {
        Optional<String> unknown = DateWriter.unknown(text);
        if (unknown.isPresent()) {
          throw value.problem(
              text.indexOf(unknown.get()),
              "\"" + unknown.get() + "\" is no part of a date",
              "write %Y-%m-%d or %d %b, say");
        }
        axis = Optional.of(new DateWriter(text));
      }
      case "tickInterval" -> interval = value;
      case "weekday" -> weekday = day(value, 0, text);
      case "weekend" -> {
        if (!text.equals("friday") && !text.equals("saturday")) {
          throw value.problem(
              0, "no weekend that begins on \"" + text + "\"", "write friday or saturday");
        }
        weekend = day(value, 0, text);
      }
      default -> days(value, name.equals("includes"));
    }
  }

  private static DayOfWeek day(Line line, int at, String name) throws UnreadableDiagram {
    for (DayOfWeek day : DayOfWeek.values()) {
      if (day.name().equals(name.toUpperCase(Locale.ROOT))) {
        return day;
      }
    }
    throw line.problem(
        at, "\"" + name + "\" is no day", "write weekends, a day such as sunday, or 2024-01-08");
  }

  private void days(Line line, boolean include) throws UnreadableDiagram {
    Matcher word = Pattern.compile("[^\\s,]+").matcher(line.text());
    while (word.find()) {
      Optional<LocalDate> date = times.reader.read(word.group()).map(time -> time.toLocalDate());
      if (date.isPresent()) {
        (include ? included : excluded).add(date.get());
      } else if (word.group().equalsIgnoreCase("weekends")) {
        weekends = !include;
      } else {
        DayOfWeek day = day(line, word.start(), word.group());
        if (include) {
          daysOff.remove(day);
        } else {
          daysOff.add(day);
        }
      }
    }
  }
}
