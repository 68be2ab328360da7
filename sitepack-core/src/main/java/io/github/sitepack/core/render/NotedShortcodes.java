package io.github.sitepack.core.render;

import io.github.sitepack.core.content.PageReference;
import io.github.sitepack.core.content.ShortcodeCall;
import io.github.sitepack.core.content.ShortcodeContext;
import io.github.sitepack.core.content.SourceFile;
import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.report.Place;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Notes what shortcodes of a page are told. What was asked is kept as a digest of all that the
 * answer follows from beside the page's front matter, the site's facts and its templates.
 */
final class NotedShortcodes implements ShortcodeContext {
  private final ShortcodeContext known;
  private final Page page;
  private final PageNotes notes;

  NotedShortcodes(ShortcodeContext known, Page page, PageNotes notes) {
    this.known = known;
    this.page = page;
    this.notes = notes;
  }

  static String page(PageReference reference) {
    return asked(
        "page",
        List.of(
            reference.target(),
            reference.language().orElse(""),
            reference.format().orElse(""),
            String.valueOf(reference.absolute())));
  }

  static String file(String path) {
    return asked("file", List.of(path));
  }

  static String listing(String path, boolean compiled) {
    return asked("listing", List.of(path, String.valueOf(compiled)));
  }

  static String call(ShortcodeCall call) {
    List<String> named = new ArrayList<>();
    for (Map.Entry<String, String> argument : call.named().entrySet()) {
      named.add(argument.getKey());
      named.add(argument.getValue());
    }
    return asked(
        "call",
        List.of(
            call.name(),
            asked("positional", call.positional()),
            asked("named", named),
            call.inner(),
            String.valueOf(call.ordinal()),
            call.id(),
            call.parent().map(NotedShortcodes::call).orElse("")));
  }

  private static String asked(String what, List<String> parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(all)) {
      NoteText.write(what, out);
      NoteText.write(parts, out);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return Digest.of(all.toByteArray()).hex();
  }

  private Optional<String> noted(String asked, Optional<String> answer) {
    answer.ifPresent(text -> notes.answer(page, asked, List.of(text)));
    return answer;
  }

  private Optional<SourceFile> notedFile(String asked, Optional<SourceFile> answer) {
    answer.ifPresent(
        file ->
            notes.answer(page, asked, List.of(file.path(), file.file().toString(), file.name())));
    return answer;
  }

  @Override
  public Optional<String> pom(String key) {
    return known.pom(key);
  }

  @Override
  public Collection<String> pomKeys() {
    return known.pomKeys();
  }

  @Override
  public Optional<Object> param(String key) {
    return known.param(key);
  }

  @Override
  public Optional<String> page(PageReference reference, Place place) {
    return noted(page(reference), known.page(reference, place));
  }

  @Override
  public Collection<String> templates() {
    return known.templates();
  }

  @Override
  public Optional<Template> template(String name) {
    return known.template(name);
  }

  @Override
  public Optional<String> apply(ShortcodeCall call) {
    return noted(call(call), known.apply(call));
  }

  @Override
  public Optional<SourceFile> file(String path, Place place) {
    return notedFile(file(path), known.file(path, place));
  }

  @Override
  public Optional<SourceFile> listing(String path, boolean compiled, Place place) {
    return notedFile(listing(path, compiled), known.listing(path, compiled, place));
  }

  @Override
  public boolean compiledOnly() {
    return known.compiledOnly();
  }
}
