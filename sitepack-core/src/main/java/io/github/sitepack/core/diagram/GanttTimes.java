package io.github.sitepack.core.diagram;

import io.github.sitepack.core.diagram.MermaidLines.Line;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds when tasks begin and end, some of them after or until others. */
final class GanttTimes {
  private static final Pattern LENGTH = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|[Mdhmswy])");
  private static final Pattern OTHERS = Pattern.compile("(after|until)\\s+(.+)");

  /** How many days are looked at, where some do not count. */
  private static final int PATIENCE = 20_000;

  DateReader reader = DateReader.of("YYYY-MM-DD").orElseThrow();
  boolean inclusive;
  Optional<Predicate<LocalDate>> off = Optional.empty();

  private final Map<String, Entry> byId = new HashMap<>();
  private Entry last;

  /** A part of what is written of a task, and where. */
  private record Item(int offset, String text) {}

  /** When something is. */
  private record Span(LocalDateTime start, LocalDateTime shown, LocalDateTime end) {}

  /** A task as it is written. */
  static final class Entry {
    private final Line line;
    private final String name;
    private final Entry before;
    private final TreeSet<String> tags = new TreeSet<>();
    private Optional<Item> start = Optional.empty();
    private Item end;
    private boolean underway;
    private Span span;

    private Entry(Line line, String name, Entry before) {
      this.line = line;
      this.name = name;
      this.before = before;
    }

    private UnreadableDiagram problem(Item item, String what, String fix) {
      return line.problem(item.offset(), what, fix);
    }
  }

  /**
   * Takes a task.
   *
   * @param offset of what is written of it in the line
   */
  Entry entry(Line line, String name, int offset, String written) throws UnreadableDiagram {
    Entry entry = new Entry(line, name, last);
    List<Item> items = new ArrayList<>();
    int at = offset;
    for (String part : written.split(",", -1)) {
      int blanks = part.length() - part.stripLeading().length();
      Item item = new Item(at + blanks, part.strip());
      at += part.length() + 1;
      if (items.isEmpty() && item.text().matches("active|done|crit|milestone|vert")) {
        entry.tags.add(item.text());
      } else {
        items.add(item);
      }
    }
    int size = items.size();
    if (size == 0 || size > 3 || items.stream().anyMatch(item -> item.text().isEmpty())) {
      throw line.problem(
          offset,
          size > 3 ? "more than a name, a start and an end" : "a task without its length",
          "write what is done when as " + name + " :d1, 2024-01-08, 5d");
    }
    entry.end = items.get(size - 1);
    entry.start = size > 1 ? Optional.of(items.get(size - 2)) : Optional.empty();
    if (size == 3) {
      byId.put(items.get(0).text(), entry);
    }
    last = entry;
    return entry;
  }

  Gantt.Task task(Entry entry) throws UnreadableDiagram {
    Span span = span(entry);
    LocalDateTime start = span.start();
    LocalDateTime end = span.shown();
    Gantt.Kind kind =
        entry.tags.contains("milestone")
            ? Gantt.Kind.MILESTONE
            : entry.tags.contains("vert") ? Gantt.Kind.VERTICAL : Gantt.Kind.BAR;
    if (kind != Gantt.Kind.BAR) {
      start = start.plus(start.until(end, ChronoUnit.MILLIS) / 2, ChronoUnit.MILLIS);
      end = start;
    }
    Gantt.State state =
        new Gantt.State(
            entry.tags.contains("active"),
            entry.tags.contains("done"),
            entry.tags.contains("crit"));
    return new Gantt.Task(entry.name, kind, state, start, end);
  }

  private Span span(Entry entry) throws UnreadableDiagram {
    if (entry.span == null) {
      if (entry.underway) {
        throw entry.line.problem(
            0, "\"" + entry.name + "\" waits for itself", "give one of those tasks a date");
      }
      entry.underway = true;
      entry.span = span(entry, start(entry));
    }
    return entry.span;
  }

  private LocalDateTime start(Entry entry) throws UnreadableDiagram {
    if (entry.start.isEmpty()) {
      if (entry.before == null) {
        throw entry.problem(
            entry.end, "the first task without its start", "write a date before: 2024-01-08, 5d");
      }
      return span(entry.before).end();
    }
    Item item = entry.start.get();
    List<Span> others = others(entry, item, "after");
    return others.isEmpty()
        ? date(entry, item)
        : others.stream().map(Span::end).max(LocalDateTime::compareTo).orElseThrow();
  }

  private Span span(Entry entry, LocalDateTime start) throws UnreadableDiagram {
    Item item = entry.end;
    Matcher length = LENGTH.matcher(item.text());
    List<Span> others = others(entry, item, "until");
    LocalDateTime end;
    if (!others.isEmpty()) {
      end = others.stream().map(Span::start).min(LocalDateTime::compareTo).orElseThrow();
    } else if (length.matches()) {
      Span span =
          counted(entry, start, plus(start, new BigDecimal(length.group(1)), length.group(2)));
      checkYear(entry, item, span.end());
      return span;
    } else {
      end = date(entry, item).plusDays(inclusive ? 1 : 0);
    }
    if (end.isBefore(start)) {
      throw entry.problem(
          item, "\"" + entry.name + "\" ends before it begins", "write a later end, or a length");
    }
    return new Span(start, end, end);
  }

  private List<Span> others(Entry entry, Item item, String word) throws UnreadableDiagram {
    Matcher named = OTHERS.matcher(item.text());
    List<Span> spans = new ArrayList<>();
    if (named.matches() && named.group(1).equals(word)) {
      for (String id : named.group(2).split("\\s+")) {
        Entry other = byId.get(id);
        if (other == null) {
          throw entry.problem(
              item,
              "no task \"" + id + "\"",
              "give a task this name before its start, or name another: "
                  + String.join(", ", new TreeSet<>(byId.keySet())));
        }
        spans.add(word.equals("until") ? beginning(other) : span(other));
      }
    }
    return spans;
  }

  /** A task whose end may wait for the one that asks. */
  private Span beginning(Entry entry) throws UnreadableDiagram {
    if (entry.span != null || entry.underway) {
      return span(entry);
    }
    entry.underway = true;
    LocalDateTime start = start(entry);
    entry.underway = false;
    return new Span(start, start, start);
  }

  private LocalDateTime date(Entry entry, Item item) throws UnreadableDiagram {
    LocalDateTime date =
        reader
            .read(item.text())
            .orElseThrow(
                () ->
                    entry.problem(
                        item,
                        "\"" + item.text() + "\" is no date, and no length of time",
                        "write it as dateFormat says, as 5d or as after d1"));
    checkYear(entry, item, date);
    return date;
  }

  private static void checkYear(Entry entry, Item item, LocalDateTime date)
      throws UnreadableDiagram {
    if (date.getYear() < 0 || date.getYear() > 9998) {
      throw entry.problem(item, "a date in the year " + date.getYear(), "write an earlier one");
    }
  }

  private static LocalDateTime plus(LocalDateTime start, BigDecimal count, String unit) {
    if (unit.equals("M") || unit.equals("y")) {
      BigDecimal months = count.multiply(BigDecimal.valueOf(unit.equals("y") ? 12 : 1));
      // 30 days are a month, where it is a part of one.
      BigDecimal days = months.remainder(BigDecimal.ONE).multiply(BigDecimal.valueOf(30));
      return start
          .plusMonths(Math.min(months.longValue(), 999_999))
          .plusDays(days.setScale(0, RoundingMode.HALF_UP).longValue());
    }
    long millis =
        switch (unit) {
          case "w" -> 604_800_000;
          case "d" -> 86_400_000;
          case "h" -> 3_600_000;
          case "m" -> 60_000;
          case "s" -> 1000;
          default -> 1;
        };
    return start.plus(count.multiply(BigDecimal.valueOf(millis)).longValue(), ChronoUnit.MILLIS);
  }

  /** Adds the days that do not count. */
  private Span counted(Entry entry, LocalDateTime start, LocalDateTime planned)
      throws UnreadableDiagram {
    LocalDateTime end = planned;
    LocalDateTime shown = planned;
    boolean before = false;
    int looked = 0;
    if (off.isEmpty()) {
      return new Span(start, shown, end);
    }
    for (LocalDateTime day = start.plusDays(1); !day.isAfter(end); day = day.plusDays(1)) {
      shown = before ? shown : end;
      before = off.get().test(day.toLocalDate());
      end = before ? end.plusDays(1) : end;
      if (++looked > PATIENCE) {
        throw entry.problem(
            entry.end,
            "\"" + entry.name + "\" takes more than " + PATIENCE + " days",
            "make it shorter, or exclude fewer days");
      }
    }
    return new Span(start, shown, end);
  }
}
