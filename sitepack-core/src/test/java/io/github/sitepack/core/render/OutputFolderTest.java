package io.github.sitepack.core.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.sitepack.core.report.SitepackException;
import io.github.sitepack.core.site.Content;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFolderTest {
  private static final FileTime PAST = FileTime.fromMillis(1_000_000_000_000L);

  @TempDir Path target;

  private int write(String... pathsAndTexts) {
    SortedMap<String, Content> files = new TreeMap<>();
    for (int i = 0; i < pathsAndTexts.length; i += 2) {
      files.put(pathsAndTexts[i], Content.of(pathsAndTexts[i + 1].getBytes(UTF_8)));
    }
    return new OutputFolder(target.resolve("site")).write(files);
  }

  private List<String> present() throws IOException {
    try (Stream<Path> all = Files.walk(target)) {
      return all.filter(p -> !p.equals(target))
          .map(p -> target.relativize(p).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }

  @Test
  void whatIsRightIsNotTouched() throws IOException {
    assertEquals(2, write("a.html", "1", "b/c.html", "2"));
    Path a = target.resolve("site/a.html");
    Files.setLastModifiedTime(a, PAST);
    Files.setLastModifiedTime(target.resolve("site/b"), PAST);
    assertEquals(0, write("a.html", "1", "b/c.html", "2"));
    assertEquals(1, write("a.html", "1", "b/c.html", "3"));
    assertEquals(PAST, Files.getLastModifiedTime(a));
    assertEquals("3", Files.readString(target.resolve("site/b/c.html")));
  }

  @Test
  void whatIsNoLongerPartIsRemoved() throws IOException {
    write("a/b/c.html", "1", "d.html", "2", "e", "3");
    Files.createDirectories(target.resolve("site/empty/deep"));
    write("d.html", "2", "e/f.html", "4");
    assertEquals(List.of("site", "site/d.html", "site/e", "site/e/f.html"), present());
    write("e", "5");
    assertEquals(List.of("site", "site/e"), present());
  }

  @Test
  void aStoppedBuildIsTold() throws IOException {
    write("a.html", "1");
    Path staging = Files.createDirectory(target.resolve("site.writing"));
    Files.writeString(staging.resolve("0"), "half");
    OutputFolder folder = new OutputFolder(target.resolve("site"));
    assertThrows(SitepackException.class, () -> folder.requireComplete("target/site"));
    assertEquals(0, write("a.html", "1"));
    assertFalse(Files.exists(staging));
    folder.requireComplete("target/site");
  }

  @Test
  void whatAStoppedFirstBuildLeftIsNotTaken() throws IOException {
    Path deep = Files.createDirectories(target.resolve("site.writing/a/b"));
    Files.writeString(deep.resolve("half.html"), "ha");
    Files.createDirectory(target.resolve("site"));
    assertEquals(3, write("a/b/c.html", "1", "a/d.html", "2", "e", "3"));
    assertEquals(
        List.of("site", "site/a", "site/a/b", "site/a/b/c.html", "site/a/d.html", "site/e"),
        present());
    assertEquals("2", Files.readString(target.resolve("site/a/d.html")));
  }

  @Test
  void aStoppedBuildIsToldUntilOneIsDone() throws IOException {
    write("a.html", "1");
    Path staging = Files.createDirectory(target.resolve("site.writing"));
    Files.createDirectories(staging.resolve("x/y"));
    Path gone = target.resolve("gone");
    SortedMap<String, Content> files = new TreeMap<>();
    files.put("a.html", Content.of(gone));
    OutputFolder folder = new OutputFolder(target.resolve("site"));
    assertThrows(UncheckedIOException.class, () -> folder.write(files));
    assertThrows(SitepackException.class, () -> folder.requireComplete("target/site"));
    assertEquals(1, write("a.html", "2"));
    assertEquals(List.of("site", "site/a.html"), present());
  }

  @Test
  void aFolderThatIsYetToBeWrittenIsMarked() throws IOException {
    write("a.html", "1");
    OutputFolder folder = new OutputFolder(target.resolve("site"));
    SortedMap<String, Content> files = new TreeMap<>();
    files.put("a.html", Content.of("1".getBytes(UTF_8)));
    folder.begin(files);
    folder.requireComplete("target/site");
    files.put("b.html", Content.of("2".getBytes(UTF_8)));
    folder.begin(files);
    assertThrows(SitepackException.class, () -> folder.requireComplete("target/site"));
    assertEquals(1, folder.write(files));
    folder.requireComplete("target/site");
    assertEquals(List.of("site", "site/a.html", "site/b.html"), present());
  }

  @Test
  void linksInTheFolderAreReplacedAndNotFollowed() throws IOException {
    Path outside = Files.writeString(target.resolve("outside"), "1");
    Files.createDirectories(target.resolve("site"));
    Files.createSymbolicLink(target.resolve("site/a.html"), outside);
    assertEquals(1, write("a.html", "1"));
    assertFalse(Files.isSymbolicLink(target.resolve("site/a.html")));
    assertEquals("1", Files.readString(outside));
  }
}
