package io.github.sitepack.core.proof;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.sitepack.core.proof.StoredImage.Document;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** Compares two JSON documents member by member, and then byte by byte. */
final class JsonComparison {
  private static final int LONGEST = 80;

  private final String platform;
  private final String document;
  private final Predicate<String> ignored;
  private final BiFunction<String, JsonNode, Cause> cause;
  private final List<Difference> differences = new ArrayList<>();

  /**
   * A comparison.
   *
   * @param document what it is called: {@code config}, {@code manifest} or {@code index}
   * @param ignored pointers of members that are told elsewhere
   * @param cause what is to blame for a member, by its pointer and what the given image has there
   */
  JsonComparison(
      String platform,
      String document,
      Predicate<String> ignored,
      BiFunction<String, JsonNode, Cause> cause) {
    this.platform = platform;
    this.document = document;
    this.ignored = ignored;
    this.cause = cause;
  }

  /** Everything that differs; only the bytes when they say the same. */
  List<Difference> run(Document rebuilt, Document given) {
    if (rebuilt.digest().equals(given.digest())) {
      return List.of();
    }
    compare("", Optional.of(rebuilt.json()), Optional.of(given.json()));
    if (differences.isEmpty() && rebuilt.json().equals(given.json())) {
      long at = Arrays.mismatch(rebuilt.bytes(), given.bytes());
      differences.add(
          new Difference(
              platform,
              document,
              "",
              "bytes",
              at,
              LayerComparison.around(rebuilt.bytes(), at),
              LayerComparison.around(given.bytes(), at),
              Cause.JSON_REWRITTEN));
    }
    return differences;
  }

  private void compare(String pointer, Optional<JsonNode> rebuilt, Optional<JsonNode> given) {
    if (rebuilt.equals(given) || ignored.test(pointer)) {
      return;
    }
    JsonNode a = rebuilt.orElse(null);
    JsonNode b = given.orElse(null);
    if (a != null && b != null && a.isObject() && b.isObject()) {
      TreeSet<String> names = new TreeSet<>();
      for (Iterator<String> fields = a.fieldNames(); fields.hasNext(); ) {
        names.add(fields.next());
      }
      for (Iterator<String> fields = b.fieldNames(); fields.hasNext(); ) {
        names.add(fields.next());
      }
      for (String name : names) {
        String member = pointer + "/" + name.replace("~", "~0").replace("/", "~1");
        compare(member, Optional.ofNullable(a.get(name)), Optional.ofNullable(b.get(name)));
      }
    } else if (a != null && b != null && a.isArray() && b.isArray()) {
      for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
        compare(pointer + "/" + i, Optional.ofNullable(a.get(i)), Optional.ofNullable(b.get(i)));
      }
    } else {
      differences.add(
          new Difference(
              platform,
              document,
              pointer,
              "value",
              -1,
              shown(a),
              shown(b),
              cause.apply(pointer, b == null ? a : b)));
    }
  }

  private static String shown(JsonNode node) {
    String text = node == null ? "" : node.toString();
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "\u2026";
  }
}
