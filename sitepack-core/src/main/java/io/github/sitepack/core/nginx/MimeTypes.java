package io.github.sitepack.core.nginx;

import io.github.sitepack.core.site.MediaType;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What nginx knows of types: our own table, and which of them are text. */
final class MimeTypes {
  private MimeTypes() {}

  /**
   * The file of types.
   *
   * @param own the site's own types by extension, which go before the table's
   */
  static String file(SortedMap<String, MediaType> own) {
    TreeMap<String, MediaType> byExtension = new TreeMap<>(MediaType.byExtension());
    byExtension.putAll(own);
    TreeMap<String, String> byType = new TreeMap<>();
    byExtension.forEach(
        (extension, type) ->
            byType.merge(type.name(), extension, (some, more) -> some + " " + more));
    return byType.entrySet().stream()
        .map(type -> "  " + type.getKey() + " " + type.getValue() + ";\n")
        .collect(Collectors.joining("", "types {\n", "}\n"));
  }

  /** The types that are sent with a charset. */
  static String charset(SortedMap<String, MediaType> own) {
    return Stream.concat(MediaType.byExtension().values().stream(), own.values().stream())
        // nginx always counts text/html, and warns when it is named.
        .filter(type -> type.text() && !type.name().equals(MediaType.HTML.name()))
        .map(type -> "\n    " + type.name())
        .distinct()
        .sorted()
        .collect(Collectors.joining());
  }
}
