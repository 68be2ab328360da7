package io.github.sitepack.core.digest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.github.sitepack.core.Engines;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownFolderTest {
  /** What a stamp needs to be settled, in milliseconds. */
  private static final long SETTLED = 2_200;

  @TempDir Path home;
  private Path folder;
  private Path record;

  @BeforeEach
  void folder() throws IOException {
    folder = home.resolve("site");
    record = home.resolve("work/site");
    for (int i = 0; i < 100; i++) {
      Path page = folder.resolve("p" + i % 7 + "/q" + i + "/index.html");
      Files.createDirectories(page.getParent());
      Files.writeString(page, "page " + i);
    }
    Files.writeString(folder.resolve("a.txt"), "text");
    Engines.require(FileStamp.of(folder).isPresent(), "a disk that tells when files change");
  }

  private FileStamp now() throws IOException {
    return FileStamp.of(Files.writeString(home.resolve("now"), "")).orElseThrow();
  }

  private SortedMap<String, String> known() throws IOException {
    List<KnownFolder.Found> found = new ArrayList<>();
    KnownFolder.of(folder, record, now(), found).orElseThrow().save();
    SortedMap<String, String> digests = new TreeMap<>();
    for (KnownFolder.Found file : found) {
      assertEquals(Files.size(file.file()), file.size());
      digests.put(file.path(), file.digest().hex());
    }
    return digests;
  }

  private SortedMap<String, String> read() throws IOException {
    SortedMap<String, String> digests = new TreeMap<>();
    try (var files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String path = folder.relativize(file).toString().replace('\\', '/');
        digests.put(path, Digest.of(file).hex());
      }
    }
    return digests;
  }

  @Test
  void whatever_happens_in_the_folder_is_seen() throws Exception {
    assertEquals(read(), known());
    Thread.sleep(SETTLED);
    assertEquals(read(), known());
    assertEquals(read(), known());

    Path page = folder.resolve("p3/q3/index.html");
    FileTime old = Files.getLastModifiedTime(page);
    Files.writeString(page, "PAGE 3");
    Files.setLastModifiedTime(page, old);
    assertEquals(read(), known(), "edited, of the same length and time");
    Files.writeString(folder.resolve("p3/q3/new.css"), "a{}");
    assertEquals(read(), known(), "added");
    Files.delete(folder.resolve("p4/q4/index.html"));
    assertEquals(read(), known(), "removed");
    Files.move(folder.resolve("p5/q5"), folder.resolve("p5/other"));
    assertEquals(read(), known(), "a folder renamed");
    Files.delete(folder.resolve("a.txt"));
    Files.createDirectory(folder.resolve("a.txt"));
    Files.writeString(folder.resolve("a.txt/b"), "b");
    assertEquals(read(), known(), "a folder in place of a file");
    Files.move(folder.resolve("p6/q6/index.html"), home.resolve("aside"));
    Files.move(
        home.resolve("aside"),
        folder.resolve("p2/q2/index.html"),
        StandardCopyOption.REPLACE_EXISTING);
    assertEquals(read(), known(), "a file in place of another");
    Thread.sleep(SETTLED);
    assertEquals(read(), known());

    Files.createSymbolicLink(folder.resolve("link"), page);
    assertEquals(Optional.empty(), KnownFolder.of(folder, record, now(), new ArrayList<>()));
  }

  @Test
  void what_is_known_is_not_read() throws Exception {
    Thread.sleep(SETTLED);
    SortedMap<String, String> before = known();
    byte[] kept = Files.readAllBytes(record);
    // A record that is whole and says something wrong shows whether the file was read.
    byte[] digest = HexFormat.of().parseHex(before.get("p1/q1/index.html"));
    int at = 0;
    while (!Arrays.equals(kept, at, at + digest.length, digest, 0, digest.length)) {
      at++;
    }
    kept[at] ^= 1;
    int end = kept.length - Long.BYTES;
    ByteBuffer.wrap(kept).putLong(end, Checksum.of(kept, end));
    Files.write(record, kept);
    assertNotEquals(before, known());
  }

  @Test
  void a_damaged_record_counts_as_missing() throws Exception {
    Thread.sleep(SETTLED);
    known();
    byte[] kept = Files.readAllBytes(record);
    for (int at = 0; at < kept.length; at += 1 + kept.length / 50) {
      byte[] damaged = kept.clone();
      damaged[at] ^= 1;
      Files.write(record, damaged);
      assertEquals(read(), known());
    }
    for (int length : new int[] {0, 3, 8, 12, kept.length / 2, kept.length - 1}) {
      Files.write(record, Arrays.copyOf(kept, length), StandardOpenOption.TRUNCATE_EXISTING);
      assertEquals(read(), known());
    }
  }
}
