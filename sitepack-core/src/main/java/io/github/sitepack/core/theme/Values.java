package io.github.sitepack.core.theme;

import freemarker.template.TemplateHashModel;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import java.util.Map;

/** The variables a template sees: the site, which is wrapped once, and its own. */
final class Values implements TemplateHashModel {
  private final SiteModel site;
  private final TemplateModel wrapped;
  private final Models models;
  private final Positions positions;
  private final Fragments fragments;
  private final Map<String, Object> own;

  private Values(
      SiteModel site,
      TemplateModel wrapped,
      Models models,
      Positions positions,
      Fragments fragments,
      Map<String, Object> own) {
    this.site = site;
    this.wrapped = wrapped;
    this.models = models;
    this.positions = positions;
    this.fragments = fragments;
    this.own = own;
  }

  /** What every template of a site sees. */
  static Values of(SiteModel site, Models models) {
    try {
      return new Values(
          site, models.wrap(site), models, new Positions(), new Fragments(models), Map.of());
    } catch (TemplateModelException e) {
      throw new IllegalStateException("a site can always be shown", e);
    }
  }

  /** The same with values of its own. */
  Values with(Map<String, Object> values) {
    return new Values(site, wrapped, models, positions, fragments, values);
  }

  /** A page as templates see it, so that each look at it need not wrap it anew. */
  TemplateModel wrapped(PageModel page) {
    try {
      return models.wrap(page);
    } catch (TemplateModelException e) {
      throw new IllegalStateException("a page can always be shown", e);
    }
  }

  /** Where the pages of the site stand. */
  Positions positions() {
    return positions;
  }

  /** Whether it is this very site; to compare all pages would take longer than to wrap them. */
  @SuppressWarnings("ReferenceEquality")
  boolean isOf(SiteModel other) {
    return site == other;
  }

  @Override
  public TemplateModel get(String key) throws TemplateModelException {
    return switch (key) {
      case "site" -> wrapped;
      case "kept" -> fragments;
      default -> models.wrap(own.get(key));
    };
  }

  @Override
  public boolean isEmpty() {
    return false;
  }
}
