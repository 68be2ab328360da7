package io.github.sitepack.core.render;

import io.github.sitepack.core.content.PageReference;
import io.github.sitepack.core.content.ShortcodeCall;
import io.github.sitepack.core.content.ShortcodeContext;
import io.github.sitepack.core.content.SiteSettings;
import io.github.sitepack.core.content.SourceFile;
import io.github.sitepack.core.content.Words;
import io.github.sitepack.core.report.Closest;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.report.SitepackException;
import io.github.sitepack.core.site.SitePath;
import io.github.sitepack.core.theme.Html;
import io.github.sitepack.core.theme.ShortcodeArguments;
import io.github.sitepack.core.theme.ShortcodeModel;
import io.github.sitepack.core.theme.SiteModel;
import io.github.sitepack.core.theme.Theme;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What shortcodes of one page ask for. */
final class PageShortcodes implements ShortcodeContext {
  private final Page page;
  private final Site site;

  PageShortcodes(Page page, Site site) {
    this.page = page;
    this.site = site;
  }

  /**
   * What is the same for all pages.
   *
   * @param inclusions the files that pages show parts of
   * @param theme the templates; empty when they could not be read, which has been told
   * @param model the site, with early pages only
   */
  record Site(
      SiteSources sources,
      Inclusions inclusions,
      SiteSettings settings,
      Links links,
      Optional<Theme> theme,
      SiteModel model,
      EarlyPage.Pages early,
      Problems problems) {

    /** The words that the text of a page needs. */
    Words words() {
      return theme
          .<Words>map(known -> key -> known.word(settings.language(), key))
          .orElse(Words.ENGLISH);
    }
  }

  @Override
  public Optional<String> pom(String key) {
    return Optional.ofNullable(site.sources().pom().get(key));
  }

  @Override
  public Collection<String> pomKeys() {
    return site.sources().pom().keySet();
  }

  @Override
  public Optional<Object> param(String key) {
    return param(page.params(), key).or(() -> param(site.settings().params(), key));
  }

  static Optional<Object> param(Map<?, ?> params, String key) {
    int dot = key.indexOf('.');
    String first = dot < 0 ? key : key.substring(0, dot);
    for (Map.Entry<?, ?> entry : params.entrySet()) {
      if (first.equalsIgnoreCase(String.valueOf(entry.getKey()))) {
        return dot < 0
            ? Optional.of(entry.getValue())
            : entry.getValue() instanceof Map<?, ?> below
                ? param(below, key.substring(dot + 1))
                : Optional.empty();
      }
    }
    return Optional.empty();
  }

  @Override
  public Optional<String> page(PageReference reference, Place place) {
    int hash = reference.target().indexOf('#');
    String fragment = hash < 0 ? "" : reference.target().substring(hash);
    String path = hash < 0 ? reference.target() : reference.target().substring(0, hash);
    Optional<Page> target =
        reference.language().isPresent()
            ? site.links().page(page, path, reference.language().get(), place)
            : path.isEmpty() ? Optional.of(page) : site.links().page(page, path, place);
    if (target.isEmpty()) {
      return Optional.empty();
    }
    Page found = target.get();
    Optional<String> format =
        reference
            .format()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .filter(f -> !f.equals("html"));
    if (format.isEmpty()) {
      site.links().later().anchor(Destinations.Found.of(found), fragment, place);
      return Optional.of((reference.absolute() ? found.permalink() : found.url()) + fragment);
    }
    Optional<SitePath> output = OutputPaths.of(found, format.get());
    if (output.isEmpty()) {
      List<String> known = found.settings().outputs().formatNames();
      site.problems()
          .add(
              place,
              "no output format \"" + format.get() + "\"",
              Closest.to(format.get(), known)
                  .map(near -> "did you mean \"" + near + "\"?")
                  .orElse("take one of " + String.join(", ", known)));
      return Optional.empty();
    }
    site.links().later().output(found, format.get(), output.get(), place);
    String url = Claims.based(site.settings().basePath(), output.get()).encoded();
    return Optional.of((reference.absolute() ? site.settings().origin() : "") + url + fragment);
  }

  @Override
  public Collection<String> templates() {
    return site.theme().<Collection<String>>map(t -> t.shortcodes().keySet()).orElse(List.of());
  }

  @Override
  public Optional<Template> template(String name) {
    if (site.theme().isEmpty()) {
      // The templates have a problem that has been told; more would follow from it.
      return Optional.of(new Template(true, false));
    }
    return Optional.ofNullable(site.theme().get().shortcodes().get(name))
        .map(found -> new Template(found.own(), found.inner()));
  }

  @Override
  public Optional<String> apply(ShortcodeCall call) {
    if (site.theme().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          site.theme()
              .get()
              .shortcode(model(call), site.model(), site.early().of(page), call.place())
              .strip());
    } catch (SitepackException e) {
      site.problems().addAll(e.problems());
      return Optional.empty();
    }
  }

  private static ShortcodeModel model(ShortcodeCall call) {
    return new ShortcodeModel(
        call.name(),
        new ShortcodeArguments(call.positional(), call.named()),
        new Html(call.inner()),
        call.ordinal(),
        call.id(),
        call.parent().map(PageShortcodes::model).orElse(null),
        ShortcodeCall::markdown,
        ShortcodeCall::line,
        ShortcodeCall::code);
  }

  @Override
  public Optional<SourceFile> file(String path, Place place) {
    return site.inclusions().included(page, path, place);
  }

  @Override
  public Optional<SourceFile> listing(String path, boolean compiled, Place place) {
    return site.inclusions().listed(page, path, compiled, place);
  }

  @Override
  public boolean compiledOnly() {
    return site.settings().code().compiledOnly();
  }
}
