package io.github.sitepack.core.content;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.sitepack.core.Manual;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The manual tells every key of front matter and settings, and every shortcode. */
class ReferenceTest {
  @Test
  void everyKeyOfFrontMatterIsTold() throws IOException {
    // The last component is the place, which no file gives.
    List<String> keys =
        Arrays.stream(FrontMatter.class.getRecordComponents())
            .map(RecordComponent::getName)
            .filter(name -> !name.equals("place"))
            .toList();
    assertEquals(keys, Manual.page("front-matter").below("").keys());
  }

  @Test
  void everyKeyOfTheSettingsIsTold() throws IOException {
    Manual page = Manual.page("site-yaml");
    assertEquals(SiteSettings.KEYS, page.below("").keys());
    assertEquals(new TreeSet<>(SiteSettings.MENU_KEYS), new TreeSet<>(page.below("Menus").keys()));
  }

  @Test
  void everyKeyOfServingIsTold() throws IOException {
    Manual page = Manual.page("serving-settings");
    assertEquals(ServingSettings.KEYS, page.below("").keys());
    assertEquals(ServingSettings.HEADER_KEYS, page.below("Headers").keys());
  }

  @Test
  void everyShortcodeIsTold() throws IOException {
    TreeSet<String> told = new TreeSet<>();
    for (String written : Manual.page("markdown").below("Shortcodes").keys()) {
      told.add(written.replaceFirst("^\\{\\{[<%]/\\* (\\w+) .*$", "$1"));
    }
    TreeSet<String> all = new TreeSet<>(Shortcodes.KNOWN);
    all.addAll(Shortcodes.ARGUMENTS.keySet());
    assertEquals(all, told);
  }
}
