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
   * @return empty when there is no such page, which the context has then reported
   */
  Optional<String> page(PageReference reference, Place place);

  /** The names of the shortcodes that are templates, for suggestions. */
  Collection<String> templates();

  /** The template of a shortcode; empty when there is none of that name. */
  Optional<Template> template(String name);

  /**
   * A shortcode that is a template.
   *
   * @param own whether it is the site's, not built in
   * @param inner whether it shows what stands between a use and its end
   */
  record Template(boolean own, boolean inner) {}

  /** What a template makes of a use; empty when it failed, which the context has then reported. */
  Optional<String> apply(ShortcodeCall call);

  /**
   * The file that {@code include} asks for.
   *
   * @param path beside the page's file, or with {@code /} below the content folder; it may lead out
   *     of that folder but not out of the project
   * @return empty when there is none, which the context has then reported
   */
  Optional<SourceFile> file(String path, Place place);

  /**
   * The file that a listing asks for.
   *
   * @param path relative to the project's folder or to one of its folders of sources
   * @param compiled whether the build must compile it
   * @return empty when there is none, which the context has then reported
   */
  Optional<SourceFile> listing(String path, boolean compiled, Place place);

  /** Whether pages may hold no code of compiled languages but what is compiled. */
  boolean compiledOnly();
}
