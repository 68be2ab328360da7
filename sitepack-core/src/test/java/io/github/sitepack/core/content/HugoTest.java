package io.github.sitepack.core.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.sitepack.core.Engines;
import io.github.sitepack.core.report.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.commonmark.node.AbstractVisitor;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What Hugo makes of the same text. */
class HugoTest {
  /** Headings whose ids are hard to guess. */
  private static final List<String> HEADINGS =
      List.of(
          "Plain words",
          "Plain words",
          "Plain words",
          "plain-words-1",
          "What's new?",
          "  Blanks   within  ",
          "C++ & C# / F# (2026)",
          "`code` and *emphasis* and **strong**",
          "snake_case and kebab-case -- dashes",
          "1.2.3 numbers",
          "Ünïcödé Straße ÇA",
          "中文标题",
          "日本語 の 見出し",
          "Привет мир",
          "עברית",
          "İstanbul ve ılık",
          "ΑΣ ΟΔΟΣ",
          "Emoji \ud83d\ude00 here",
          "\ud83d\ude00",
          "!!!",
          "...",
          "a [link](https://example.org/x?y=z) inside",
          "an ![image](a.png) inside",
          "<https://example.org>",
          "Entities &amp; &lt;tags&gt; &copy;",
          "Escapes \\* \\_ \\# end",
          "With <b>HTML</b>",
          "Trailing hashes ##",
          "Tab\there",
          "½ ² Ⅷ ٣",
          "e\u0301 combining",
          "under__score__",
          "~~struck~~",
          "\"Quoted\" 'text'",
          "a\u00a0b no-break",
          "-leading and trailing-",
          "{braces} stay",
          "100% $5 #1 @me",
          "ﬁ ligature Ⓐ");

  private static final List<String> TYPOGRAPHY =
      List.of(
          "\"Quoted\" and 'single' it's",
          "the '90s and 1990's and 'twas",
          "a--b c---d e...f g -- h --- i ... ----",
          "She said \"he said 'no'.\"",
          "\"*em*\" **\"strong\"** \"`code`\"",
          "Smiths' house, doin' well",
          "5' 10\" and 21\" screen",
          "\"\" '' \"a\"b\"",
          "(\"in parentheses\") [\"in brackets\"]",
          "I'll we've you're he'd I'm Alice's",
          "'quoted' 'name' 'tis 'em 'last'",
          "\\\"escaped\\\" &quot;entity&quot; \\-- \\...",
          "<< left >> a<<b",
          "end.\" \"Start",
          "“already” ‘curly’",
          "[\"link\"](x \"it's\") https://example.org/a--b...c",
          "\"first line\nsecond line\" 'x\ny'",
          "rock 'n' roll",
          "中文\"引号\"中文",
          // Last, since this version of Hugo takes what is open into the next paragraph.
          "\"unclosed and 'also");

  @TempDir static Path folder;

  @BeforeAll
  static void hugo() throws IOException, InterruptedException {
    boolean present;
    try {
      Process process = new ProcessBuilder("hugo", "version").redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      present = process.waitFor() == 0;
    } catch (IOException e) {
      present = false;
    }
    Engines.require(present, "hugo");
  }

  private static String hugo(String settings, String text)
      throws IOException, InterruptedException {
    Path site = Files.createTempDirectory(folder, "hugo");
    Files.createDirectories(site.resolve("content"));
    Files.createDirectories(site.resolve("layouts"));
    Files.writeString(site.resolve("hugo.toml"), settings, UTF_8);
    Files.writeString(site.resolve("config.toml"), settings, UTF_8);
    Files.writeString(site.resolve("layouts/index.html"), "{{ .Content }}", UTF_8);
    Files.writeString(site.resolve("content/_index.md"), "---\ntitle: x\n---\n" + text, UTF_8);
    Process process =
        new ProcessBuilder("hugo", "--quiet", "-d", "public")
            .directory(site.toFile())
            .redirectErrorStream(true)
            .start();
    String told = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), told);
    return Files.readString(site.resolve("public/index.html"), UTF_8);
  }

  private static String ours(MarkupSettings settings, String markdown) {
    Insertions text = new Insertions();
    text.copy(markdown, 0, markdown.length());
    return Body.parse(
            new SourceText("page.md", markdown),
            text,
            false,
            Optional.of("x"),
            new Markdown(settings),
            new AbstractVisitor() {},
            new Problems(),
            new Problems())
        .html(reference -> References.Target.of(reference.target()));
  }

  private static List<String> ids(String html) {
    List<String> ids = new ArrayList<>();
    for (Element heading : Jsoup.parse(html).select("h2")) {
      ids.add(heading.id());
    }
    return ids;
  }

  @ParameterizedTest
  @EnumSource(MarkupSettings.IdStyle.class)
  void headingsHaveHugosIds(MarkupSettings.IdStyle style) throws IOException, InterruptedException {
    StringBuilder text = new StringBuilder();
    HEADINGS.forEach(heading -> text.append("## ").append(heading).append("\n\n"));
    text.append("Two\nlines\n-----\n\n## Own {#own-id}\n\n## own-id\n");
    List<String> hugos =
        ids(hugo("[markup.goldmark.parser]\nautoHeadingIDType = \"" + style + "\"\n", "" + text));
    List<String> ours =
        ids(ours(Markdown.DEFAULT.settings().withHeadingIds(style), text.toString()));
    assertEquals(HEADINGS.size() + 3, hugos.size());
    assertEquals(String.join("\n", hugos), String.join("\n", ours));
  }

  @Test
  void typographyIsHugos() throws IOException, InterruptedException {
    String text = String.join("\n\n", TYPOGRAPHY) + "\n";
    List<String> hugos = Jsoup.parse(hugo("", text)).select("p").eachText();
    List<String> ours = Jsoup.parse(ours(MarkupSettings.DEFAULT, text)).select("p").eachText();
    assertEquals(TYPOGRAPHY.size(), hugos.size());
    assertEquals(String.join("\n", hugos), String.join("\n", ours));
  }
}
