package io.github.sitepack.core.theme;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The custom properties of the style sheet that a site may set. */
public final class StyleProperties {
  private static final SortedMap<String, String> NAMES =
      Collections.unmodifiableSortedMap(
          new TreeMap<>(
              Map.ofEntries(
                  Map.entry("accent", "--accent"),
                  Map.entry("onAccent", "--on-accent"),
                  Map.entry("background", "--bg"),
                  Map.entry("surface", "--surface"),
                  Map.entry("border", "--border"),
                  Map.entry("text", "--text"),
                  Map.entry("heading", "--strong"),
                  Map.entry("muted", "--muted"),
                  Map.entry("code", "--code-bg"),
                  Map.entry("font", "--sans"),
                  Map.entry("headingFont", "--heading-font"),
                  Map.entry("codeFont", "--mono"),
                  Map.entry("textWidth", "--content-width"),
                  Map.entry("pageWidth", "--page-width"),
                  Map.entry("sidebarWidth", "--sidebar-width"),
                  Map.entry("radius", "--radius"))));

  private StyleProperties() {}

  /** The property of each key of the settings. */
  public static SortedMap<String, String> names() {
    return NAMES;
  }

  /** The style sheet with other values in it; none of them may be able to end a declaration. */
  static byte[] set(byte[] sheet, SortedMap<String, String> values) {
    if (values.isEmpty()) {
      return sheet;
    }
    StringBuilder rule = new StringBuilder("\n:root:root {\n");
    values.forEach(
        (key, value) ->
            rule.append("  ").append(NAMES.get(key)).append(": ").append(value).append(";\n"));
    if (values.containsKey("accent")) {
      rule.append("  --accent-soft: color-mix(in oklab, var(--accent) 10%, var(--bg));\n");
    }
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(sheet);
    whole.writeBytes(rule.append("}\n").toString().getBytes(UTF_8));
    return whole.toByteArray();
  }
}
