package io.github.sitepack.core.render;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.sitepack.core.Engines;
import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.digest.FileStamp;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A build is taken for the last one only when nothing it reads or writes was touched. */
class LastRenderTest {
  private static final Digest PROGRAM = Digest.of(new byte[] {1});

  /** What a file's stamp needs to be settled, in milliseconds. */
  private static final long SETTLED = 2_200;

  private static final LastRender.Told TOLD =
      new LastRender.Told(
          7, List.of(new Problem(Place.of("a.md", 3, 1), "is odd\u2028 ".repeat(20_000), "mend")));

  @TempDir Path folder;
  private Path page;
  private Path html;
  private String settings = "settings";

  @BeforeEach
  void files() throws IOException {
    page = folder.resolve("in/content/a.md");
    html = folder.resolve("out/a/index.html");
    Files.createDirectories(page.getParent());
    Files.writeString(page, "one");
    Engines.require(FileStamp.of(page).isPresent(), "a disk that tells when files change");
  }

  private LastRender before() throws IOException {
    return LastRender.before(
            folder.resolve("cache/last"),
            new LastRender.Scope(
                settings, List.of(folder.resolve("in")), List.of(folder.resolve("out"))),
            PROGRAM)
        .orElseThrow();
  }

  /** A build that writes what it reads. */
  private void build() throws IOException {
    LastRender last = before();
    last.forget();
    Files.createDirectories(html.getParent());
    Files.writeString(html, Files.readString(page));
    last.after(TOLD);
  }

  private Optional<LastRender.Told> same() throws IOException {
    return before().same();
  }

  @Test
  void what_was_saved_while_a_build_began_is_read_by_the_next() throws IOException {
    build();
    assertEquals(Optional.empty(), same());
  }

  @Test
  void a_second_build_tells_what_the_first_told() throws Exception {
    Thread.sleep(SETTLED);
    build();
    assertEquals(Optional.of(TOLD), same(), "its outputs are so new that they are read");
    Thread.sleep(SETTLED);
    assertEquals(Optional.of(TOLD), same());
    assertEquals(Optional.of(TOLD), same());

    settings = "others";
    assertEquals(Optional.empty(), same());
    settings = "settings";
    Path extra = Files.writeString(html.resolveSibling("extra"), "");
    assertEquals(Optional.empty(), same());
    Files.delete(extra);
    assertEquals(Optional.empty(), same(), "somebody was in the folder");
  }

  @Test
  void an_output_that_was_changed_in_the_same_moment_is_seen() throws Exception {
    Thread.sleep(SETTLED);
    build();
    FileTime time = Files.getLastModifiedTime(html);
    Files.writeString(html, "two", StandardOpenOption.TRUNCATE_EXISTING);
    Files.setLastModifiedTime(html, time);
    assertEquals(Optional.empty(), same());
  }

  @Test
  void an_input_of_the_same_size_and_time_is_seen() throws Exception {
    Thread.sleep(SETTLED);
    build();
    FileTime time = Files.getLastModifiedTime(page);
    Files.writeString(page, "two", StandardOpenOption.TRUNCATE_EXISTING);
    Files.setLastModifiedTime(page, time);
    assertEquals(Optional.empty(), same());
  }

  @Test
  void a_damaged_note_counts_as_missing() throws Exception {
    Thread.sleep(SETTLED);
    build();
    Path note = folder.resolve("cache/last");
    byte[] bytes = Files.readAllBytes(note);
    for (int at : new int[] {0, 70, 300, bytes.length - 1}) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= 1;
      Files.write(note, damaged);
      assertEquals(Optional.empty(), same());
    }
    for (int length : new int[] {0, 63, 64, 100}) {
      Files.write(note, java.util.Arrays.copyOf(bytes, length));
      assertEquals(Optional.empty(), same());
    }
    Files.write(note, bytes);
    assertEquals(Optional.of(TOLD), same());
    try (var left = Files.list(note.getParent())) {
      assertEquals(List.of(note, note.resolveSibling("last.outputs")), left.sorted().toList());
    }
  }
}
