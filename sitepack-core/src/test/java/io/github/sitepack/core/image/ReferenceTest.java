package io.github.sitepack.core.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sitepack.core.Manual;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The manual tells every setting that an engine is given, with its value. */
class ReferenceTest {
  @Test
  void everySettingIsTold() throws IOException {
    Manual table = Manual.page("image").below("Configuration");
    ImageConfig image =
        new ImageConfig(
            Platform.parse("linux/amd64"),
            Instant.ofEpochSecond(1),
            List.of(),
            ImageSettings.DEFAULT,
            Optional.empty());
    JsonNode config = new ObjectMapper().readTree(image.bytes()).get("config");

    TreeSet<String> told = new TreeSet<>(table.keys());
    told.remove("created");
    TreeSet<String> given = new TreeSet<>();
    config.fieldNames().forEachRemaining(given::add);
    assertEquals(given, told);
    for (String name : given) {
      assertEquals(" " + value(config.get(name)) + " |", table.row(name), name);
    }
  }

  private static String value(JsonNode value) {
    List<String> parts = new ArrayList<>();
    if (value.isObject()) {
      value.fieldNames().forEachRemaining(parts::add);
    } else if (value.isArray()) {
      value.forEach(part -> parts.add(part.asText()));
    } else {
      parts.add(value.asText());
    }
    return "`" + String.join("`, `", parts) + "`";
  }
}
