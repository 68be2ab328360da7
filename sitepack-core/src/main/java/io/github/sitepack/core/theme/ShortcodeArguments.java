package io.github.sitepack.core.theme;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The arguments of a shortcode, all of them text: in a template {@code args[0]} and {@code
 * args.title}.
 *
 * @param positional those without names
 * @param named those with names, in order
 */
public record ShortcodeArguments(List<String> positional, Map<String, String> named) {
  /** Copies the collections, keeping their order. */
  public ShortcodeArguments {
    positional = List.copyOf(positional);
    named = Collections.unmodifiableMap(new LinkedHashMap<>(named));
  }
}
