package io.github.sitepack.core.theme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.Manual;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The manual tells everything that templates see, and nothing else. */
class ReferenceTest {
  @Test
  void everyPropertyIsTold() throws IOException {
    Manual page = Manual.page("templates");
    assertEquals(properties(PageModel.class), new TreeSet<>(page.below("page").keys()));
    assertEquals(properties(SiteModel.class), new TreeSet<>(page.below("site").keys()));
    assertEquals(properties(TocEntry.class), new TreeSet<>(page.below("Heading").keys()));
    assertEquals(properties(MenuItem.class), new TreeSet<>(page.below("Menu entry").keys()));
    assertEquals(properties(ResourceModel.class), new TreeSet<>(page.below("Resource").keys()));
    assertEquals(properties(LanguageModel.class), new TreeSet<>(page.below("Language").keys()));
    assertEquals(properties(PagerModel.class), new TreeSet<>(page.below("Pager").keys()));
    assertEquals(properties(OutputLink.class), new TreeSet<>(page.below("Output").keys()));
    String asset = page.below("Functions").row("asset(\"main.css\")");
    properties(AssetLink.class)
        .forEach(name -> assertTrue(asset.contains("`" + name + "`"), asset));
  }

  @Test
  void everyKindOfPageIsTold() throws IOException {
    List<String> kinds = Arrays.stream(PageKind.values()).map(PageKind::toString).toList();
    assertEquals(kinds, Manual.page("templates").below("Which template is taken").keys());
  }

  @Test
  void everyStyleIconAndPartialIsTold() throws IOException {
    Manual page = Manual.page("theme");
    assertEquals(StyleProperties.names().keySet(), new TreeSet<>(page.below("Style").keys()));
    Path partials =
        Path.of("src/main/resources/io/github/sitepack/core/theme/builtin/layouts/_partials");
    TreeSet<String> files = new TreeSet<>();
    try (Stream<Path> all = Files.list(partials)) {
      all.forEach(file -> files.add(file.getFileName().toString()));
    }
    assertEquals(files, new TreeSet<>(page.below("Partials").keys()));
    Matcher icon =
        Pattern.compile("(?m)^ {2}\"([a-z]+)\":")
            .matcher(Files.readString(partials.resolve("icons.ftlh")));
    while (icon.find()) {
      assertTrue(page.below("Icons").text().contains("`" + icon.group(1) + "`"), icon.group(1));
    }
  }

  @Test
  void everyFunctionIsTold() throws IOException {
    TreeSet<String> told = new TreeSet<>();
    Manual.page("templates")
        .below("Functions")
        .keys()
        .forEach(call -> told.add(call.substring(0, call.indexOf('('))));
    assertEquals(
        new TreeSet<>(new Functions(null, null, null, null, null, null, null).all().keySet()),
        told);
  }

  @Test
  void everythingAShortcodeSeesIsTold() throws IOException {
    ShortcodeModel use =
        new ShortcodeModel(
            "",
            new ShortcodeArguments(List.of(), Map.of()),
            Html.EMPTY,
            0,
            "",
            null,
            null,
            null,
            null);
    TreeSet<String> seen = new TreeSet<>(use.functions().keySet());
    seen.addAll(properties(ShortcodeModel.class));
    seen.remove("functions");
    TreeSet<String> told = new TreeSet<>();
    for (String key : Manual.page("templates").below("Shortcodes").keys()) {
      told.add(key.replaceFirst("\\(.*", ""));
    }
    assertEquals(seen, told);
  }

  private static SortedSet<String> properties(Class<?> type) {
    TreeSet<String> names = new TreeSet<>();
    for (Method method : type.getDeclaredMethods()) {
      boolean ofObject =
          List.of("equals", "hashCode", "toString").contains(method.getName())
              || Modifier.isStatic(method.getModifiers())
              || !Modifier.isPublic(method.getModifiers());
      if (!ofObject && !method.isSynthetic() && method.getParameterCount() == 0) {
        names.add(method.getName());
      }
    }
    return names;
  }
}
