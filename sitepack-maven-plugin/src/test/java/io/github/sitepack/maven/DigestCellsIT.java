package io.github.sitepack.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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
   * @param arguments of Maven, besides the goal
   */
  record Cell(String name, Maven maven, long seed, List<String> arguments) {
    Cell(String name, Maven maven, long seed) {
      this(name, maven, seed, List.of());
    }

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
            10),
        new Cell("eight processors", maven.options("-XX:ActiveProcessorCount=8"), 11),
        new Cell("offline in Kathmandu", maven.with("TZ", "Asia/Kathmandu"), 12, List.of("-o")),
        new Cell(
            "a cold cache",
            maven,
            13,
            List.of("-Dsitepack.cache=" + CELLS.resolve("cold cache").toAbsolutePath())),
        new Cell("a foreign zlib", foreignZlib(maven), 14),
        new Cell(
            "a foreign zlib, one processor, Maven 3.9, in Turkish",
            foreignZlib(maven.version("3.9.11"))
                .options("-XX:ActiveProcessorCount=1", "-Duser.language=tr"),
            15),
        new Cell(
            "Maven 4 offline with umask 077",
            maven.version("4.0.0-rc-4").umask("077").with("LC_ALL", "C.UTF-8"),
            16,
            List.of("-o")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cells")
  void theDigestIsTheSame(Cell cell) throws IOException {
    Path project = sample().write(CELLS.resolve("a cell").resolve(cell.name()), cell.seed());
    Sample.delete(CELLS.resolve("cold cache"));
    cell.maven()
        .command(project, "package")
        .and(cell.arguments().toArray(String[]::new))
        .run()
        .good();
    assertSame(project);
    Sample.delete(project);
  }

  /** A Maven whose JVM finds another zlib before the system's. */
  private static Maven foreignZlib(Maven maven) {
    Path library = CELLS.resolve("libforeign.so").toAbsolutePath();
    Path source = CELLS.resolve("foreign-zlib.c");
    try {
      Files.createDirectories(CELLS);
      Files.writeString(
          source,
          """
          /* Whoever asks zlib for a level gets the lowest one, and less memory. */
          #define _GNU_SOURCE
          #include <dlfcn.h>
          typedef int (*init)(void *, int, int, int, int, int, const char *, int);
          int deflateInit2_(void *stream, int level, int method, int window, int memory,
                            int strategy, const char *version, int size) {
            init real = (init) dlsym(dlopen("libz.so.1", RTLD_NOW), "deflateInit2_");
            return real(stream, 1, method, window, 1, strategy, version, size);
          }
          """);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    Engines.require(Files.isExecutable(Path.of("/usr/bin/gcc")), "gcc");
    Command.of("gcc", "-shared", "-fPIC", "-o", library.toString(), source.toString(), "-ldl")
        .run()
        .good();
    return maven.with("LD_PRELOAD", library.toString());
  }

  @Test
  void theForeignZlibGivesTheJdkOtherBytes() throws IOException {
    Path source =
        Files.writeString(
            Files.createDirectories(CELLS.resolve("zlib")).resolve("Deflated.java"),
            """
            import java.util.zip.GZIPOutputStream;
            class Deflated {
              public static void main(String[] arguments) throws java.io.IOException {
                var out = new java.io.ByteArrayOutputStream();
                try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                  for (int i = 0; i < 1000; i++) {
                    gzip.write(("line " + i * i + " of a text\\n").getBytes("US-ASCII"));
                  }
                }
                System.out.println(java.util.HexFormat.of().formatHex(out.toByteArray()));
              }
            }
            """);
    Maven maven = Maven.running();
    Command program = Command.of(maven.jdk().resolve("bin/java").toString(), source.toString());
    String foreign = foreignZlib(maven).environment().get("LD_PRELOAD");
    assertNotEquals(
        program.run().good(),
        program.with("LD_PRELOAD", foreign).run().good(),
        "else the cells with it would prove nothing");
  }

  /**
   * Something that must not be, in one cell.
   *
   * @param name what it is
   * @param path of the static file that it touches, or ""
   * @param text of that file
   * @param argument of Maven
   * @param named what the difference is called
   */
  record Fault(String name, String path, String text, String argument, String named) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Fault> faults() {
    return List.of(
        new Fault(
            "a checkout with CRLF",
            "src/site/static/fault.txt",
            "one\r\ntwo\r\n",
            "-Dfault=1",
            "/fault.txt"),
        new Fault(
            "a clock",
            "src/site/static/fault.txt",
            "one\ntwo\n",
            "-Dproject.build.outputTimestamp=2026-11-23T06:21:14Z",
            "config of image 0"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void aFaultInACellIsCaughtAndNamed(Fault fault) throws IOException {
    Sample sample = new Sample().text("src/site/static/fault.txt", "one\ntwo\n");
    Path good = sample.write(CELLS.resolve("good"), 0);
    Maven.running().command(good, "package").run().good();
    Path bad = new Sample().text(fault.path(), fault.text()).write(CELLS.resolve("bad"), 1);
    Maven.running().command(bad, "package", fault.argument()).run().good();

    String difference = FirstDifference.between(Layout.of(good), Layout.of(bad)).orElse("nothing");
    assertTrue(difference.contains(fault.named()), difference);
    Command.Result verified =
        Maven.running()
            .command(
                bad,
                "io.github.sitepack:sitepack-maven-plugin:" + Maven.VERSION + ":verify",
                "-Dimage=" + good.resolve("target/sitepack/image").toAbsolutePath(),
                fault.argument())
            .run();
    assertNotEquals(0, verified.exit(), verified.log());
    assertTrue(verified.log().contains("likely cause: "), verified.log());
    Sample.delete(good);
    Sample.delete(bad);
  }

  @Test
  void whatWasPulledIsIdenticalOnALaterJdk() throws IOException, InterruptedException {
    Engines.requireProgram("skopeo");
    Path folder = CELLS.resolve("pulled");
    Sample.delete(folder);
    Maven nobody =
        Maven.running()
            .with("DOCKER_CONFIG", folder.resolve("none").toString())
            .with("REGISTRY_AUTH_FILE", folder.resolve("none/auth.json").toString());
    Path here = new Sample().write(folder.resolve("here"), 0);
    nobody.command(here, "package").run().good();
    String built = Command.read(here.resolve("target/sitepack/image.digest")).strip();
    Path there = new Sample().write(folder.resolve("there"), 17);
    Maven later = nobody.jdk(laterJdk());
    try (Registry registry = Registry.start(folder.resolve("registry"), "")) {
      String name = registry.host() + "/team/sample:1.0";
      nobody.command(here, "sitepack:push", "-Dsitepack.push.to=" + name).run().good();
      Path archive = folder.resolve("pulled.tar").toAbsolutePath();
      Path layout = folder.resolve("layout").toAbsolutePath();
      Command pull =
          Command.of("skopeo", "copy", "--all", "--preserve-digests", "--src-tls-verify=false")
              .and("docker://" + name);
      Files.deleteIfExists(archive);
      pull.and("oci-archive:" + archive + ":1.0").run().good();
      pull.and("oci:" + layout + ":1.0").run().good();

      for (String image : List.of(name, archive.toString(), layout.toString())) {
        String log = later.command(there, "sitepack:verify", "-Dimage=" + image).run().good();
        assertTrue(log.contains("identical: ") && log.contains(" is " + built), log);
      }
      Files.createDirectories(there.resolve("src/site/static"));
      Files.writeString(there.resolve("src/site/static/more.txt"), "more\n");
      Command.Result other = later.command(there, "sitepack:verify", "-Dimage=" + name).run();
      assertNotEquals(0, other.exit(), other.log());
      assertTrue(other.log().contains("more.txt"), other.log());
    }
    Sample.delete(folder);
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

    assertRefused(ascii, sample(), "letters-read", "a file name that this JVM cannot read");
    Sample slug =
        new Sample()
            .replace("src/site/content/guide/usage.md", "title: Usage", "title: Usage\nslug: ğ");
    assertRefused(ascii, slug, "letters-written", "a file name that this JVM cannot write");
  }

  private static void assertRefused(Maven maven, Sample sample, String folder, String why)
      throws IOException {
    Command.Result refused = maven.command(sample.write(CELLS.resolve(folder), 0), "package").run();
    assertTrue(refused.exit() != 0, refused.log());
    assertTrue(refused.log().contains(why), refused.log());
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
