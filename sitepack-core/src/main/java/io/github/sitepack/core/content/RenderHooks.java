package io.github.sitepack.core.content;

import io.github.sitepack.core.report.Place;
import java.util.Map;
import java.util.Optional;

/**
 * A site's own templates for elements of Markdown, {@code layouts/_markup/render-<name>.ftlh}. The
 * names are Hugo's: {@code link image heading table}, {@code codeblock} and {@code
 * codeblock-<language>}, {@code blockquote}, {@code blockquote-alert} and {@code
 * blockquote-regular}, {@code passthrough}, {@code passthrough-block} and {@code
 * passthrough-inline}.
 *
 * @see <a href="https://gohugo.io/render-hooks/">Render hooks</a>
 */
public interface RenderHooks {
  /** No templates. */
  RenderHooks NONE =
      new RenderHooks() {
        @Override
        public boolean has(String name) {
          return false;
        }

        @Override
        public Optional<String> apply(String name, Map<String, Object> values, Place place) {
          return Optional.empty();
        }
      };

  /** Whether there is a template of that name. */
  boolean has(String name);

  /**
   * What a template makes of an element.
   *
   * @param values what it is told: text, numbers, truth values, {@link Markup}, and lists and maps
   *     of them
   * @param place where the element stands
   * @return empty when it failed, which the implementation has then reported
   */
  Optional<String> apply(String name, Map<String, Object> values, Place place);

  /**
   * HTML among the values, which a template does not escape.
   *
   * @param html the HTML
   */
  record Markup(String html) {}
}
