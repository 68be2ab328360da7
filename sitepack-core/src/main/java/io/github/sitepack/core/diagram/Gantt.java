package io.github.sitepack.core.diagram;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is done when.
 *
 * @param axis how dates are written below it; empty for what suits their distance
 * @param ticks where it is marked; empty for what there is room for
 * @param above whether it is above the tasks, too
 * @param compact whether tasks share rows
 * @param off the days that do not count, in order
 */
record Gantt(
    String title,
    String description,
    List<Section> sections,
    Optional<DateWriter> axis,
    Optional<Ticks> ticks,
    DayOfWeek weekday,
    boolean above,
    boolean compact,
    List<LocalDate> off) {
  /** Tasks with a heading, which may be empty. */
  record Section(Label label, List<Task> tasks) {}

  /**
   * A task.
   *
   * @param end after the start; the same for what takes no time
   */
  record Task(String name, Kind kind, State state, LocalDateTime start, LocalDateTime end) {}

  /** What a task is drawn as. */
  enum Kind {
    BAR,
    MILESTONE,
    VERTICAL
  }

  /** What is told of a task. */
  record State(boolean active, boolean done, boolean critical) {}

  Gantt {
    sections = List.copyOf(sections);
    off = List.copyOf(off);
  }

  List<Task> tasks() {
    return sections.stream().flatMap(section -> section.tasks().stream()).toList();
  }

  LocalDateTime first() {
    return tasks().stream().map(Task::start).min(LocalDateTime::compareTo).orElseThrow();
  }

  LocalDateTime last() {
    return tasks().stream().map(Task::end).max(LocalDateTime::compareTo).orElseThrow();
  }

  /** Whether all is on one day. */
  boolean isOneDay() {
    return !last().isAfter(first().toLocalDate().plusDays(1).atStartOfDay());
  }

  /** What is done when, for those who do not see it. */
  String words() {
    if (!description.isEmpty()) {
      return description;
    }
    boolean days =
        tasks().stream().allMatch(task -> isMidnight(task.start()) && isMidnight(task.end()));
    DateWriter writer = new DateWriter(days ? "%Y-%m-%d" : isOneDay() ? "%H:%M" : "%Y-%m-%d %H:%M");
    List<String> said = new ArrayList<>();
    for (Section section : sections) {
      for (int i = 0; i < section.tasks().size(); i++) {
        Task task = section.tasks().get(i);
        String heading = i > 0 || section.label().isEmpty() ? "" : section.label().plain() + ": ";
        List<String> states = new ArrayList<>();
        if (task.state().done()) {
          states.add("done");
        }
        if (task.state().active()) {
          states.add("active");
        }
        if (task.state().critical()) {
          states.add("crit");
        }
        String from = writer.write(task.start());
        String to = writer.write(task.end());
        said.add(
            heading
                + task.name()
                + " "
                + from
                + (from.equals(to) ? "" : " – " + to)
                + (states.isEmpty() ? "" : " (" + String.join(", ", states) + ")"));
      }
    }
    return String.join("; ", said);
  }

  private static boolean isMidnight(LocalDateTime time) {
    return time.toLocalTime().equals(LocalTime.MIDNIGHT);
  }
}
