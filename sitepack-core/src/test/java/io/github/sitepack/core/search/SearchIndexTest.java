package io.github.sitepack.core.search;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.digest.Digest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SearchIndexTest {
  private static SearchPage page(String url, String title, String... texts) {
    List<SearchPage.Part> parts = new ArrayList<>();
    for (int i = 0; i < texts.length; i++) {
      parts.add(new SearchPage.Part(i == 0 ? "" : "p" + i, i == 0 ? "" : "Part " + i, texts[i]));
    }
    return new SearchPage(url, title, "Docs", "", parts);
  }

  private static List<SearchPage> pages(int count) {
    Random random = new Random(7);
    List<SearchPage> pages = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder text = new StringBuilder();
      for (int w = 0; w < 50; w++) {
        text.append("word").append(random.nextInt(3000)).append(' ');
      }
      pages.add(page("p/" + i + "/", "Page " + i, "start", text.toString()));
    }
    return pages;
  }

  private static Set<String> digests(List<SearchPage> pages) {
    TreeSet<String> digests = new TreeSet<>();
    SearchIndex.bins(pages).forEach(bin -> digests.add(Digest.of(SearchIndex.shard(bin)).hex()));
    return digests;
  }

  @Test
  void aShardIsAScriptOfThreeStrings() {
    String shard =
        new String(
            SearchIndex.shard(
                List.of(
                    page("b/", "Install \"it\"", "run it", "run Run RUN run"),
                    page("a/", "Run\tfast\u2028!", "ran \\ ru"))),
            UTF_8);
    assertEquals(
        """
        (self.sitepackSearch=self.sitepackSearch||[]).push([\
        "a/\\tRun fast\\u2028!\\tDocs\\n\\ta\\t\\nb/\\tInstall \\"it\\"\\tDocs\\n\\ta\\t\\n\\tap1\\tPart 1\\n",\
        "#1\\n#fast\\n#install\\n$t\\n#part\\n#ran\\n$u\\n%n\\n",\
        "x"]);
        """,
        shard.replaceFirst("\"[^\"]*\"\\]\\);", "\"x\"]);"));
    // "1" and "part" are in the heading of part 2: one place, 5 * 2 + 3. "run" is in the title of
    // part 0, stands once in part 1 and four times in part 2.
    String one = "$" + (char) ('#' + 13);
    String titleOfFirst = "$" + (char) ('#' + 4);
    String titleOfSecond = "$" + (char) ('#' + 9);
    String textOfFirst = "$#";
    assertTrue(
        shard.endsWith(
            "\""
                + one
                + titleOfFirst
                + titleOfSecond
                + titleOfSecond
                + one
                + textOfFirst
                + textOfFirst
                + "&'#%"
                + "\"]);\n"),
        shard);
  }

  @Test
  void anIdThatTheHeadingTellsIsLeftOut() {
    List<SearchPage.Part> parts =
        List.of(
            new SearchPage.Part("", "", ""),
            new SearchPage.Part("set-the-user_name-2", "Set the “user_Name” 2", ""),
            new SearchPage.Part("flags", "Set the flags", ""),
            new SearchPage.Part("mkdir", "", ""));
    String shard =
        new String(SearchIndex.shard(List.of(new SearchPage("a/", "A", "", "", parts))), UTF_8);
    assertTrue(
        shard.contains(
            "\\n\\ta\\t\\n\\ta\\tSet the “user_Name” 2\\n\\taflags\\tSet the flags\\n\\tamkdir\\t\\n\""),
        shard);
  }

  @Test
  void theOrderOfPagesDoesNotMatter() {
    List<SearchPage> pages = pages(300);
    Set<String> digests = digests(pages);
    assertEquals(8, digests.size());
    Collections.shuffle(pages, new Random(1));
    assertEquals(digests, digests(pages));
  }

  @Test
  void aWordChangesOneShard() {
    List<SearchPage> pages = pages(300);
    Set<String> before = digests(pages);
    pages.set(17, page("p/17/", "Page 17", "start", "entirely other words"));
    Set<String> after = digests(pages);
    after.removeAll(before);
    assertEquals(1, after.size());
  }

  @Test
  void theLocaleDoesNotMatter() {
    Locale before = Locale.getDefault();
    byte[] plain = SearchIndex.shard(List.of(page("i/", "TITLE", "INDEX I")));
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertArrayEquals(plain, SearchIndex.shard(List.of(page("i/", "TITLE", "INDEX I"))));
    } finally {
      Locale.setDefault(before);
    }
    assertTrue(new String(plain, UTF_8).contains("#title"));
  }

  @Test
  void halfACharacterIsNeverShared() {
    String shard = new String(SearchIndex.shard(List.of(page("i/", "x", "𐐨a 𐐩a"))), UTF_8);
    assertTrue(shard.contains("#𐐨a\\n#𐐩a\\n"), shard);
  }

  @Test
  void wordsThatAreEverywhereAreLeftOutOfTheText() {
    List<SearchPage> pages = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      pages.add(page("p/" + i + "/", "Page", "the " + (i < 10 ? "rare" : "")));
    }
    String shard = new String(SearchIndex.shard(pages), UTF_8);
    assertTrue(shard.contains("#page\\n"), shard);
    assertTrue(shard.contains("#rare\\n"), shard);
    assertFalse(shard.contains("#the\\n"), shard);
  }

  @Test
  void numbersAreWrittenToTheBaseOf45() {
    StringBuilder out = new StringBuilder();
    for (int number : new int[] {0, 44, 45, 46}) {
      Numbers.append(number, out.append(' '));
    }
    assertEquals(" # O P$ Q$", out.toString());
    assertThrows(IllegalArgumentException.class, () -> Numbers.append(-1, out));
  }
}
