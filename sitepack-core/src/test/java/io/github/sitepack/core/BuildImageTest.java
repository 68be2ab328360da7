package io.github.sitepack.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.image.ImageArchive;
import io.github.sitepack.core.image.ImageSettings;
import io.github.sitepack.core.layer.ExtraFiles;
import io.github.sitepack.core.report.Problem;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.report.SitepackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildImageTest {
  /** What every machine, JDK, locale and checkout gives for {@link SmallImage}. */
  private static final String DIGEST =
      "sha256:75fc0016fe63029e3d711520273ddb2a6f9c7c92ad64c2698e3d0e9708d5e41d";

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path home;

  private static BuildImage.Result build(BuildImage.Settings settings) {
    return new BuildImage(Report.silent()).run(settings);
  }

  /** Every file with what an editor or a copy would notice. */
  private static SortedMap<String, String> state(Path folder) throws IOException {
    SortedMap<String, String> state = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        state.put(
            folder.relativize(file).toString(),
            Files.readAttributes(file, "lastModifiedTime,size,fileKey").toString());
      }
    }
    return state;
  }

  private static JsonNode json(Path blobs, Digest digest) throws IOException {
    return JSON.readTree(blobs.resolve(digest.hex()).toFile());
  }

  @Test
  void theDigestNeverChanges() throws IOException {
    SmallImage project = new SmallImage(home, "linux/amd64");
    // Else the caches of users would go on giving what the old version made.
    assertEquals(
        DIGEST,
        project.build().toString(),
        "when this is wanted, raise the FORMAT of each kind of layer that changed");
    assertEquals(DIGEST + "\n", Files.readString(project.path("target/sitepack/image.digest")));
    assertEquals(
        DIGEST, ImageArchive.read(project.path("target/small-image.tar")).digest().toString());
  }

  @Test
  void theDigestsInTheLayoutAreThoseOfItsFiles() throws IOException {
    SmallImage project = new SmallImage(home, "linux/amd64");
    BuildImage.Result result = build(project.settings());
    Path blobs = project.path("target/sitepack/image/blobs/sha256");
    JsonNode manifest = json(blobs, result.digest());
    JsonNode config = json(blobs, Digest.parse(manifest.at("/config/digest").asText()));
    assertEquals(result.layers(), manifest.at("/layers").size());
    assertEquals(result.layers(), config.at("/rootfs/diff_ids").size());
    long size = 0;
    for (int i = 0; i < result.layers(); i++) {
      JsonNode layer = manifest.at("/layers").get(i);
      Path blob = blobs.resolve(Digest.parse(layer.get("digest").asText()).hex());
      assertEquals(layer.get("digest").asText(), Digest.of(blob).toString());
      assertEquals(layer.get("size").asLong(), Files.size(blob));
      size += Files.size(blob);
      try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(blob))) {
        assertEquals(
            config.at("/rootfs/diff_ids").get(i).asText(), Digest.of(in.readAllBytes()).toString());
      }
    }
    assertEquals(size, result.size());
    assertEquals(result.layers() + 2, state(blobs).size());
    assertEquals("2026-09-12T08:00:00Z", config.get("created").asText());
    assertEquals("101:101", config.at("/config/User").asText());
    assertEquals("SIGQUIT", config.at("/config/StopSignal").asText());
    List<String> history = new ArrayList<>();
    config.get("history").forEach(entry -> history.add(entry.get("created_by").asText()));
    assertEquals(
        List.of(
            "base-files 1.0-1", "nginx 1.0-1", "nginx configuration", "content: pages and assets"),
        history);
  }

  @Test
  void aBuildThatChangesNothingWritesNothing() throws IOException, InterruptedException {
    SmallImage project = new SmallImage(home, "linux/amd64");
    // Until the disk tells these files from later ones, what they hold is not kept.
    Thread.sleep(2_200);
    assertTrue(build(project.settings()).changed());
    SortedMap<String, String> before = state(home);
    assertFalse(build(project.settings()).changed());
    assertEquals(before, state(home));
  }

  @Test
  void theProblemsOfAllLayersAreToldAtOnce() throws IOException {
    SmallImage project = new SmallImage(home, "linux/amd64");
    Path site = project.path("target/sitepack/site");
    for (String name : List.of(".wh.page.html", ".wh.list.xml", "p/3/.wh.note.txt")) {
      Files.writeString(site.resolve(name), "deletes");
    }
    SitepackException e = assertThrows(SitepackException.class, project::build);
    assertEquals(
        List.of(".wh.list.xml", ".wh.page.html", "p/3/.wh.note.txt"),
        e.problems().stream()
            .map(p -> p.place().file().replaceFirst(".*/srv/www/", ""))
            .sorted()
            .toList(),
        e.getMessage());
    assertFalse(Files.exists(project.path("target/small-image.tar")));
  }

  @Test
  void whatWasCompressedIsKeptWhenTheBuildFolderIsCleaned() throws IOException {
    SmallImage project = new SmallImage(home, "linux/amd64");
    Digest before = project.build();
    List<Path> stores;
    try (Stream<Path> files = Files.walk(project.path("cache/twins"))) {
      stores = files.filter(file -> file.endsWith("twins") && Files.isRegularFile(file)).toList();
    }
    assertEquals(1, stores.size());
    FileTime written = FileTime.fromMillis(1_000_000);
    Files.setLastModifiedTime(stores.get(0), written);
    try (Stream<Path> files = Files.walk(project.path("target/sitepack/work"))) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    assertEquals(before, project.build());
    assertEquals(written, Files.getLastModifiedTime(stores.get(0)), "nothing was compressed");
  }

  @Test
  void theLockMustHaveThePackagesThatAreAskedForAndNoOthers() throws IOException {
    SmallImage project = new SmallImage(home, "linux/amd64");
    Path lock = project.path("sitepack.lock");
    Files.writeString(
        lock, Files.readString(lock).replace("\"nginx\"\n  ]", "\"nginx\",\n    \"tzdata\"\n  ]"));
    BuildImage.Settings usual = project.settings();
    BuildImage.Settings other =
        new BuildImage.Settings(
            usual.site(),
            usual.nginx(),
            usual.lock(),
            usual.suite(),
            usual.platforms(),
            usual.name(),
            usual.created(),
            usual.layout(),
            usual.tar(),
            usual.digest(),
            usual.work(),
            usual.supply(),
            List.of("media-types"),
            List.of(new ExtraFiles(null, "/opt/x", "644", "755", "0:0")),
            ImageSettings.DEFAULT,
            Optional.empty());
    SitepackException e =
        assertThrows(SitepackException.class, () -> new BuildImage(Report.silent()).run(other));
    assertEquals(
        List.of(
            "does not have the package media-types",
            "has the package tzdata, which is not configured"),
        e.problems().stream().map(p -> p.what()).toList());
  }

  @Test
  void anEditChangesOneLayerAndTheOldOneGoes() throws IOException {
    SmallImage project = new SmallImage(home, "linux/amd64");
    Digest before = project.build();
    SortedMap<String, String> blobs = state(project.path("target/sitepack/image/blobs"));
    project.page(7, "edit 7");
    assertNotEquals(before, project.build());
    SortedMap<String, String> after = state(project.path("target/sitepack/image/blobs"));
    assertEquals(blobs.size(), after.size());
    after.keySet().removeAll(blobs.keySet());
    assertEquals(3, after.size(), "pages with their twins, config and manifest: " + after);
    project.page(7, "page 7");
    assertEquals(before, project.build());
  }

  /**
   * What was kept gives the image that a build without anything kept gives, whatever was edited.
   */
  @Test
  void eightyEditsGiveWhatACleanBuildGives() throws Exception {
    SmallImage project = new SmallImage(home, "linux/amd64");
    for (int i = 30; i < 300; i++) {
      project.page(i, "page " + i); // So many that they are divided.
    }
    Random random = new Random(31);
    for (int i = 0; i < 80; i++) {
      int number = random.nextInt(300);
      Path page = project.path("target/sitepack/site/p/" + number + "/index.html");
      String edit = random.nextInt(5) + " of " + number;
      switch (edit.charAt(0)) {
        case '0' -> Files.deleteIfExists(page);
        case '1' -> project.page(number, "page " + random.nextInt(10)); // Perhaps of equal size.
        case '2' -> {
          if (Files.exists(page)) {
            FileTime time = Files.getLastModifiedTime(page);
            Files.writeString(page, Files.readString(page).replace("page", "edit"));
            Files.setLastModifiedTime(page, time);
          }
        }
        case '3' -> {
          if (Files.exists(page)) {
            Files.move(page, page.resolveSibling(i + ".html"));
          }
        }
        default -> {}
      }
      if (i % 20 == 10) {
        Thread.sleep(2_200); // So that the disk can tell what was touched since.
      }
      Path elsewhere = home.resolve("clean");
      BuildImage.Settings own = project.settings();
      BuildImage.Settings clean =
          new BuildImage.Settings(
              own.site(),
              own.nginx(),
              own.lock(),
              own.suite(),
              own.platforms(),
              own.name(),
              own.created(),
              elsewhere.resolve("image"),
              elsewhere.resolve("small.tar"),
              elsewhere.resolve("digest"),
              elsewhere.resolve("work"),
              own.supply());
      assertEquals(build(clean).digest(), build(own).digest(), "edit " + i + ": " + edit);
      assertEquals(-1, Files.mismatch(clean.tar(), own.tar()), "edit " + i + ": " + edit);
      delete(elsewhere);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void severalPlatformsAreOneIndexAndShareTheContent() throws IOException {
    SmallImage project = new SmallImage(home, "linux/amd64", "linux/arm64");
    BuildImage.Result result = build(project.settings());
    Path blobs = project.path("target/sitepack/image/blobs/sha256");
    JsonNode index = json(blobs, result.digest());
    List<String> platforms = new ArrayList<>();
    List<String> contents = new ArrayList<>();
    for (JsonNode entry : index.get("manifests")) {
      platforms.add(entry.get("platform").toString());
      JsonNode manifest = json(blobs, Digest.parse(entry.get("digest").asText()));
      contents.add(manifest.at("/layers/6/digest").asText());
    }
    assertEquals(
        List.of(
            "{\"architecture\":\"amd64\",\"os\":\"linux\"}",
            "{\"architecture\":\"arm64\",\"os\":\"linux\",\"variant\":\"v8\"}"),
        platforms);
    assertEquals(contents.get(0), contents.get(1));
    ImageArchive archive = ImageArchive.read(project.path("target/small-image.tar"));
    assertEquals(result.digest(), archive.digest());
    assertEquals(2, archive.configs().size());
  }

  @Test
  void aDamagedFileAnywhereIsMended() throws IOException {
    SmallImage project = new SmallImage(home, "linux/amd64");
    Digest expected = project.build();
    SortedMap<String, String> before = state(home.resolve("target"));
    List<String> names = new ArrayList<>(before.keySet());
    names.removeIf(name -> name.startsWith("sitepack/site") || name.startsWith("sitepack/nginx"));
    state(home.resolve("cache")).keySet().forEach(name -> names.add("../cache/" + name));
    for (String name : names) {
      Path file = home.resolve("target").resolve(name);
      byte[] good = Files.readAllBytes(file);
      if (good.length == 0) {
        continue;
      }
      byte[] bad = good.clone();
      bad[bad.length / 2] ^= 1;
      Files.write(file, bad);
      assertEquals(expected, project.build(), name);
      if (!name.startsWith("../") && !name.startsWith("sitepack/work")) {
        assertEquals(Digest.of(good), Digest.of(file), name);
      }
    }
  }

  @Test
  void aLockThatDoesNotFitSaysWhichGoalToRun() throws IOException {
    SmallImage project = new SmallImage(home, "linux/amd64");
    BuildImage.Settings good = project.settings();
    SitepackException e =
        assertThrows(
            SitepackException.class,
            () ->
                build(
                    new BuildImage.Settings(
                        good.site(),
                        good.nginx(),
                        good.lock(),
                        "bookworm",
                        new SmallImage(home.resolve("other"), "linux/arm64").settings().platforms(),
                        good.name(),
                        good.created(),
                        good.layout(),
                        good.tar(),
                        good.digest(),
                        good.work(),
                        good.supply())));
    assertEquals(
        """
        sitepack.lock: has no packages for linux/arm64
          fix: run mvn sitepack:lock, which adds them
        sitepack.lock: is of trixie, but bookworm is configured
          fix: run mvn sitepack:lock, which makes one of bookworm""",
        e.getMessage());
    assertFalse(Files.exists(good.tar()));
  }

  @Test
  void aMissingSiteSaysWhichGoalToRun() throws IOException {
    SmallImage project = new SmallImage(home, "linux/amd64");
    Files.move(project.settings().site(), home.resolve("away"));
    Files.delete(project.settings().nginx().resolve("nginx.conf"));
    SitepackException e = assertThrows(SitepackException.class, project::build);
    assertEquals(2, e.problems().size());
    assertTrue(e.getMessage().contains("run mvn sitepack:render first"), e.getMessage());
  }

  @Test
  void aPackageThatIsGoneIsOneErrorAndTheOldImageStays() throws IOException {
    SmallImage project = new SmallImage(home, "linux/amd64");
    project.build();
    SortedMap<String, String> before = state(home.resolve("target"));
    try (Stream<Path> files = Files.walk(home.resolve("cache"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
    Files.move(home.resolve("mirror"), home.resolve("gone"));
    BuildImage.Settings settings = project.settings();
    BuildImage.Settings offline =
        new BuildImage.Settings(
            settings.site(),
            settings.nginx(),
            settings.lock(),
            settings.suite(),
            settings.platforms(),
            settings.name(),
            settings.created(),
            settings.layout(),
            settings.tar(),
            settings.digest(),
            settings.work(),
            project.supply(true));
    SitepackException e = assertThrows(SitepackException.class, () -> build(offline));
    assertEquals(2, e.problems().size(), e.getMessage());
    SitepackException online = assertThrows(SitepackException.class, project::build);
    for (Problem problem : online.problems()) {
      // One place and no other: neither this machine's mirrors nor the network.
      assertTrue(
          problem.what().matches("cannot be fetched: file:[^;]+: no such file"), problem::toString);
    }
    assertEquals(before, state(home.resolve("target")));
  }

  @Test
  void aBadNameIsAProblem() throws IOException {
    BuildImage.Settings good = new SmallImage(home, "linux/amd64").settings();
    for (String name : List.of("My Site", "site:", "site@sha256:" + "0".repeat(64), "scratch")) {
      SitepackException e =
          assertThrows(
              SitepackException.class,
              () ->
                  build(
                      new BuildImage.Settings(
                          good.site(),
                          good.nginx(),
                          good.lock(),
                          good.suite(),
                          good.platforms(),
                          name,
                          good.created(),
                          good.layout(),
                          good.tar(),
                          good.digest(),
                          good.work(),
                          good.supply())));
      assertTrue(e.getMessage().contains("\"" + name + "\""), e.getMessage());
    }
  }

  @Test
  void buildsAtOnceInOneFolderWaitForEachOther() throws Exception {
    SmallImage project = new SmallImage(home, "linux/amd64");
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Digest>> builds = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        builds.add(project::build);
      }
      for (Future<Digest> build : threads.invokeAll(builds)) {
        assertEquals(DIGEST, build.get().toString());
      }
    } finally {
      threads.shutdown();
    }
  }

  private static ProcessBuilder java(Path home, String... before) {
    List<String> line = new ArrayList<>(List.of(before));
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("-XX:TieredStopAtLevel=1");
    line.add("-XX:-UsePerfData");
    line.add("-cp");
    line.add(System.getProperty("java.class.path"));
    line.add(SmallImage.class.getName());
    line.add(home.toString());
    ProcessBuilder java = new ProcessBuilder(line).redirectErrorStream(true);
    // With it, a JVM says so before anything else.
    java.environment().remove("JAVA_TOOL_OPTIONS");
    return java;
  }

  @Test
  void aBuildThatIsKilledLeavesNothingThatHarmsTheNext() throws Exception {
    for (int millis = 250; millis < 1500; millis += 200) {
      Process build = java(home).start();
      build.waitFor(millis, TimeUnit.MILLISECONDS);
      build.destroyForcibly().waitFor();
    }
    SmallImage project = new SmallImage(home, "linux/amd64");
    Files.writeString(home.resolve("target/.small-image.tar.killed.part"), "half");
    assertEquals(DIGEST, project.build().toString());
    List<String> left = new ArrayList<>(state(home.resolve("target")).keySet());
    left.removeIf(name -> !name.endsWith(".part"));
    assertEquals(List.of(), left);
    assertEquals(
        DIGEST, ImageArchive.read(project.path("target/small-image.tar")).digest().toString());
  }

  @Test
  void aFullDiskIsOneErrorAndLeavesNoHalfFile() throws Exception {
    Path sh = Path.of("/bin/sh");
    Engines.require(Files.isExecutable(sh), "/bin/sh, which can limit the size of files,");
    new SmallImage(home, "linux/amd64");
    // Files of at most 8 or 16 KiB, whichever this shell's unit gives: the tar is larger.
    Process build = java(home, sh.toString(), "-c", "ulimit -f 16; exec \"$@\"", "sh").start();
    String said = new String(build.getInputStream().readAllBytes(), UTF_8);
    assertEquals(1, build.waitFor(), said);
    assertTrue(said.startsWith("small-image.tar: cannot be made: "), said);
    assertEquals(2, said.lines().count(), said);
    List<String> left = new ArrayList<>(state(home.resolve("target")).keySet());
    left.removeIf(name -> !name.contains(".part") && !name.endsWith(".tar"));
    assertEquals(List.of(), left);
    assertEquals(DIGEST, new SmallImage(home, "linux/amd64").build().toString());
  }
}
