package io.github.sitepack.core.content;

import java.util.Objects;
import java.util.Optional;

/**
 * What {@code ref} and {@code relref} ask for.
 *
 * @param target the page as written: {@code install.md}, {@code /guide/install#jdk}
 * @param language the key of the language it shall be in, which else is that of the page it is
 *     asked from
 * @param format the form of it that is meant, for example {@code rss}; else its HTML
 * @param absolute whether a whole URL is wanted
 * @see <a href="https://gohugo.io/shortcodes/relref/">Hugo's relref</a>
 */
public record PageReference(
    String target, Optional<String> language, Optional<String> format, boolean absolute) {
  /** Checks that nothing is missing. */
  public PageReference {
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(language, "language");
    Objects.requireNonNull(format, "format");
  }
}
