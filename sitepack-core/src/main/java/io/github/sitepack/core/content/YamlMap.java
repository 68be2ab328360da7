package io.github.sitepack.core.content;

import io.github.sitepack.core.report.Closest;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.text.Unicode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * A mapping in YAML 1.2, or in JSON or TOML, whose entries know where they stand in the file. Keys
 * are compared without regard to case, as Hugo does. Each getter takes its key out, so that what is
 * left was not understood; a value of the wrong type is a problem at the key and counts as absent.
 */
final class YamlMap {
  private static final int DEEPEST = 50;
  private static final int MOST_NODES = 100_000;

  /** A budget that is used up and has been told so. */
  private static final int STOPPED = Integer.MIN_VALUE / 2;

  private final SourceText source;
  private final int base;
  private final Problems problems;
  private final Map<String, NodeTuple> entries = new LinkedHashMap<>();

  /** What counts where this has no entry, or null. */
  private YamlMap below;

  private YamlMap(SourceText source, int base, Problems problems) {
    this.source = source;
    this.base = base;
    this.problems = problems;
  }

  /**
   * Parses a part of a file that holds one mapping.
   *
   * @param start offset of the part's first character, which begins a line
   * @param end offset after its last
   * @param what what the part is, for problems: {@code front matter}
   * @return the mapping, empty when there is nothing or when the part cannot be parsed, which is
   *     then a problem
   */
  static YamlMap parse(SourceText source, int start, int end, String what, Problems problems) {
    return parse(source, start, end, "YAML", what, problems);
  }

  /** The same for a part in another language: {@code YAML}, {@code JSON} or {@code TOML}. */
  static YamlMap parse(
      SourceText source, int start, int end, String language, String what, Problems problems) {
    YamlMap map = new YamlMap(source, start, problems);
    Optional<Node> root = map.compose(start, end, language, what);
    if (root.isPresent() && root.get() instanceof MappingNode node) {
      map.fill(node);
    } else if (root.isPresent() && !isNull(root.get())) {
      problems.add(map.place(root.get()), what + " must be keys with values", "write key: value");
    }
    return map;
  }

  private Optional<Node> compose(int start, int end, String language, String what) {
    if (language.equals("TOML")) {
      return TomlNodes.parse(source, start, end, what, problems);
    }
    if (language.equals("JSON") && !JsonSyntax.check(source, start, end, what, problems)) {
      return Optional.empty();
    }
    String text = source.text().substring(start, end);
    LoadSettings settings = LoadSettings.builder().setLabel(what).setUseMarks(true).build();
    try {
      return new Compose(settings).composeString(text);
    } catch (StackOverflowError e) {
      // The library composes by recursion and has no limit of its own.
      problems.add(
          source.place(start),
          "invalid " + language + " in " + what + ": lists or mappings too deep in one another",
          "write it flatter");
    } catch (MarkedYamlEngineException e) {
      // Where something begins that has no end tells more than where the file ends.
      boolean open = String.valueOf(e.getProblem()).contains("unexpected end of stream");
      Optional<Mark> mark =
          open && e.getContextMark().isPresent()
              ? e.getContextMark()
              : e.getProblemMark().or(e::getContextMark);
      problems.add(
          mark.map(this::place).orElse(Place.of(source.name())),
          "invalid " + language + " in " + what + ": " + said(e, language),
          language.equals("JSON")
              ? "mend the JSON; keys and text need double quotes, and commas stand between entries"
              : yamlFix(e));
    } catch (YamlEngineException e) {
      int odd = 0;
      while (odd < text.length() && StreamReader.isPrintable(text.codePointAt(odd))) {
        odd += Character.charCount(text.codePointAt(odd));
      }
      problems.add(
          source.place(odd < text.length() ? start + odd : start),
          "invalid " + language + " in " + what + ": " + oneLine(String.valueOf(e.getMessage())),
          "mend the " + language);
    }
    return Optional.empty();
  }

  /** What the parser says, in words for those who do not know how it works. */
  private static String said(MarkedYamlEngineException e, String language) {
    String said = oneLine(String.valueOf(e.getProblem()));
    boolean quoted = String.valueOf(e.getContext()).contains("quoted scalar");
    if (language.equals("JSON")) {
      return said;
    }
    return said.contains("unexpected end of stream") && quoted
        ? "a quote without its end"
        : said.contains("\\t(TAB)") ? "a tab at the beginning of a line" : said;
  }

  private static String yamlFix(MarkedYamlEngineException e) {
    String said = String.valueOf(e.getProblem());
    return said.contains("unexpected end of stream")
        ? "mend the YAML; what begins here is not closed"
        : said.contains("\\t(TAB)")
            ? "indent with blanks"
            : "mend the YAML; a value with \": \", \"#\" or a leading special character needs"
                + " quotes";
  }

  /**
   * Reads a whole file that holds any value, in plain form: see {@link #values()}.
   *
   * @param language {@code YAML}, {@code JSON} or {@code TOML}
   * @return empty when there is nothing or when it cannot be parsed, which is then a problem
   */
  static Optional<Object> value(
      SourceText source, String language, String what, Problems problems) {
    return value(source, language, what, new TreeMap<>(), problems);
  }

  /**
   * The same, and tells where things stand.
   *
   * @param places takes the place of each key and each item by its path: {@code a.b[0].c}
   */
  static Optional<Object> value(
      SourceText source,
      String language,
      String what,
      SortedMap<String, Place> places,
      Problems problems) {
    YamlMap map = new YamlMap(source, 0, problems);
    Optional<Node> root = map.compose(0, source.text().length(), language, what);
    root.ifPresent(node -> map.places(node, "", places));
    // Without aliases there cannot be more values than characters.
    int[] budget = {Math.max(MOST_NODES, source.text().length())};
    return root.map(node -> map.plain(node, 0, budget));
  }

  private void places(Node node, String path, SortedMap<String, Place> found) {
    if (node instanceof MappingNode mapping) {
      for (NodeTuple entry : mapping.getValue()) {
        if (entry.getKeyNode() instanceof ScalarNode key) {
          String below = path.isEmpty() ? key.getValue() : path + "." + key.getValue();
          found.putIfAbsent(below, place(key));
          places(entry.getValueNode(), below, found);
        }
      }
    } else if (node instanceof SequenceNode list) {
      for (int i = 0; i < list.getValue().size(); i++) {
        String below = path + "[" + i + "]";
        found.putIfAbsent(below, place(list.getValue().get(i)));
        places(list.getValue().get(i), below, found);
      }
    }
  }

  private static String oneLine(String message) {
    return message.replaceAll("\\s+", " ").strip();
  }

  private void fill(MappingNode node) {
    for (NodeTuple entry : node.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode key)) {
        problems.add(place(entry.getKeyNode()), "a key that is not text", "write key: value");
        continue;
      }
      NodeTuple twin = entries.putIfAbsent(Unicode.lowerCase(key.getValue()), entry);
      if (twin != null) {
        problems.add(
            place(key),
            "\""
                + key.getValue()
                + "\" is given twice, first in line "
                + place(twin.getKeyNode()).line(),
            "keep one of the two");
      }
    }
  }

  private Place place(Node node) {
    return node.getStartMark().map(this::place).orElse(Place.of(source.name()));
  }

  private Place place(Mark mark) {
    return place(source, base, mark.getLine(), mark.getColumn());
  }

  /** Where a character of a part stands; {@code line} and {@code codePoints} count from 0. */
  static Place place(SourceText source, int base, int line, int codePoints) {
    // Parsers count code points; the line is right as it is, the column becomes UTF-16 units.
    int lineStart = base;
    String text = source.text();
    for (int i = 0; i < line; i++) {
      int next = text.indexOf('\n', lineStart);
      if (next < 0) {
        break;
      }
      lineStart = next + 1;
    }
    int lineEnd = text.indexOf('\n', lineStart);
    int length = (lineEnd < 0 ? text.length() : lineEnd) - lineStart;
    int column = 0;
    for (int i = 0; i < codePoints && column < length; i++) {
      column += Character.charCount(text.codePointAt(lineStart + column));
    }
    return source.place(lineStart + column);
  }

  /** The same entries once more, so that they can be read once more. */
  YamlMap copy() {
    YamlMap copy = new YamlMap(source, base, problems);
    copy.entries.putAll(entries);
    copy.below = below == null ? null : below.copy();
    return copy;
  }

  /** These entries without some. */
  YamlMap without(List<String> keys) {
    YamlMap copy = copy();
    for (YamlMap map = copy; map != null; map = map.below) {
      for (String key : keys) {
        map.entries.remove(Unicode.lowerCase(key));
      }
    }
    return copy;
  }

  /** These entries, and those of another mapping where these say nothing. */
  YamlMap over(YamlMap other) {
    YamlMap joined = copy();
    YamlMap last = joined;
    while (last.below != null) {
      last = last.below;
    }
    last.below = other.copy();
    return joined;
  }

  /** This mapping as the value of a path of keys. */
  YamlMap under(List<String> path) {
    Node node =
        new MappingNode(
            Tag.MAP,
            true,
            List.copyOf(entries.values()),
            FlowStyle.BLOCK,
            Optional.empty(),
            Optional.empty());
    YamlMap map = new YamlMap(source, base, problems);
    for (int i = path.size() - 1; i >= 0; i--) {
      NodeTuple entry =
          new NodeTuple(new ScalarNode(Tag.STR, path.get(i), ScalarStyle.PLAIN), node);
      if (i == 0) {
        map.entries.put(Unicode.lowerCase(path.get(0)), entry);
      } else {
        node = new MappingNode(Tag.MAP, List.of(entry), FlowStyle.BLOCK);
      }
    }
    return map;
  }

  /** The layer that has an entry for a key in lower case, or null. */
  private YamlMap owner(String key) {
    YamlMap at = this;
    while (at != null && !at.entries.containsKey(key)) {
      at = at.below;
    }
    return at;
  }

  /** Where a key stands, before it is taken; the file when it is not there. */
  Place placeOf(String key) {
    YamlMap owner = owner(Unicode.lowerCase(key));
    return owner == null
        ? Place.of(source.name())
        : owner.place(owner.entries.get(Unicode.lowerCase(key)).getKeyNode());
  }

  /** Whether there is a key that nobody has taken. */
  boolean has(String key) {
    return owner(Unicode.lowerCase(key)) != null;
  }

  /** Whether there is a mapping that nobody has taken. */
  boolean isMap(String key) {
    YamlMap owner = owner(Unicode.lowerCase(key));
    return owner != null
        && owner.entries.get(Unicode.lowerCase(key)).getValueNode() instanceof MappingNode;
  }

  /** Text with the place of its key. */
  Optional<Placed> placed(String key) {
    Place place = placeOf(key);
    return text(key).map(text -> new Placed(text, place));
  }

  /** The keys that nobody has taken, as written, in order of the file. */
  List<String> rest() {
    Map<String, String> keys = new LinkedHashMap<>();
    for (YamlMap at = this; at != null; at = at.below) {
      at.entries.forEach(
          (key, entry) -> keys.putIfAbsent(key, ((ScalarNode) entry.getKeyNode()).getValue()));
    }
    return List.copyOf(keys.values());
  }

  /**
   * Makes a problem of every key that nobody has taken.
   *
   * @param known the keys there are, for a guess at what was meant
   * @param hint the fix where none of them is close
   */
  void unknown(List<String> known, String hint, Problems problems) {
    for (String key : rest()) {
      problems.add(
          placeOf(key),
          "unknown setting \"" + key + "\"",
          Closest.to(key, known).map(near -> "did you mean \"" + near + "\"?").orElse(hint));
    }
  }

  private <T> Optional<T> take(String key, String expected, Function<Node, T> read) {
    return take(key, expected, (owner, node) -> read.apply(node));
  }

  private <T> Optional<T> take(String key, String expected, BiFunction<YamlMap, Node, T> read) {
    String name = Unicode.lowerCase(key);
    YamlMap owner = owner(name);
    if (owner == null) {
      return Optional.empty();
    }
    NodeTuple entry = owner.entries.get(name);
    for (YamlMap at = this; at != null; at = at.below) {
      at.entries.remove(name);
    }
    if (isNull(entry.getValueNode())) {
      return Optional.empty();
    }
    T value = read.apply(owner, entry.getValueNode());
    if (value == null) {
      problems.add(
          owner.place(entry.getKeyNode()),
          "\"" + key + "\" must be " + expected + ", not " + shown(entry.getValueNode()),
          "give " + expected + ", or remove the key");
    }
    return Optional.ofNullable(value);
  }

  private static String shown(Node node) {
    if (node instanceof ScalarNode scalar) {
      String value = scalar.getValue().replaceAll("\\s+", " ");
      return "\"" + (value.length() > 40 ? value.substring(0, 40) + "…" : value) + "\"";
    }
    return node instanceof SequenceNode ? "a list" : "a mapping";
  }

  private static boolean isNull(Node node) {
    return node.getTag().equals(Tag.NULL);
  }

  /** Text; a number or a truth value counts as the text that was written. */
  Optional<String> text(String key) {
    return take(key, "text", YamlMap::asText);
  }

  private static String asText(Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue() : null;
  }

  /** {@code true} or {@code false}. */
  Optional<Boolean> truth(String key) {
    return take(
        key,
        "true or false",
        node ->
            // In quotes as well, which Hugo reads too.
            List.of("true", "false").contains(String.valueOf(asText(node)).toLowerCase(Locale.ROOT))
                ? Boolean.valueOf(asText(node))
                : null);
  }

  /** A whole number of 32 bits. */
  OptionalInt number(String key) {
    Optional<Integer> value =
        take(
            key,
            "a whole number",
            node -> {
              if (node.getTag().equals(Tag.STR)) {
                return quoted(asText(node));
              }
              if (!node.getTag().equals(Tag.INT)) {
                return null;
              }
              Object number = scalar((ScalarNode) node);
              return number instanceof Long l && l == l.intValue() ? l.intValue() : null;
            });
    return value.isPresent() ? OptionalInt.of(value.get()) : OptionalInt.empty();
  }

  /** A number that stands in quotes, which Hugo reads as well; else null. */
  private static Integer quoted(String text) {
    return text != null && text.matches("-?\\d{1,9}") ? Integer.valueOf(text) : null;
  }

  /** A date, or a date and time; without an offset it is meant as UTC. */
  Optional<Instant> date(String key) {
    return take(
        key,
        "a date such as 2026-11-23 or 2026-11-23T08:30:00+01:00",
        node -> node instanceof ScalarNode scalar ? Dates.parse(scalar.getValue()) : null);
  }

  /** A list of text, or one text, each with its place. */
  List<Placed> texts(String key) {
    Optional<List<Placed>> values =
        take(
            key,
            "a list of text",
            (owner, node) -> {
              if (node instanceof ScalarNode) {
                return List.of(new Placed(asText(node), owner.place(node)));
              }
              if (!(node instanceof SequenceNode list)) {
                return null;
              }
              List<Placed> texts = new ArrayList<>();
              for (Node item : list.getValue()) {
                if (!(item instanceof ScalarNode) || isNull(item)) {
                  return null;
                }
                texts.add(new Placed(asText(item), owner.place(item)));
              }
              return texts;
            });
    return values.orElse(List.of());
  }

  /** A mapping, for which the getters of its own tell more. */
  Optional<YamlMap> map(String key) {
    String name = Unicode.lowerCase(key);
    YamlMap owner = owner(name);
    Optional<YamlMap> lower =
        owner != null && owner.below != null && owner.isMap(key) && owner.below.isMap(key)
            ? owner.below.copy().map(key)
            : Optional.empty();
    Optional<YamlMap> map = take(key, "a mapping", (from, node) -> from.asMap(node));
    return lower.isPresent() ? map.map(own -> own.over(lower.get())) : map;
  }

  private YamlMap asMap(Node node) {
    if (!(node instanceof MappingNode mapping)) {
      return null;
    }
    YamlMap map = new YamlMap(source, base, problems);
    map.fill(mapping);
    return map;
  }

  /** A list of mappings. */
  List<YamlMap> maps(String key) {
    Optional<List<YamlMap>> values =
        take(
            key,
            "a list of mappings",
            (owner, node) -> {
              if (!(node instanceof SequenceNode list)) {
                return null;
              }
              List<YamlMap> maps = new ArrayList<>();
              for (Node item : list.getValue()) {
                YamlMap map = owner.asMap(item);
                if (map == null) {
                  return null;
                }
                maps.add(map);
              }
              return maps;
            });
    return values.orElse(List.of());
  }

  /** A mapping of any shape as plain values: see {@link #values()}. */
  Map<String, Object> free(String key) {
    return map(key).map(YamlMap::values).orElse(Map.of());
  }

  /**
   * All that is left as plain values, in order of the file: text, {@code Boolean}, {@code Long},
   * {@code BigInteger}, {@code BigDecimal}, {@code List}, {@code Map}, without those that are null.
   */
  Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    int[] budget = {MOST_NODES};
    for (NodeTuple entry : List.copyOf(entries.values())) {
      String key = ((ScalarNode) entry.getKeyNode()).getValue();
      Object value = plain(entry.getValueNode(), 0, budget);
      if (value != null) {
        values.put(key, value);
      }
    }
    entries.clear();
    return Collections.unmodifiableMap(below == null ? values : joined(values, below.values()));
  }

  /** Values over others, mapping by mapping, with keys compared without regard to case. */
  private static Map<String, Object> joined(Map<?, ?> over, Map<?, ?> below) {
    Map<String, Object> all = new LinkedHashMap<>();
    below.forEach((key, value) -> all.put((String) key, value));
    over.forEach(
        (key, value) -> {
          String name = (String) key;
          Object other = null;
          for (String known : List.copyOf(all.keySet())) {
            if (known.equalsIgnoreCase(name)) {
              other = all.remove(known);
            }
          }
          boolean both = value instanceof Map && other instanceof Map;
          all.put(name, both ? joined((Map<?, ?>) value, (Map<?, ?>) other) : value);
        });
    return Collections.unmodifiableMap(all);
  }

  private Object plain(Node node, int depth, int[] budget) {
    // A few lines of YAML aliases can stand for millions of values, or for themselves.
    if (depth > DEEPEST || --budget[0] < 0) {
      if (budget[0] != STOPPED) {
        problems.add(
            place(node),
            "YAML aliases that stand for too much",
            "write fewer values, without aliases");
      }
      budget[0] = STOPPED;
      return null;
    }
    if (isNull(node)) {
      return null;
    }
    if (node instanceof ScalarNode scalar) {
      return scalar(scalar);
    }
    if (node instanceof SequenceNode list) {
      List<Object> values = new ArrayList<>();
      for (Node item : list.getValue()) {
        Object value = plain(item, depth + 1, budget);
        if (value != null) {
          values.add(value);
        }
      }
      return Collections.unmodifiableList(values);
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (NodeTuple entry : ((MappingNode) node).getValue()) {
      Object value = plain(entry.getValueNode(), depth + 1, budget);
      if (value != null && entry.getKeyNode() instanceof ScalarNode key) {
        values.put(key.getValue(), value);
      }
    }
    return Collections.unmodifiableMap(values);
  }

  private static Object scalar(ScalarNode node) {
    String value = node.getValue();
    if (node.getTag().equals(Tag.BOOL)) {
      return Boolean.valueOf(value);
    }
    try {
      if (node.getTag().equals(Tag.INT)) {
        BigInteger number =
            value.startsWith("0x")
                ? new BigInteger(value.substring(2), 16)
                : value.startsWith("0o")
                    ? new BigInteger(value.substring(2), 8)
                    : new BigInteger(value);
        return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
      }
      if (node.getTag().equals(Tag.FLOAT)) {
        return new BigDecimal(value);
      }
    } catch (NumberFormatException e) {
      return value; // .inf and .nan, which have no decimal form
    }
    return value;
  }
}
