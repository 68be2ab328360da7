package io.github.sitepack.core.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.Manual;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The manual tells the headers, cache rules and errors that are really sent. */
class ReferenceTest {
  @Test
  void headersAreTold() throws IOException {
    Manual table = Manual.page("serving").below("Headers");
    Map<String, String> told = new TreeMap<>();
    table.keys().forEach(name -> told.put(name, code(table.row(name))));
    assertEquals(ServingPolicy.HEADERS, told);
  }

  @Test
  void cacheClassesAreTold() throws IOException {
    Manual part = Manual.page("serving").below("Cache-Control");
    Map<String, String> told = new LinkedHashMap<>();
    part.keys().forEach(name -> told.put(name, code(part.row(name))));
    Map<String, String> sent = new LinkedHashMap<>();
    Arrays.stream(CacheClass.values())
        .forEach(cache -> sent.put(cache.name(), cache.cacheControl()));
    assertEquals(sent, told);
    assertTrue(part.text().contains("`" + ServingPolicy.NO_STORE + "`"));
  }

  @Test
  void contentPoliciesAreTold() throws IOException {
    String part = Manual.page("serving").below("Content-Security-Policy").text();
    assertTrue(part.contains("\n" + ContentPolicy.BARE.value() + "\n"));
    assertTrue(part.contains("\n" + ContentPolicy.DRAWING.value() + "\n"));
  }

  @Test
  void errorsAreTold() throws IOException {
    String part = Manual.page("serving").below("Errors").text();
    StringBuilder rows = new StringBuilder();
    ServingPolicy.ERRORS.forEach(
        (status, text) ->
            rows.append("| ").append(status).append(" | ").append(text).append(" |\n"));
    assertTrue(part.contains("| --- | --- |\n" + rows + "\n"), "should be:\n" + rows);
  }

  /** The last piece of code in a row. */
  private static String code(String row) {
    int end = row.lastIndexOf('`');
    return row.substring(row.lastIndexOf('`', end - 1) + 1, end);
  }
}
