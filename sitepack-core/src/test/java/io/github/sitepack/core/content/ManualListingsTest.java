package io.github.sitepack.core.content;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;

/** The manual takes its code from files that this build compiles or runs. */
class ManualListingsTest {
  private static final Path CONTENT = Path.of("..", "docs", "src", "site", "content");
  private static final Set<String> LANGUAGES = Set.of("java", "xml");

  /** Code of Maven and of this project's own modules, and the stories that the build runs. */
  private static final Pattern RUN =
      Pattern.compile(
          "\\.\\./(?:src/it/|sitepack-(?:core|maven-plugin)/src/(?:main|test)/java/).*");

  private static final Pattern SHORTCODE =
      Pattern.compile("\\{\\{[<%] code (?:file=)?\"([^\"]+\\.(?:java|xml))\"");

  @Test
  void atLeastHalfOfTheJavaAndXmlIsCompiledOrRun() throws IOException {
    List<String> typed = new ArrayList<>();
    List<String> fromFiles = new ArrayList<>();
    List<Path> pages;
    try (var files = Files.walk(CONTENT)) {
      pages = files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    }
    for (Path page : pages) {
      String text = Files.readString(page);
      Parser.builder()
          .build()
          .parse(text)
          .accept(
              new AbstractVisitor() {
                @Override
                public void visit(FencedCodeBlock block) {
                  InfoString info = InfoString.parse(block.getInfo());
                  String file = info.attributes().getOrDefault("include", "");
                  if (LANGUAGES.contains(info.language())) {
                    boolean run = RUN.matcher(file).matches();
                    (run ? fromFiles : typed).add(page + ": " + block.getInfo());
                  }
                }
              });
      Matcher shortcode = SHORTCODE.matcher(text);
      while (shortcode.find()) {
        (RUN.matcher(shortcode.group(1)).matches() ? fromFiles : typed).add(page.toString());
      }
    }
    assertTrue(fromFiles.size() >= 5, "listings were found: " + fromFiles);
    assertTrue(
        fromFiles.size() >= typed.size(),
        () -> fromFiles.size() + " listings are from files, these are typed: " + typed);
  }
}
