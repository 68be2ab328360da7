package io.github.sitepack.core.diagram;

import java.util.ArrayList;
import java.util.List;

/** A thought, and those that come from it. */
record Mindmap(String title, String description, Thought root) {
  /** One of them. */
  record Thought(Label label, Shape shape, List<Thought> next) {
    Thought(Label label, Shape shape) {
      this(label, shape, new ArrayList<>());
    }

    private String words() {
      List<String> said = next.stream().map(Thought::words).toList();
      return label.plain() + (said.isEmpty() ? "" : " (" + String.join(", ", said) + ")");
    }
  }

  /** What comes from what, for those who do not see it. */
  String words() {
    if (!description.isEmpty()) {
      return description;
    }
    List<String> said = root.next().stream().map(Thought::words).toList();
    return root.label().plain() + (said.isEmpty() ? "" : ": " + String.join("; ", said));
  }
}
