package io.github.sitepack.core.render;

import io.github.sitepack.core.content.PageReference;
import io.github.sitepack.core.content.ShortcodeCall;
import io.github.sitepack.core.content.ShortcodeContext;
import io.github.sitepack.core.content.SiteSettings;
import io.github.sitepack.core.content.SourceFile;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.theme.Theme;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What shortcodes of an edited page are told: what they were told before. Where that was something
 * else, everything is rendered.
 */
final class OwnShortcodes implements ShortcodeContext {
  private final PageNote note;
  private final SiteSources sources;
  private final Page page;
  private final SiteSettings settings;
  private final Theme theme;

  OwnShortcodes(PageNote note, SiteSources sources, Page page, SiteSettings settings, Theme theme) {
    this.note = note;
    this.sources = sources;
    this.page = page;
    this.settings = settings;
    this.theme = theme;
  }

  @Override
  public Optional<String> pom(String key) {
    return Optional.ofNullable(sources.pom().get(key));
  }

  @Override
  public Collection<String> pomKeys() {
    return sources.pom().keySet();
  }

  @Override
  public Optional<Object> param(String key) {
    return PageShortcodes.param(page.params(), key)
        .or(() -> PageShortcodes.param(settings.params(), key));
  }

  @Override
  public Optional<String> page(PageReference reference, Place place) {
    return Optional.of(answer(NotedShortcodes.page(reference)).get(0));
  }

  private List<String> answer(String asked) {
    List<String> answer = note.answers().get(asked);
    if (answer == null) {
      throw new EditedPages.AllNeeded();
    }
    return answer;
  }

  private Optional<SourceFile> file(String asked) {
    List<String> answer = answer(asked);
    return Optional.of(new SourceFile(answer.get(0), Path.of(answer.get(1)), answer.get(2)));
  }

  @Override
  public Collection<String> templates() {
    return theme.shortcodes().keySet();
  }

  @Override
  public Optional<Template> template(String name) {
    return Optional.ofNullable(theme.shortcodes().get(name))
        .map(found -> new Template(found.own(), found.inner()));
  }

  @Override
  public Optional<String> apply(ShortcodeCall call) {
    return Optional.of(answer(NotedShortcodes.call(call)).get(0));
  }

  @Override
  public Optional<SourceFile> file(String path, Place place) {
    return file(NotedShortcodes.file(path));
  }

  @Override
  public Optional<SourceFile> listing(String path, boolean compiled, Place place) {
    return file(NotedShortcodes.listing(path, compiled));
  }

  @Override
  public boolean compiledOnly() {
    return settings.code().compiledOnly();
  }
}
