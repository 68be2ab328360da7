package io.github.sitepack.core.theme;

import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateScalarModel;
import io.github.sitepack.core.report.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The templates that write elements of Markdown, {@code _markup/render-<name>.ftlh}, for one page.
 * Beside what every template sees, they call {@code getPage}, which finds a page by its path.
 */
public final class Hooks {
  static final String FOLDER = "_markup/render-";

  private final Templates templates;
  private final SortedMap<String, Object> shared;

  Hooks(
      Templates templates,
      SortedMap<String, Object> shared,
      Function<String, Optional<PageModel>> pages) {
    this.templates = templates;
    this.shared = shared;
    shared.put("getPage", (TemplateMethodModelEx) arguments -> page(arguments, pages));
  }

  private Object page(List<?> arguments, Function<String, Optional<PageModel>> pages)
      throws TemplateModelException {
    if (arguments.size() != 1 || !(arguments.get(0) instanceof TemplateScalarModel path)) {
      throw new TemplateModelException("getPage takes the path of a page");
    }
    Optional<PageModel> found = pages.apply(path.getAsString());
    return found.isPresent() ? templates.models().wrap(found.get()) : null;
  }

  /** Whether there is a template of that name: {@code link}, {@code codeblock-java}. */
  public boolean has(String name) {
    return templates.has(FOLDER + name + ".ftlh");
  }

  /**
   * What a template makes of an element.
   *
   * @param place where the element stands
   * @throws io.github.sitepack.core.report.SitepackException when the template fails, with its
   *     place in the template and the page
   */
  public String apply(String name, Map<String, Object> values, Place place) {
    SortedMap<String, Object> all = new TreeMap<>(shared);
    all.putAll(values);
    return templates.apply(FOLDER + name + ".ftlh", all, place);
  }
}
