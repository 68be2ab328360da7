package io.github.sitepack.core.render;

import io.github.sitepack.core.content.RenderHooks;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.report.SitepackException;
import io.github.sitepack.core.theme.Hooks;
import io.github.sitepack.core.theme.Html;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The templates that write elements of one page's Markdown. */
final class PageHooks implements RenderHooks {
  private final Hooks hooks;
  private final Problems problems;

  private PageHooks(Hooks hooks, Problems problems) {
    this.hooks = hooks;
    this.problems = problems;
  }

  /** Those of a page, which see it and the site as shortcodes do. */
  static RenderHooks of(Page page, PageShortcodes.Site site) {
    if (site.theme().isEmpty() || !site.theme().get().hasHooks()) {
      return RenderHooks.NONE;
    }
    return new PageHooks(
        site.theme()
            .get()
            .hooks(
                site.model(),
                site.early().of(page),
                path -> site.links().lookup(page, path).map(found -> site.early().of(found))),
        site.problems());
  }

  @Override
  public boolean has(String name) {
    return hooks.has(name);
  }

  @Override
  public Optional<String> apply(String name, Map<String, Object> values, Place place) {
    Map<String, Object> shown = new LinkedHashMap<>();
    values.forEach((key, value) -> shown.put(key, shown(value)));
    try {
      return Optional.of(hooks.apply(name, shown, place));
    } catch (SitepackException e) {
      problems.addAll(e.problems());
      return Optional.empty();
    }
  }

  private static Object shown(Object value) {
    if (value instanceof Markup markup) {
      return new Html(markup.html());
    }
    if (value instanceof List<?> list) {
      List<Object> shown = new ArrayList<>();
      list.forEach(item -> shown.add(shown(item)));
      return shown;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> shown = new LinkedHashMap<>();
      map.forEach((key, item) -> shown.put(String.valueOf(key), shown(item)));
      return shown;
    }
    return value;
  }
}
