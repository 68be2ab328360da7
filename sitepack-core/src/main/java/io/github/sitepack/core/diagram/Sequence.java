package io.github.sitepack.core.diagram;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who says what to whom, in the order of time. */
final class Sequence {
  /** One who takes part. */
  static final class Party {
    final String id;
    final int index;
    Label label;
    boolean person;

    Party(String id, int index) {
      this.id = id;
      this.index = index;
      this.label = Label.of(id, 170);
    }
  }

  /** What a message ends in. */
  enum Tip {
    NONE,
    FULL,
    OPEN,
    CROSS
  }

  /** Something that happens. */
  sealed interface Step permits Message, Note, Activity, Block {}

  /**
   * A message.
   *
   * @param both whether it goes both ways
   * @param number what it is numbered by, or 0
   */
  record Message(
      Party from, Party to, Label label, boolean dotted, Tip tip, boolean both, int number)
      implements Step {}

  /**
   * A note.
   *
   * @param side -1 left of the first, 1 right of it, 0 over the first to the last
   */
  record Note(int side, Party first, Party last, Label label) implements Step {}

  /** One begins to be busy, or ends. */
  record Activity(Party party, boolean begins) implements Step {}

  /** Steps in a frame. */
  record Block(String kind, List<Section> sections) implements Step {}

  /** A part of a frame. */
  record Section(Label label, List<Step> steps) {}

  String title = "";
  String description = "";
  final Map<String, Party> parties = new LinkedHashMap<>();
  final List<Step> steps = new ArrayList<>();

  Party party(String id) {
    return parties.computeIfAbsent(id, key -> new Party(key, parties.size()));
  }

  /** What is said, for those who do not see it. */
  String words() {
    if (!description.isEmpty()) {
      return description;
    }
    List<String> said = new ArrayList<>();
    words(steps, said);
    if (said.isEmpty()) {
      parties.values().forEach(party -> said.add(party.label.plain()));
    }
    return String.join("; ", said);
  }

  private static void words(List<Step> steps, List<String> said) {
    for (Step step : steps) {
      if (step instanceof Message message) {
        said.add(
            message.from().label.plain()
                + (message.both() ? " ↔ " : " → ")
                + message.to().label.plain()
                + (message.label().isEmpty() ? "" : ": " + message.label().plain()));
      } else if (step instanceof Note note) {
        said.add(note.label().plain());
      } else if (step instanceof Block block) {
        for (Section section : block.sections()) {
          if (!section.label().isEmpty()) {
            said.add("[" + section.label().plain() + "]");
          }
          words(section.steps(), said);
        }
      }
    }
  }
}
