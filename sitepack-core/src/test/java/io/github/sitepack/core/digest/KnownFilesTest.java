package io.github.sitepack.core.digest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.Engines;
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

class KnownFilesTest {
  /** What a stamp needs to be settled, in milliseconds. */
  private static final long SETTLED = 2_200;

  private static final Digest WRONG = Digest.of("wrong".getBytes(UTF_8));

  @TempDir Path folder;
  private Path file;
  private Path record;

  @BeforeEach
  void file() throws IOException {
    file = folder.resolve("file");
    record = folder.resolve("cache/files");
    Files.writeString(file, "one");
    Engines.require(FileStamp.of(file).isPresent(), "a disk that tells when files change");
  }

  /** Says something wrong of the file, so that it shows whether the file is read. */
  private void note() throws IOException {
    try (KnownFiles known = KnownFiles.open(record)) {
      known.keep(known.see(file), WRONG);
      known.save();
    }
  }

  private Digest digest() throws IOException {
    try (KnownFiles known = KnownFiles.open(record)) {
      return known.digest(file);
    }
  }

  /** Makes a file one that was written just now, however long it takes to look at it. */
  private static void young(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis() + 600_000));
  }

  @Test
  void a_disk_that_tells_parts_of_a_hundredth_settles_soon() {
    long second = 1_000_000_000L;
    FileStamp fine = new FileStamp(0100644, 0, 0, 100 * second + 1, 1, 1);
    assertFalse(fine.isSettled(new FileStamp(0100644, 0, 100 * second + 100_000_001, 0, 2, 1)));
    assertTrue(fine.isSettled(new FileStamp(0100644, 0, 100 * second + 100_000_002, 0, 2, 1)));
    assertFalse(fine.isSettled(new FileStamp(0100644, 0, 101 * second + 500_000_001, 0, 2, 2)));
    FileStamp coarse = new FileStamp(0100644, 0, 0, 100 * second, 1, 1);
    assertFalse(coarse.isSettled(new FileStamp(0100644, 0, 102 * second, 0, 2, 1)));
    assertTrue(coarse.isSettled(new FileStamp(0100644, 0, 103 * second, 0, 2, 1)));
  }

  @Test
  void a_file_that_was_just_written_is_read_again() throws IOException {
    young(file);
    note();
    assertEquals(Digest.of(file), digest());
  }

  @Test
  void a_file_is_read_again_when_it_was_touched_and_only_then() throws Exception {
    Thread.sleep(SETTLED);
    note();
    assertEquals(WRONG, digest());

    FileTime time = Files.getLastModifiedTime(file);
    Files.writeString(file, "two", StandardOpenOption.TRUNCATE_EXISTING);
    Files.setLastModifiedTime(file, time);
    assertEquals(Digest.of("two".getBytes(UTF_8)), digest(), "of the same size and time");
  }

  @Test
  void what_is_not_asked_for_is_forgotten_and_what_is_stays() throws Exception {
    Path other = folder.resolve("other");
    Files.writeString(other, "other");
    Thread.sleep(SETTLED);
    note();
    try (KnownFiles known = KnownFiles.open(record)) {
      known.keep(known.see(other), WRONG);
      known.save();
    }
    try (KnownFiles known = KnownFiles.open(record)) {
      assertTrue(known.see(file).digest().isEmpty());
      assertEquals(Optional.of(WRONG), known.see(other).digest());
      known.save();
    }
    try (KnownFiles known = KnownFiles.open(record)) {
      assertEquals(Optional.of(WRONG), known.see(other).digest());
    }
    try (var left = Files.list(record.getParent())) {
      assertEquals(List.of(record), left.toList());
    }
  }

  @Test
  void a_damaged_record_counts_as_empty() throws Exception {
    Thread.sleep(SETTLED);
    note();
    byte[] bytes = Files.readAllBytes(record);
    for (int at : new int[] {0, 5, bytes.length / 2, bytes.length - 1}) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= 1;
      Files.write(record, damaged);
      assertEquals(Digest.of(file), digest());
    }
    for (int length : new int[] {0, 3, 12, bytes.length - 1}) {
      Files.write(record, java.util.Arrays.copyOf(bytes, length));
      assertEquals(Digest.of(file), digest());
    }
    Files.write(record, bytes);
    assertEquals(WRONG, digest());
  }

  @Test
  void a_folder_is_another_one_after_whatever_happens_in_it() throws Exception {
    Path deep = Files.createDirectories(folder.resolve("tree/a/b"));
    Files.writeString(deep.resolve("x"), "1");
    young(deep.resolve("x"));
    Path tree = folder.resolve("tree");
    FolderStamp before = stamp(tree);
    assertEquals(before.digest(), stamp(tree).digest());
    assertEquals(List.of(deep.resolve("x")), before.unsettled());

    Files.writeString(deep.resolve("y"), "");
    FolderStamp added = stamp(tree);
    assertNotEquals(before.digest(), added.digest());
    Files.move(deep.resolve("y"), deep.resolve("z"));
    FolderStamp renamed = stamp(tree);
    assertNotEquals(added.digest(), renamed.digest());
    Files.createDirectory(tree.resolve("empty"));
    FolderStamp more = stamp(tree);
    assertNotEquals(renamed.digest(), more.digest());
    Thread.sleep(20);
    Files.writeString(deep.resolve("x"), "2");
    assertNotEquals(more.digest(), stamp(tree).digest());
    assertNotEquals(stamp(tree).digest(), stamp(folder.resolve("none")).digest());

    Files.createSymbolicLink(tree.resolve("link"), deep);
    Path now = Files.writeString(folder.resolve("now"), "");
    assertEquals(Optional.empty(), FolderStamp.of(List.of(tree), FileStamp.of(now).orElseThrow()));
  }

  private FolderStamp stamp(Path tree) throws IOException {
    Path now = Files.writeString(folder.resolve("now"), "");
    return FolderStamp.of(List.of(tree), FileStamp.of(now).orElseThrow()).orElseThrow();
  }
}
