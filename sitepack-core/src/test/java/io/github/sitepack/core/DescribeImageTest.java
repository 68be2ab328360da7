package io.github.sitepack.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.fake.FakeRegistry;
import io.github.sitepack.core.fetch.Patience;
import io.github.sitepack.core.overview.Newer;
import io.github.sitepack.core.render.NodeTools;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.report.Reports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescribeImageTest {
  @TempDir Path home;

  private static Path folder(SmallImage project) {
    return project.path("target/sitepack/report");
  }

  private static Digest described(SmallImage project) {
    BuildImage.Result built = project.built();
    new DescribeImage(Report.silent())
        .run(new DescribeImage.Settings(project.settings(), folder(project), built.files()));
    return built.digest();
  }

  private static SortedMap<String, byte[]> pages(SmallImage project) throws IOException {
    SortedMap<String, byte[]> pages = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder(project))) {
      for (Path file : files.toList()) {
        pages.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return pages;
  }

  private static String first(SmallImage project) throws IOException {
    return Files.readString(folder(project).resolve("index.html"));
  }

  @Test
  void equalInputsGiveEqualPagesAndTheImageDoesNotKnow() throws IOException {
    SmallImage one = new SmallImage(home.resolve("one"), "linux/amd64", "linux/arm64");
    SmallImage two = new SmallImage(home.resolve("two"), "linux/amd64", "linux/arm64");
    Digest plain = one.build();

    assertEquals(plain, described(one));
    assertEquals(plain, described(two));
    assertEquals(plain, one.build());

    SortedMap<String, byte[]> left = pages(one);
    SortedMap<String, byte[]> right = pages(two);
    assertEquals(left.keySet(), right.keySet());
    for (Map.Entry<String, byte[]> page : left.entrySet()) {
      assertArrayEquals(page.getValue(), right.get(page.getKey()), page.getKey());
    }
    String first = first(one);
    assertTrue(first.contains(plain.toString()));
    assertTrue(first.contains("linux/arm64"));
    assertTrue(first.contains("nginx 1.0-1"), "the layer of a package");
    assertTrue(first.contains("This is the first image of this folder"));
  }

  @Test
  void whatIsThereAlreadyIsNotTouched() throws IOException {
    SmallImage project = new SmallImage(home, "linux/amd64");
    described(project);
    FileTime old = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
    try (Stream<Path> files = Files.list(folder(project))) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, old);
      }
    }
    described(project);
    try (Stream<Path> files = Files.list(folder(project))) {
      for (Path file : files.toList()) {
        assertEquals(old, Files.getLastModifiedTime(file), file.toString());
      }
    }
  }

  @Test
  void aChangeIsTold() throws IOException {
    SmallImage project = new SmallImage(home, "linux/amd64");
    Digest before = described(project);
    project.page(3, "another text");
    Files.writeString(project.path("target/sitepack/site/new.html"), "<p>new");
    Files.delete(project.path("target/sitepack/site/p/4/index.html"));
    Files.writeString(project.path("target/sitepack/nginx/nginx.conf"), "daemon on;\n");
    described(project);

    String first = first(project);
    assertTrue(first.contains("<code>" + before), "the image before");
    for (String change :
        List.of(
            "Site: 3 changes",
            "changed: /p/3/",
            "gone: /p/4/",
            "new: /new.html",
            "Configuration: 1 change",
            "changed: /etc/nginx/nginx.conf")) {
      assertTrue(first.contains(change), change + "\n" + first);
    }
    assertFalse(first.contains("/p/5/</li>"), "what has not changed");

    // A clean build folder does not make it the first image.
    deleteTree(project.path("target/sitepack/report"));
    described(project);
    assertEquals(first, first(project));
  }

  private static void deleteTree(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void thePushSendsWhatWasPredicted() throws IOException {
    SmallImage project = new SmallImage(home, "linux/amd64");
    try (FakeRegistry registry = new FakeRegistry()) {
      described(project);
      assertEquals(push(project, registry.host()), predicted(project));

      project.page(3, "another text");
      described(project);
      String predicted = predicted(project);
      assertTrue(predicted.startsWith("2 of "), "a layer and the config: " + predicted);
      assertEquals(push(project, registry.host()), predicted);

      described(project);
      assertTrue(predicted(project).startsWith("0 of "), predicted(project));
      assertTrue(first(project).contains("changed: /p/3/"), "still since the build before");
    }
  }

  /** "2 of 5 blobs, 1234" as the page has it. */
  private static String predicted(SmallImage project) throws IOException {
    Matcher figure =
        Pattern.compile("The next push sends</dt><dd>([0-9.]+ [kM]?B)<span>(\\d+ of \\d+) blobs?<")
            .matcher(first(project));
    assertTrue(figure.find());
    return figure.group(2) + " blobs, " + figure.group(1);
  }

  private String push(SmallImage project, String registry) {
    List<String> lines = new ArrayList<>();
    BuildImage.Settings settings = project.settings();
    List<String> names = List.of(registry + "/small:1.0");
    new PushImage(Reports.lines(lines))
        .run(
            new PushImage.Settings(
                settings.layout(),
                settings.digest(),
                names,
                new TreeMap<>(),
                new TreeMap<>(),
                home,
                false,
                Patience.USUAL));
    DescribeImage.pushed(settings.layout(), names, BuildMemory.of(settings));
    Matcher told =
        Pattern.compile(": (\\d+ of \\d+) blobs sent, (\\d+) bytes").matcher(lines.get(0));
    assertTrue(told.find(), lines.toString());
    double bytes = Double.parseDouble(told.group(2));
    return told.group(1)
        + " blobs, "
        + (bytes < 1000
            ? told.group(2) + " B"
            : String.format(Locale.ROOT, "%.1f kB", bytes / 1e3));
  }

  @Test
  void whatDebianSaidLastIsShownForThisLockOnly() throws IOException {
    SmallImage project = new SmallImage(home, "linux/amd64");
    BuildMemory memory = BuildMemory.of(project.settings());
    TreeMap<String, String> versions = new TreeMap<>(Map.of("amd64 nginx", "1.0-2"));
    Instant asked = Instant.parse("2026-10-12T00:00:00Z");
    new Newer(Digest.of(project.path("sitepack.lock")), asked, versions).write(memory.newer());
    described(project);

    assertTrue(first(project).contains("asked on 12 October 2026, 1 package would change"));
    assertTrue(first(project).contains("<td>1.0-1</td><td>1.0-2</td>"));
    assertTrue(first(project).contains("29 days when it was asked for newer ones"));

    new Newer(Digest.of(new byte[1]), asked, versions).write(memory.newer());
    described(project);
    assertTrue(first(project).contains("Whether there is something newer is not known here"));
  }

  @Test
  void damagedMemoriesAreNone() throws IOException {
    SmallImage project = new SmallImage(home, "linux/amd64");
    described(project);
    BuildMemory memory = BuildMemory.of(project.settings());
    for (Path file : List.of(memory.image(), memory.before(), memory.pushed(), memory.newer())) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, "sitepack image 1\nsha256:12\n");
    }
    project.page(3, "another text");
    described(project);
    assertTrue(first(project).contains("This is the first image of this folder"));
  }

  @Test
  void nothingOnThePagesRunsOrIsStyledInThem() throws IOException {
    SmallImage project = new SmallImage(home, "linux/amd64");
    described(project);
    for (Map.Entry<String, byte[]> page : pages(project).entrySet()) {
      String text = new String(page.getValue(), UTF_8);
      if (page.getKey().endsWith(".html")) {
        assertFalse(
            Pattern.compile("(?i)<script|<style|\\sstyle=|\\son[a-z]+=|https?://")
                .matcher(text)
                .find(),
            page.getKey());
      }
    }
  }

  @Test
  void browsersAndCheckersFindNoFault() throws IOException, InterruptedException {
    NodeTools tools = NodeTools.here();
    SmallImage project = new SmallImage(home.resolve("project"), "linux/amd64", "linux/arm64");
    for (int i = 0; i < 400; i++) {
      project.page(i, "page " + i);
    }
    described(project);
    project.page(3, "another <text> & \"more\"");
    described(project);
    ObjectMapper json = new ObjectMapper();
    ObjectNode input = json.createObjectNode();
    input.put("chromium", tools.chromium().toString());
    ArrayNode urls = input.putArray("pages");
    List<String> names = List.of("index.html", "pages.html", layerPage(project));
    names.forEach(name -> urls.add(folder(project).resolve(name).toUri().toString()));

    List<String> said =
        tools.run(home, DescribeImageTest.class, "report.mjs", json.writeValueAsString(input));
    assertEquals("# 12 checks", String.join("\n", said));
    tools.validate(folder(project));
  }

  private static String layerPage(SmallImage project) throws IOException {
    return pages(project).keySet().stream()
        .filter(name -> name.startsWith("layer-"))
        .findFirst()
        .orElseThrow();
  }
}
