package io.github.sitepack.core.lock;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A JSON value that remembers where it is. Exactly one of the three parts is not null, except for a
 * {@code null}, a boolean or a fraction, which no file of ours has: then all are.
 *
 * @param line 1-based
 * @param column 1-based
 * @param text of a string or a whole number
 * @param number whether {@code text} is a number
 * @param items of an array
 * @param fields of an object
 */
record Json(
    int line, int column, String text, boolean number, List<Json> items, Map<String, Json> fields) {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /**
   * Reads one document.
   *
   * @throws com.fasterxml.jackson.core.JsonProcessingException when it is not JSON, with the place
   */
  static Json parse(byte[] bytes) throws IOException {
    try (JsonParser parser = FACTORY.createParser(bytes)) {
      parser.nextToken();
      Json json = read(parser);
      if (parser.nextToken() != null) {
        throw new JsonParseException(parser, "text after the end", parser.currentTokenLocation());
      }
      return json;
    }
  }

  private static Json read(JsonParser parser) throws IOException {
    JsonLocation at = parser.currentTokenLocation();
    JsonToken token = parser.currentToken();
    int line = at.getLineNr();
    int column = at.getColumnNr();
    if (token == JsonToken.START_OBJECT) {
      Map<String, Json> fields = new TreeMap<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        fields.put(name, read(parser));
      }
      return new Json(line, column, null, false, null, fields);
    } else if (token == JsonToken.START_ARRAY) {
      List<Json> items = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        items.add(read(parser));
      }
      return new Json(line, column, null, false, items, null);
    } else if (token == JsonToken.VALUE_STRING || token == JsonToken.VALUE_NUMBER_INT) {
      boolean number = token == JsonToken.VALUE_NUMBER_INT;
      return new Json(line, column, parser.getText(), number, null, null);
    } else if (token == null) {
      throw new JsonParseException(parser, "nothing in it", at);
    }
    return new Json(line, column, null, false, null, null);
  }
}
