package io.github.sitepack.core.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.Manual;
import java.io.IOException;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The manual tells every key of front matter and settings, and every shortcode. */
class ReferenceTest {
  @Test
  void everyKeyOfFrontMatterIsTold() throws IOException {
    Manual page = Manual.page("front-matter");
    assertEquals(FrontMatter.KEYS, page.below("").keys());
    for (FrontMatter.Key key : FrontMatter.Key.values()) {
      for (String name : key.names()) {
        assertTrue(page.text().contains("`" + name + "`"), name);
      }
    }
  }

  @Test
  void everyKeyOfTheSettingsIsTold() throws IOException {
    Manual page = Manual.page("site-yaml");
    assertEquals(SiteSettings.KEYS, page.below("").keys());
    assertEquals(MenuEntry.KEYS, page.below("Menus").keys());
  }

  @Test
  void everyKeyOfServingIsTold() throws IOException {
    Manual page = Manual.page("serving-settings");
    assertEquals(ServingSettings.KEYS, page.below("").keys());
    assertEquals(ServingSettings.HEADER_KEYS, page.below("Headers").keys());
    assertEquals(ServingSettings.CSP_KEYS, page.below("csp").keys());
    assertEquals(ListeningSettings.HSTS_KEYS, page.below("hsts").keys());
  }

  @Test
  void everyShortcodeIsTold() throws IOException {
    TreeSet<String> told = new TreeSet<>();
    for (String written : Manual.page("markdown").below("Shortcodes").keys()) {
      told.add(written.replaceFirst("^\\{\\{[<%]/\\* ([\\w/]+) .*$", "$1"));
    }
    TreeSet<String> all = new TreeSet<>(BuiltInShortcodes.NAMES);
    all.addAll(BuiltInShortcodes.ARGUMENTS.keySet());
    assertEquals(all, told);
  }
}
