package io.github.sitepack.core.diagram;

import java.util.ArrayList;
import java.util.List;

/**
 * How people like what they do on their way.
 *
 * @param people all of them, in the order in which they appear
 */
record Journey(String title, String description, List<String> people, List<Section> sections) {
  /** The best score. */
  static final int BEST = 5;

  /** Tasks with a heading, which may be empty. */
  record Section(Label label, List<Task> tasks) {}

  /**
   * A task.
   *
   * @param score from 0 to {@link #BEST}
   * @param people who do it, by their place among all
   */
  record Task(Label label, int score, List<Integer> people) {}

  Journey {
    people = List.copyOf(people);
    sections = List.copyOf(sections);
  }

  /** What is done by whom, for those who do not see it. */
  String words() {
    if (!description.isEmpty()) {
      return description;
    }
    List<String> said = new ArrayList<>();
    for (Section section : sections) {
      for (int i = 0; i < section.tasks().size(); i++) {
        Task task = section.tasks().get(i);
        String heading = i > 0 || section.label().isEmpty() ? "" : section.label().plain() + ": ";
        String names = String.join(", ", task.people().stream().map(people::get).toList());
        said.add(
            heading
                + task.label().plain()
                + " "
                + task.score()
                + "/"
                + BEST
                + (names.isEmpty() ? "" : " (" + names + ")"));
      }
    }
    return String.join("; ", said);
  }
}
