package io.github.sitepack.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The promise: the same sources and the same lock give the same digest whatever builds them. Each
 * cell builds one site in surroundings of its own, and is compared with a plain build. The site has
 * four languages and uses every feature of pages; its story looks at what comes out.
 */
class DigestCellsIT {
  private static final Path CELLS = Maven.WORK.resolve("cells");

  private static final String MODULE = "manual";

  private static Path plain;
  private static String digest;

  /**
   * One build.
   *
   * @param name what is different, and the end of its folder's name
   * @param maven its Maven, JDK and surroundings
   * @param seed for the order and times of its files
   */
  record Cell(String name, Maven maven, long seed) {
    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeAll
  static void buildPlainly() {
    plain = sample().write(CELLS.resolve("plain"), 0);
    Maven.running().command(plain, "package").run().good();
    digest = digest(plain);
  }

  static List<Cell> cells() {
    Maven maven = Maven.running();
    Path later = laterJdk();
    return List.of(
        new Cell("a second run", maven, 0),
        new Cell("Maven 3.6.3", maven.version("3.6.3"), 1),
        new Cell(
            "Maven 3.9 in Kiritimati", maven.version("3.9.11").with("TZ", "Pacific/Kiritimati"), 2),
        new Cell(
            "Maven 4 in the locale C.UTF-8",
            maven.version("4.0.0-rc-4").with("LC_ALL", "C.UTF-8"),
            3),
        new Cell("a later JDK", maven.jdk(later), 4),
        new Cell(
            "Maven 3.9 on a later JDK, in Turkish",
            maven
                .version("3.9.11")
                .jdk(later)
                .options("-Duser.language=tr", "-Duser.country=TR")
                .with("LC_ALL", "C.UTF-8"),
            5),
        new Cell(
            "Maven 4 on a later JDK, in Arabic",
            maven
                .version("4.0.0-rc-4")
                .jdk(later)
                .options("-Duser.language=ar", "-Duser.country=EG")
                .with("LC_ALL", "C.UTF-8"),
            6),
        new Cell("in Arabic", maven.options("-Duser.language=ar", "-Duser.country=SA"), 7),
        new Cell(
            "in Turkish, in Latin-1",
            maven.options("-Duser.language=tr", "-Dfile.encoding=ISO-8859-1"),
            8),
        new Cell(
            "umask 077 in a folder with blanks and a long name, far below the others",
            maven.umask("077").with("TZ", "America/St_Johns"),
            9),
        new Cell(
            "umask 002, one processor and another user's home",
            maven
                .umask("002")
                .options("-XX:ActiveProcessorCount=1", "-Duser.home=/nonexistent", "-Duser.name=x"),
            10));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cells")
  void theDigestIsTheSame(Cell cell) throws IOException {
    Path project = sample().write(CELLS.resolve("a cell").resolve(cell.name()), cell.seed());
    cell.maven().command(project, "package").run().good();
    assertSame(project);
    Sample.delete(project);
  }

  @Test
  void whereFilesCanHaveNamesOfAsciiOnly() throws IOException {
    Maven utf8 = Maven.running().version("4.0.0-rc-4");
    Maven ascii = utf8.with("LC_ALL", "C");
    Path one = new Sample().write(CELLS.resolve("utf-8"), 0);
    Path other = new Sample().write(CELLS.resolve("ascii"), 11);
    utf8.command(one, "package").run().good();
    ascii.command(other, "package").run().good();
    assertEquals(
        Command.read(one.resolve("target/sitepack/image.digest")),
        Command.read(other.resolve("target/sitepack/image.digest")));

    Path project = sample().write(CELLS.resolve("letters"), 0);
    Command.Result refused = ascii.command(project, "package").run();
    assertTrue(refused.exit() != 0, refused.log());
    assertTrue(refused.log().contains("a file name that this JVM cannot write"), refused.log());
  }

  @Test
  void aPageMovesTheDigest() {
    Path project =
        sample()
            .replace(MODULE + "/src/site/content/guide/install/index.md", "costs 100", "costs 200")
            .write(CELLS.resolve("edited"), 0);
    Maven.running().command(project, "package").run().good();

    assertTrue(!digest(project).equals(digest), "another page gives another digest");
    String difference = FirstDifference.between(layout(plain), layout(project)).orElse("nothing");
    // The server's rules come before the pages, and name the part of the search index by its bytes.
    assertTrue(difference.contains("\"/search/en."), difference);
  }

  @Test
  void killedBuildsDoNoHarm() throws IOException, InterruptedException {
    Path project = sample().write(CELLS.resolve("killed"), 0);
    Command build = Maven.running().command(project, "package");
    Path log = CELLS.resolve("killed.log");
    long begin = System.nanoTime();
    build.run().good();
    long whole = (System.nanoTime() - begin) / 1_000_000;

    for (int twelfth : List.of(5, 7, 8, 9, 10, 11)) {
      Sample.delete(project.resolve(MODULE + "/target"));
      Process process = build.start(log);
      Thread.sleep(whole * twelfth / 12);
      process.destroyForcibly().waitFor();
    }
    build.run().good();
    assertSame(project);
    try (Stream<Path> files = Files.list(project.resolve(MODULE + "/target"))) {
      assertEquals(
          List.of("manual-1.0-image.tar", "sitepack"),
          files.map(file -> file.getFileName().toString()).sorted().toList(),
          "nothing half-written is left beside the archive");
    }
  }

  private static void assertSame(Path project) throws IOException {
    if (!digest(project).equals(digest)) {
      Optional<String> difference = FirstDifference.between(layout(plain), layout(project));
      fail("the digest moved: " + difference.orElse("though nothing in the image differs"));
    }
    assertEquals(
        -1,
        Files.mismatch(archive(plain), archive(project)),
        "the archives differ, at this byte, though their images are the same");
  }

  private static Sample sample() {
    return Sample.story("every-feature-many-languages", MODULE);
  }

  private static Layout layout(Path project) {
    return Layout.of(project.resolve(MODULE));
  }

  private static Path archive(Path project) {
    return project.resolve(MODULE + "/target/manual-1.0-image.tar");
  }

  private static String digest(Path project) {
    return Command.read(project.resolve(MODULE + "/target/sitepack/image.digest")).strip();
  }

  /** The highest JDK of this machine, which must be another one than the tests run on. */
  private static Path laterJdk() {
    Path jdks = Path.of(Maven.property("sitepack.jdks"));
    Optional<Path> highest = Optional.empty();
    if (Files.isDirectory(jdks)) {
      try (Stream<Path> all = Files.list(jdks)) {
        highest =
            all.filter(jdk -> release(jdk) >= 17)
                .max(Comparator.comparingInt(DigestCellsIT::release).thenComparing(jdk -> jdk));
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
    Engines.require(
        highest.filter(jdk -> release(jdk) > Runtime.version().feature()).isPresent(),
        "a JDK in " + jdks + " that is newer than " + Runtime.version().feature());
    return highest.orElseThrow();
  }

  /** The feature number of a JDK, from the file it says it in, or 0. */
  private static int release(Path jdk) {
    Path release = jdk.resolve("release");
    if (!Files.isRegularFile(release) || !Files.isExecutable(jdk.resolve("bin/javac"))) {
      return 0;
    }
    return Command.read(release)
        .lines()
        .filter(line -> line.startsWith("JAVA_VERSION=\""))
        .map(line -> line.replaceAll("JAVA_VERSION=\"([0-9]+).*", "$1"))
        .mapToInt(Integer::parseInt)
        .findFirst()
        .orElse(0);
  }
}
