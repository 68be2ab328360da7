package io.github.sitepack.core.content;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tag of a shortcode as it was written: {@code {{< name "a" key="b" >}}}.
 *
 * @param closing whether it ends a shortcode: {@code {{< /name >}}}
 * @param selfClosing whether it begins one and ends it: {@code {{< name />}}}
 * @param markdown whether its output is Markdown: {@code {{% %}}}
 * @param positional its arguments without names, in order
 * @param named its arguments with names, in order
 * @param start offset of its first brace
 * @param end offset after its last
 */
record ShortcodeTag(
    String name,
    boolean closing,
    boolean selfClosing,
    boolean markdown,
    List<String> positional,
    Map<String, String> named,
    int start,
    int end) {
  /** An argument by its name or, where it was given without one, by its position. */
  Optional<String> argument(String key, int position) {
    return named(key)
        .or(
            () ->
                position < positional.size()
                    ? Optional.of(positional.get(position))
                    : Optional.empty());
  }

  /** An argument that is only taken by its name. */
  Optional<String> named(String key) {
    return Optional.ofNullable(named.get(key));
  }
}
