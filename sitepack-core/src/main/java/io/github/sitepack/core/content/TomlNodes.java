package io.github.sitepack.core.content;

import io.github.sitepack.core.report.Problems;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * TOML as the nodes that YAML is read into, so that one reader tells what is wrong with either.
 *
 * @see <a href="https://toml.io/en/v1.0.0">TOML 1.0.0</a>
 */
final class TomlNodes {
  private static final String NOTE =
      "mend the TOML; text needs quotes, and a date stands without them";

  private TomlNodes() {}

  /**
   * Parses a part of a file.
   *
   * @param start offset of the part's first character, which begins a line
   * @param what what the part is, for problems
   * @return empty when it cannot be parsed, which is then told
   */
  static Optional<Node> parse(
      SourceText source, int start, int end, String what, Problems problems) {
    TomlParseResult toml;
    try {
      toml = Toml.parse(source.text().substring(start, end));
    } catch (StackOverflowError e) {
      // The library parses by recursion and has no limit of its own.
      problems.add(
          source.place(start),
          "invalid TOML in " + what + ": arrays or tables too deep in one another",
          "write it flatter");
      return Optional.empty();
    }
    toml.errors()
        .forEach(
            error ->
                problems.add(
                    YamlMap.place(
                        source, start, error.position().line() - 1, error.position().column() - 1),
                    "invalid TOML in "
                        + what
                        + ": "
                        + String.valueOf(error.getMessage()).replaceAll("\\s+", " ").strip(),
                    NOTE));
    return toml.hasErrors() ? Optional.empty() : Optional.of(table(toml, mark(null)));
  }

  private static Optional<Mark> mark(TomlPosition position) {
    return position == null
        ? Optional.empty()
        : Optional.of(new Mark("", 0, position.line() - 1, position.column() - 1, new int[0], 0));
  }

  private static Node table(TomlTable table, Optional<Mark> at) {
    List<String> keys = new ArrayList<>(table.keySet());
    // In the order of the file, whichever order the library keeps.
    keys.sort(
        Comparator.<String>comparingInt(key -> position(table, key).line())
            .thenComparingInt(key -> position(table, key).column())
            .thenComparing(Comparator.naturalOrder()));
    List<NodeTuple> entries = new ArrayList<>();
    for (String key : keys) {
      Optional<Mark> mark = mark(position(table, key));
      entries.add(new NodeTuple(scalar(Tag.STR, key, mark), node(table.get(List.of(key)), mark)));
    }
    return new MappingNode(Tag.MAP, true, entries, FlowStyle.BLOCK, at, at);
  }

  private static TomlPosition position(TomlTable table, String key) {
    return table.inputPositionOf(List.of(key));
  }

  private static Node node(Object value, Optional<Mark> at) {
    if (value instanceof TomlTable table) {
      return table(table, at);
    }
    if (value instanceof TomlArray array) {
      List<Node> items = new ArrayList<>();
      for (int i = 0; i < array.size(); i++) {
        items.add(node(array.get(i), mark(array.inputPositionOf(i))));
      }
      return new SequenceNode(Tag.SEQ, true, items, FlowStyle.BLOCK, at, at);
    }
    Tag tag =
        value instanceof Boolean
            ? Tag.BOOL
            : value instanceof Long ? Tag.INT : value instanceof Double ? Tag.FLOAT : Tag.STR;
    return scalar(tag, String.valueOf(value), at);
  }

  private static Node scalar(Tag tag, String value, Optional<Mark> at) {
    return new ScalarNode(tag, true, value, ScalarStyle.PLAIN, at, at);
  }
}
