package io.github.sitepack.core.content;

import io.github.sitepack.core.report.Place;
import java.util.Collection;
import java.util.Optional;

/** What shortcodes ask for while a page is read. */
public interface ShortcodeContext {
  /** A fact of the POM, for example {@code version}; empty when the project has none. */
  Optional<String> pom(String key);

  /** The names {@link #pom} knows, for suggestions. */
  Collection<String> pomKeys();

  /** A param of the page or else of the site; dots lead into mappings. */
  Optional<Object> param(String key);

  /**
   * The path on the site of a page, for {@code ref} and {@code relref}: percent-encoded, with the
   * base path and the fragment asked for.
   *
   * @param reference as written: {@code install.md}, {@code /guide/install#jdk}
   * @param absolute whether a whole URL is wanted
   * @return empty when there is no such page, which the context has then reported
   */
  Optional<String> page(String reference, boolean absolute, Place place);
}
