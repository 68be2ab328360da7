package io.github.sitepack.core.image;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Canonical JSON: one line, no spaces, the members of each object in order of their names. What is
 * written is never parsed and written again.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8785">RFC 8785, whose form this is for the texts
 *     and whole numbers used here</a>
 */
final class Json {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final SortedMap<String, Object> members = new TreeMap<>();

  /**
   * Adds a member: text, a whole number, a truth value, another object, a collection or a map of
   * texts.
   */
  Json with(String name, Object value) {
    members.put(name, value);
    return this;
  }

  /** Adds a member unless it is empty. */
  Json withText(String name, String value) {
    return value.isEmpty() ? this : with(name, value);
  }

  /** The object in UTF-8. */
  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      write(json, members);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return out.toByteArray();
  }

  /** An array at the top, which docker's {@code manifest.json} is. */
  static byte[] array(Collection<Json> elements) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      write(json, elements);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return out.toByteArray();
  }

  private static void write(JsonGenerator json, Object value) throws IOException {
    if (value instanceof Json object) {
      write(json, object.members);
    } else if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> member : map.entrySet()) {
        json.writeFieldName((String) member.getKey());
        write(json, member.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof Collection<?> elements) {
      json.writeStartArray();
      for (Object element : elements) {
        write(json, element);
      }
      json.writeEndArray();
    } else if (value instanceof String text) {
      json.writeString(text);
    } else if (value instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else if (value instanceof Long number) {
      json.writeNumber(number);
    } else {
      throw new IllegalArgumentException("no JSON for " + value);
    }
  }
}
