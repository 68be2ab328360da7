package io.github.sitepack.core.diagram;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Commits in the order of time, and the branches they are on.
 *
 * @param direction in which time runs
 * @param branches from the top, or the left
 * @param named whether the names of branches are shown
 */
record Branches(
    String title,
    String description,
    Graph.Direction direction,
    boolean named,
    List<Branch> branches,
    List<Commit> commits) {
  /** A branch; compared by itself, not by its name. */
  static final class Branch {
    final String name;

    /** Smaller ones stand further up. */
    final double order;

    Optional<Commit> head = Optional.empty();

    Branch(String name, double order) {
      this.name = name;
      this.order = order;
    }
  }

  /** What a commit is drawn as. */
  enum Kind {
    NORMAL,
    REVERSE,
    HIGHLIGHT,
    MERGE,
    CHERRY_PICK
  }

  /**
   * A commit.
   *
   * @param index its place in time, from 0
   * @param before what it goes on from
   * @param other what is merged or picked
   */
  record Commit(
      int index,
      Branch branch,
      Kind kind,
      boolean picked,
      Label label,
      List<Label> tags,
      Optional<Commit> before,
      Optional<Commit> other) {}

  Branches {
    branches = List.copyOf(branches);
    commits = List.copyOf(commits);
  }

  /** What is done on which branch, for those who do not see it. */
  String words() {
    if (!description.isEmpty()) {
      return description;
    }
    List<String> said = new ArrayList<>();
    for (Commit commit : commits) {
      StringBuilder told = new StringBuilder(commit.branch().name);
      commit.other().ifPresent(other -> told.append(" ← ").append(other.branch().name));
      told.append(": ").append(commit.label().isEmpty() ? "●" : commit.label().plain());
      commit.tags().forEach(tag -> told.append(" [").append(tag.plain()).append(']'));
      said.add(told.toString());
    }
    return String.join("; ", said);
  }
}
