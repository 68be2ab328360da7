package io.github.sitepack.core.nginx;

import io.github.sitepack.core.site.MediaType;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What nginx knows of types: our own table, and which of them are text. */
final class MimeTypes {
  private MimeTypes() {}

  static String file() {
    TreeMap<String, String> byType = new TreeMap<>();
    MediaType.byExtension()
        .forEach(
            (extension, type) ->
                byType.merge(type.name(), extension, (some, more) -> some + " " + more));
    return byType.entrySet().stream()
        .map(type -> "  " + type.getKey() + " " + type.getValue() + ";\n")
        .collect(Collectors.joining("", "types {\n", "}\n"));
  }

  static String charset() {
    return MediaType.byExtension().values().stream()
        // nginx always counts text/html, and warns when it is named.
        .filter(type -> type.text() && !type.equals(MediaType.HTML))
        .map(type -> "\n    " + type.name())
        .distinct()
        .sorted()
        .collect(Collectors.joining());
  }
}
