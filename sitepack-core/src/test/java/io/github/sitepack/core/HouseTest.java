package io.github.sitepack.core;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Keeps the plan of the house true: a room imports only from lower floors of its own wing, and a
 * library is known to the rooms that are named for it.
 */
class HouseTest {
  private static final String ROOT = "io.github.sitepack.core";
  private static final Path SOURCES = Path.of("src/main/java", ROOT.split("\\."));

  /** What any room may import from. */
  private static final List<String> GROUND = List.of("text");

  /** What differs from JDK to JDK, for its Unicode is another one. */
  private static final Set<String> OF_THE_JDK =
      Set.of(
          "getType",
          "isAlphabetic",
          "isDigit",
          "isIdeographic",
          "isLetter",
          "isLetterOrDigit",
          "isLowerCase",
          "isUpperCase",
          "normalize",
          "toLowerCase",
          "toTitleCase");

  /** For each room, the rooms it may import from. */
  private static final SortedMap<String, List<String>> PLAN =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("report", List.of()),
              Map.entry("digest", List.of()),
              Map.entry("text", List.of()),
              Map.entry("diagram", List.of()),
              Map.entry("content", List.of("report", "digest", "diagram")),
              Map.entry("theme", List.of("report", "digest")),
              Map.entry("site", List.of("report", "digest")),
              Map.entry("search", List.of("report", "digest")),
              Map.entry("javadoc", List.of("report", "digest")),
              Map.entry(
                  "render",
                  List.of("report", "digest", "content", "theme", "javadoc", "site", "search")),
              Map.entry("nginx", List.of("report", "digest", "content", "theme", "site")),
              Map.entry("serve", List.of("report", "digest", "content", "theme", "site")),
              Map.entry("archive", List.of("report", "digest")),
              Map.entry("fetch", List.of("report", "digest")),
              Map.entry("deb", List.of("report", "digest", "archive", "fetch")),
              Map.entry("layer", List.of("report", "digest", "archive", "fetch")),
              Map.entry("lock", List.of("report", "digest", "archive", "fetch", "deb", "layer")),
              Map.entry("image", List.of("report", "digest", "archive", "fetch", "deb", "layer")),
              Map.entry(
                  "base",
                  List.of("report", "digest", "archive", "fetch", "layer", "lock", "image")),
              Map.entry("proof", List.of("report", "digest", "archive", "fetch", "layer", "image")),
              Map.entry(
                  "overview",
                  List.of("report", "digest", "archive", "fetch", "deb", "layer", "lock")),
              Map.entry(
                  "attest",
                  List.of(
                      "report", "digest", "archive", "fetch", "deb", "layer", "lock", "image",
                      "proof")),
              Map.entry(
                  "target",
                  List.of(
                      "report", "digest", "archive", "fetch", "deb", "layer", "lock", "image"))));

  /** For each library, by its packages, the rooms that may know it. */
  private static final SortedMap<String, List<String>> LIBRARIES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("org.commonmark..", List.of("content")),
              Map.entry("org.snakeyaml..", List.of("content")),
              Map.entry("org.tomlj..", List.of("content")),
              Map.entry("org.fife..", List.of("content")),
              Map.entry("net.fellbaum..", List.of("content")),
              Map.entry("io.nayuki..", List.of("content")),
              Map.entry("org.codehaus.plexus..", List.of("content")),
              Map.entry("org.jsoup..", List.of("content", "render")),
              Map.entry("freemarker..", List.of("theme")),
              Map.entry("org.objectweb.asm..", List.of("javadoc")),
              Map.entry("com.sun.net.httpserver..", List.of("serve")),
              Map.entry("io.methvin..", List.of("serve")),
              Map.entry("org.apache.commons.compress..", List.of("archive")),
              Map.entry("com.jcraft.jzlib..", List.of("archive")),
              Map.entry("org.tukaani..", List.of("archive")),
              Map.entry("org.brotli..", List.of("archive")),
              Map.entry("java.net.http..", List.of("fetch")),
              Map.entry("org.bouncycastle..", List.of("deb", "attest")),
              // In the registry client's room it only marks text that is sent as it is.
              Map.entry(
                  "com.fasterxml.jackson..",
                  List.of("base", "lock", "image", "proof", "attest", "target")),
              Map.entry("com.google.cloud.tools.jib..", List.of("target")),
              // What Jib's client speaks through.
              Map.entry("com.google.api.client..", List.of("target"))));

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void everyRoomIsOnThePlanAndSaysWhatItIs() throws IOException {
    TreeSet<String> rooms = new TreeSet<>();
    HOUSE.getPackage(ROOT).getSubpackages().forEach(room -> rooms.add(room.getRelativeName()));
    rooms.removeAll(PLAN.keySet());
    assertEquals(List.of(), List.copyOf(rooms), "rooms that are not on the plan");

    for (String room : PLAN.keySet()) {
      Path info = SOURCES.resolve(room).resolve("package-info.java");
      assertTrue(
          Files.readString(info, UTF_8).matches("(?s)/\\*\\* [A-Z].*\\. \\*/\npackage .*;\n"),
          info + " says in one sentence what the room is");
    }
  }

  @Test
  void roomsImportOnlyFromLowerFloorsOfTheirWing() {
    PLAN.forEach(
        (room, allowed) -> {
          TreeSet<String> forbidden = new TreeSet<>(PLAN.keySet());
          forbidden.remove(room);
          forbidden.removeAll(allowed);
          forbidden.removeAll(GROUND);
          if (!forbidden.isEmpty()) {
            noClasses()
                .that(resideInAPackage(ROOT + "." + room + ".."))
                .should()
                .dependOnClassesThat(
                    resideInAnyPackage(
                        forbidden.stream().map(f -> ROOT + "." + f + "..").toArray(String[]::new)))
                .because(room + " stands only on " + allowed)
                .allowEmptyShould(true)
                .check(HOUSE);
          }
          noClasses()
              .that(resideInAPackage(ROOT + "." + room + ".."))
              .should()
              .dependOnClassesThat(resideInAPackage(ROOT))
              .because("nothing reaches back to the roof")
              .allowEmptyShould(true)
              .check(HOUSE);
        });
  }

  @Test
  void whatCharactersAreIsAskedOnlyWhereAllJdksAgree() throws IOException {
    noClasses()
        .that(resideOutsideOfPackage(ROOT + ".text.."))
        .should()
        .callMethodWhere(
            describe(
                "what the JDK says of characters",
                call ->
                    (call.getTargetOwner().isAssignableTo(Character.class)
                            && OF_THE_JDK.contains(call.getName()))
                        || call.getTargetOwner().isAssignableTo(Normalizer.class)))
        .check(HOUSE);
    // In patterns a word ends elsewhere since Java 19, and classes of letters grow.
    Pattern differs = Pattern.compile("\"[^\"]*\\\\\\\\(?:b|p\\{[LMNPS])");
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
        for (String line : Files.readAllLines(file, UTF_8)) {
          if (differs.matcher(line).find() && !line.contains("\\\\begin")) {
            found.add(file.getFileName() + ": " + line.strip());
          }
        }
      }
    }
    assertEquals(List.of(), found);
  }

  @Test
  void aLibraryIsKnownOnlyToItsRoom() {
    LIBRARIES.forEach(
        (library, rooms) ->
            noClasses()
                .that(
                    resideOutsideOfPackages(
                        rooms.stream().map(r -> ROOT + "." + r + "..").toArray(String[]::new)))
                .should()
                .dependOnClassesThat(resideInAPackage(library))
                .because(library + " is the business of " + rooms)
                .check(HOUSE));
  }

  @Test
  void noBytesOfTheJdksZlibAreShipped() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.zip.Deflater")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.zip.GZIPOutputStream")
        .because("their output changes with the zlib of the machine")
        .check(HOUSE);
  }

  @Test
  void everyClassIsInTheHouse() {
    classes().should().resideInAPackage(ROOT + "..").check(HOUSE);
  }
}
