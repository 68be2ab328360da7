package io.github.sitepack.core.theme;

import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateScalarModel;
import io.github.sitepack.core.report.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The templates that write elements of Markdown, {@code _markup/render-<name>.ftlh}, for one page.
 * Beside what every template sees, they call {@code getPage}, which finds a page by its path.
 */
public final class Hooks {
  static final String FOLDER = "_markup/render-";

  private final Templates templates;
  private final Values site;
  private final Map<String, Object> shared;

  Hooks(
      Templates templates,
      Values site,
      Map<String, Object> shared,
      Function<String, Optional<PageModel>> pages) {
    this.templates = templates;
    this.site = site;
    this.shared = new HashMap<>(shared);
    this.shared.put("getPage", (TemplateMethodModelEx) arguments -> page(arguments, pages));
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
    Map<String, Object> all = new HashMap<>(shared);
    all.putAll(values);
    return templates.apply(FOLDER + name + ".ftlh", site.with(all), place);
  }
}
