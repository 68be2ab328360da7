package io.github.sitepack.core.content;

import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.report.SitepackException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where content asks for a shortcode that nobody has, and how.
 *
 * @param name the shortcode's name
 * @param positional its arguments without names, in order
 * @param named its arguments with names, in order
 * @param place where it begins
 */
public record ShortcodeUse(
    String name, List<String> positional, Map<String, String> named, Place place) {
  private static final Pattern END = Pattern.compile("\\{\\{[<%]\\s*+/\\s*+([^\\s<>%*{}]++)");

  /** Copies the collections, keeping their order. */
  public ShortcodeUse {
    positional = List.copyOf(positional);
    named = Collections.unmodifiableMap(new LinkedHashMap<>(named));
  }

  /**
   * All of them.
   *
   * @param uses in order of the files and of the text
   * @param closed names of those that are ended somewhere, and so have an inside
   */
  public record All(List<ShortcodeUse> uses, Set<String> closed) {}

  /**
   * Looks for shortcodes without running any.
   *
   * @param known whether there is a shortcode of a name
   * @param problems takes the files that cannot be read; what is wrong with a shortcode itself is
   *     left to whoever renders the page
   */
  public static All of(List<SourceFile> files, Predicate<String> known, Problems problems) {
    List<SourceText> texts = new ArrayList<>();
    TreeSet<String> closed = new TreeSet<>();
    for (SourceFile file : files) {
      try {
        SourceText text = SourceText.read(file);
        texts.add(text);
        Matcher end = END.matcher(text.text());
        while (end.find()) {
          closed.add(end.group(1));
        }
      } catch (SitepackException e) {
        problems.addAll(e.problems());
      }
    }
    List<ShortcodeUse> uses = new ArrayList<>();
    for (SourceText text : texts) {
      List<ShortcodeUse> found = new ArrayList<>();
      Shortcodes.run(
          text,
          Math.max(0, FrontMatter.end(text.text())),
          false,
          new Listening(known, closed, found),
          new Problems());
      found.sort((a, b) -> a.place().compareTo(b.place()));
      uses.addAll(found);
    }
    return new All(uses, Collections.unmodifiableSet(closed));
  }

  /** Whether a shortcode of this name is there without a template. */
  public static boolean isKnown(String name) {
    return BuiltInShortcodes.NAMES.contains(name);
  }

  /** Takes every shortcode for a template that shows its inside, and notes what it is asked. */
  private record Listening(Predicate<String> known, Set<String> closed, List<ShortcodeUse> uses)
      implements ShortcodeContext {
    @Override
    public Optional<String> pom(String key) {
      return Optional.of("");
    }

    @Override
    public Collection<String> pomKeys() {
      return List.of();
    }

    @Override
    public Optional<Object> param(String key) {
      return Optional.of("");
    }

    @Override
    public Optional<String> page(PageReference reference, Place place) {
      return Optional.empty();
    }

    @Override
    public Collection<String> templates() {
      return List.of();
    }

    @Override
    public Optional<Template> template(String name) {
      return Optional.of(new Template(true, closed.contains(name)));
    }

    @Override
    public Optional<String> apply(ShortcodeCall call) {
      if (!known.test(call.name())) {
        uses.add(new ShortcodeUse(call.name(), call.positional(), call.named(), call.place()));
      }
      return Optional.of(call.inner());
    }

    @Override
    public Optional<SourceFile> file(String path, Place place) {
      return Optional.empty();
    }

    @Override
    public Optional<SourceFile> listing(String path, boolean compiled, Place place) {
      return Optional.empty();
    }

    @Override
    public boolean compiledOnly() {
      return false;
    }
  }
}
