package io.github.sitepack.core.diagram;

import io.github.sitepack.core.diagram.Branches.Branch;
import io.github.sitepack.core.diagram.Branches.Commit;
import io.github.sitepack.core.diagram.Branches.Kind;
import io.github.sitepack.core.diagram.MermaidLines.Line;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a graph of git.
 *
 * @see <a href="https://mermaid.js.org/syntax/gitgraph.html">Mermaid, git graphs</a>
 */
final class BranchesText {
  private static final Pattern COMMAND =
      Pattern.compile("(commit|branch|checkout|switch|merge|cherry-pick)(?!\\w)\\s*(.*)");
  private static final Pattern NAME =
      Pattern.compile("(?:\"([^\"]+)\"|([^\\s\":]++))(?!\\s*:)\\s*");
  private static final Pattern ATTRIBUTE =
      Pattern.compile("(id|tag|type|msg|parent|order)\\s*:\\s*(?:\"([^\"]*)\"|([\\w.-]+))\\s*");
  private static final Pattern MESSAGE = Pattern.compile("\"([^\"]*)\"\\s*");

  /** How wide what stands at a commit may become before it is broken into lines. */
  private static final int MOST = 120;

  private static final int LARGEST = 150;
  private static final int MOST_BRANCHES = 30;

  private final Map<String, Branch> branches = new LinkedHashMap<>();
  private final Map<String, Commit> byId = new HashMap<>();
  private final List<Commit> commits = new ArrayList<>();
  private final boolean labelled;
  private Branch now;

  /** What stands behind a command. */
  private record Attributes(String name, Map<String, String> values, List<Label> tags) {}

  private BranchesText(MermaidLines lines) {
    String main = lines.setting("mainBranchName");
    String order = lines.setting("mainBranchOrder");
    now =
        new Branch(
            main.isEmpty() ? "main" : main,
            order.matches("\\d{1,3}") ? Integer.parseInt(order) : 0);
    branches.put(now.name, now);
    labelled = !lines.setting("showCommitLabel").equals("false");
  }

  static Branches read(MermaidLines lines) throws UnreadableDiagram {
    BranchesText reader = new BranchesText(lines);
    String head = lines.head().text().replaceAll("\\s*:$|^:\\s*", "");
    if (!head.matches("|LR|TB|BT")) {
      throw lines.head().problem(0, "no direction: \"" + head + "\"", "use LR, TB or BT");
    }
    Graph.Direction direction =
        head.isEmpty() ? Graph.Direction.RIGHT : GraphText.direction(head, lines.head());
    for (Line line : lines.lines()) {
      reader.line(line);
    }
    if (reader.commits.isEmpty()) {
      throw lines.head().problem(0, "a diagram of nothing", "write commit, say");
    }
    List<Branch> branches = new ArrayList<>(reader.branches.values());
    branches.sort(Comparator.comparingDouble(branch -> branch.order));
    boolean named = !lines.setting("showBranches").equals("false");
    return new Branches(
        lines.title(), lines.description(), direction, named, branches, reader.commits);
  }

  private void line(Line line) throws UnreadableDiagram {
    String text = line.text().replaceFirst("\\s*;$", "");
    Matcher command = COMMAND.matcher(text);
    if (!command.matches()) {
      throw line.problem(
          0,
          "\"" + text + "\" is not understood",
          "write commit, branch, checkout, merge or cherry-pick, " + MermaidLines.SOURCE);
    }
    String word = command.group(1);
    boolean named = !word.equals("commit") && !word.equals("cherry-pick");
    Attributes attributes = attributes(line, text, command.start(2), named);
    if (named && attributes.name().isEmpty()) {
      throw line.problem(
          0, "\"" + word + "\" without the name of a branch", "write " + word + " develop, say");
    }
    if (commits.size() >= LARGEST) {
      throw line.problem(0, "more than " + LARGEST + " commits", "draw several diagrams");
    }
    switch (word) {
      case "commit" -> commit(line, attributes, Kind.NORMAL, Optional.empty());
      case "branch" -> branch(line, attributes);
      case "merge" -> merge(line, attributes, branch(line, attributes.name()));
      case "cherry-pick" -> pick(line, attributes);
      default -> now = branch(line, attributes.name());
    }
  }

  private static Attributes attributes(Line line, String text, int from, boolean named)
      throws UnreadableDiagram {
    int at = from;
    String name = "";
    Map<String, String> values = new HashMap<>();
    List<Label> tags = new ArrayList<>();
    Matcher first = NAME.matcher(text).region(at, text.length());
    if (named && first.lookingAt()) {
      name = first.group(1) == null ? first.group(2) : first.group(1);
      at = first.end();
    }
    while (at < text.length()) {
      Matcher attribute = ATTRIBUTE.matcher(text).region(at, text.length());
      Matcher message = MESSAGE.matcher(text).region(at, text.length());
      if (attribute.lookingAt()) {
        String value = attribute.group(2) == null ? attribute.group(3) : attribute.group(2);
        values.put(attribute.group(1), value);
        if (attribute.group(1).equals("tag")) {
          tags.add(Label.of(MermaidLines.text(value), MOST));
        }
        at = attribute.end();
      } else if (!named && message.lookingAt()) {
        values.put("msg", message.group(1));
        at = message.end();
      } else {
        throw line.problem(
            at,
            "\"" + text.substring(at) + "\" is not understood",
            "write id: \"…\", tag: \"…\" or type: HIGHLIGHT, say");
      }
    }
    return new Attributes(name, values, tags);
  }

  private Branch branch(Line line, String name) throws UnreadableDiagram {
    Branch branch = branches.get(name);
    if (branch == null) {
      throw line.problem(
          0,
          "no branch \"" + name + "\"",
          "write branch " + name + " before; there are: " + String.join(", ", branches.keySet()));
    }
    return branch;
  }

  private void branch(Line line, Attributes attributes) throws UnreadableDiagram {
    String name = attributes.name();
    if (branches.containsKey(name)) {
      throw line.problem(
          0, "the branch \"" + name + "\" is there already", "write checkout " + name);
    }
    if (branches.size() >= MOST_BRANCHES) {
      throw line.problem(0, "more than " + MOST_BRANCHES + " branches", "draw several diagrams");
    }
    String order = attributes.values().getOrDefault("order", "");
    if (!order.matches("|\\d{1,3}")) {
      throw line.problem(0, "no order: \"" + order + "\"", "write a number from 0 to 999");
    }
    // Those without an order stand between the main branch and those with one.
    double place = order.isEmpty() ? branches.size() / 1000.0 : Integer.parseInt(order);
    Branch branch = new Branch(name, place);
    branch.head = now.head;
    branches.put(name, branch);
    now = branch;
  }

  private void merge(Line line, Attributes attributes, Branch from) throws UnreadableDiagram {
    if (from == now) {
      throw line.problem(
          0, "a merge of \"" + from.name + "\" with itself", "check another branch out before");
    }
    // Not by equals, which would go back to the first commit, by each way there is.
    if (from.head.isEmpty() || from.head.map(Commit::index).equals(now.head.map(Commit::index))) {
      throw line.problem(
          0,
          "nothing on \"" + from.name + "\" that \"" + now.name + "\" has not",
          "write a commit on it before");
    }
    commit(line, attributes, Kind.MERGE, from.head);
  }

  private void pick(Line line, Attributes attributes) throws UnreadableDiagram {
    String id = attributes.values().get("id");
    Commit picked = byId.get(id == null ? "" : id);
    if (picked == null) {
      throw line.problem(
          0,
          id == null ? "a commit without its id is picked" : "no commit \"" + id + "\"",
          "write commit id: \"…\" before, and its id here");
    }
    if (picked.branch() == now) {
      throw line.problem(
          0, "the commit \"" + id + "\" is on \"" + now.name + "\"", "check another branch out");
    }
    if (attributes.tags().isEmpty()) {
      attributes.tags().add(Label.of("cherry-pick: " + id, MOST));
    }
    Map<String, String> values = new HashMap<>(attributes.values());
    values.remove("id");
    commit(
        line, new Attributes("", values, attributes.tags()), Kind.CHERRY_PICK, Optional.of(picked));
  }

  private void commit(Line line, Attributes attributes, Kind kind, Optional<Commit> other)
      throws UnreadableDiagram {
    String id = attributes.values().getOrDefault("id", "");
    String said = id.isEmpty() ? attributes.values().getOrDefault("msg", "") : id;
    String type = attributes.values().getOrDefault("type", "");
    Kind drawn =
        switch (type) {
          case "" -> kind;
          case "NORMAL" -> Kind.NORMAL;
          case "REVERSE" -> Kind.REVERSE;
          case "HIGHLIGHT" -> Kind.HIGHLIGHT;
          default ->
              throw line.problem(
                  0, "a commit of the type \"" + type + "\"", "use NORMAL, REVERSE or HIGHLIGHT");
        };
    Commit commit =
        new Commit(
            commits.size(),
            now,
            drawn,
            kind == Kind.CHERRY_PICK,
            labelled ? Label.of(MermaidLines.text(said), MOST) : Label.NONE,
            List.copyOf(attributes.tags()),
            now.head,
            other);
    commits.add(commit);
    now.head = Optional.of(commit);
    if (!id.isEmpty()) {
      byId.put(id, commit);
    }
  }
}
