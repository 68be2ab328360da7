package io.github.sitepack.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.layer.Encoded;
import io.github.sitepack.core.render.Shown;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.report.SitepackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of an address. */
class ExplainSiteTest {
  private static final String TEXT = "body{color:black}\n".repeat(200);

  @TempDir Path project;

  @BeforeEach
  void site() throws IOException {
    write("content/_index.md", "Home.\n");
    write("static/long.css", TEXT);
    write("static/short.css", "body{}\n");
    write("static/picture.webp", TEXT);
  }

  private void write(String name, String text) throws IOException {
    Path file = project.resolve("src/site").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private List<String> explain(String url) {
    RenderSite.Settings render =
        new RenderSite.Settings(
            project,
            project.resolve("src/site"),
            List.of(),
            Shown.PUBLISHED,
            new TreeMap<>(),
            project.resolve("target/sitepack/site"),
            project.resolve("target/sitepack/nginx"));
    return new ExplainSite(Report.silent()).run(new ExplainSite.Settings(render, url, ""));
  }

  private String line(String url, String name) {
    String start = "  " + name + " ";
    return explain(url).stream()
        .filter(line -> line.startsWith(start))
        .findFirst()
        .map(line -> line.substring(start.length()).strip())
        .orElse("");
  }

  @Test
  void theTwinsAreToldWithTheirBytes() {
    Encoded encoded = Encoded.of(TEXT.getBytes(UTF_8));
    assertTrue(encoded.brotli().length > 0 && encoded.gzip().length > encoded.brotli().length);
    assertEquals(
        "br %d bytes, gzip %d bytes".formatted(encoded.brotli().length, encoded.gzip().length),
        line("/long.css", "encodings"));
  }

  @Test
  void aFileWithoutTwinsHasAReason() {
    assertEquals("none, for it would not become smaller", line("/short.css", "encodings"));
    assertEquals(
        "none, for files of this type are compressed already", line("/picture.webp", "encodings"));
  }

  @Test
  void aTwinThatTheSiteBringsIsTold() throws IOException {
    write("static/short.css.gz", "as it is");
    assertEquals("gzip 8 bytes (brought)", line("/short.css", "encodings"));
  }

  @Test
  void whatIsSentToClientsOfAProxyOnlyIsToldWithItsCondition() throws IOException {
    write(
        "site.yaml",
        "serving:\n  proxies: [10.0.0.0/8]\n  hsts:\n    maxAge: 600\n    includeSubDomains: true\n");
    assertTrue(
        explain("/")
            .contains(
                "  Strict-Transport-Security: max-age=600; includeSubDomains"
                    + "  (where a declared proxy says X-Forwarded-Proto: https)"),
        () -> explain("/").toString());
  }

  @Test
  void whatIsNoAddressIsSaidToBeNone() {
    SitepackException e = assertThrows(SitepackException.class, () -> explain("guide"));
    assertEquals("it is no address", e.problems().get(0).what());
  }
}
