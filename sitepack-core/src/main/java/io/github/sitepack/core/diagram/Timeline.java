package io.github.sitepack.core.diagram;

import java.util.ArrayList;
import java.util.List;

/**
 * What happened when.
 *
 * @param down whether time runs down, and not to the right
 * @param plain whether all has one colour
 */
record Timeline(String title, String description, boolean down, boolean plain, List<Age> ages) {
  /** Periods with a heading, which may be empty. */
  record Age(Label label, List<Period> periods) {}

  /** A time, and what happened then. */
  record Period(Label label, List<Label> events) {}

  Timeline {
    ages = List.copyOf(ages);
  }

  /** What happened when, for those who do not see it. */
  String words() {
    if (!description.isEmpty()) {
      return description;
    }
    List<String> said = new ArrayList<>();
    for (Age age : ages) {
      for (int i = 0; i < age.periods().size(); i++) {
        Period period = age.periods().get(i);
        String heading = i > 0 || age.label().isEmpty() ? "" : age.label().plain() + ": ";
        String events = String.join(", ", period.events().stream().map(Label::plain).toList());
        said.add(heading + period.label().plain() + (events.isEmpty() ? "" : ": " + events));
      }
    }
    return String.join("; ", said);
  }
}
