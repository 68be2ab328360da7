package io.github.sitepack.core.layer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.sitepack.core.archive.DirectoryEntry;
import io.github.sitepack.core.archive.Entry;
import io.github.sitepack.core.archive.Entry.Owner;
import io.github.sitepack.core.archive.FileEntry;
import io.github.sitepack.core.archive.HardlinkEntry;
import io.github.sitepack.core.archive.SymlinkEntry;
import io.github.sitepack.core.report.Problem;
import io.github.sitepack.core.report.SitepackException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayerTreeTest {
  private static final Instant TIME = Instant.ofEpochSecond(1000);

  private static FileEntry file(String path, byte... bytes) {
    return new FileEntry(path, 0644, Owner.ROOT, TIME, bytes.length, FileEntry.Data.of(bytes));
  }

  private static SymlinkEntry link(String path, String target) {
    return new SymlinkEntry(path, target, Owner.ROOT, TIME);
  }

  private static List<String> tree(Entry... entries) throws IOException {
    return LayerTree.of("test", List.of(entries)).stream()
        .map(e -> "%s %o %d".formatted(e.path(), e.mode(), e.mtime().getEpochSecond()))
        .toList();
  }

  private static List<String> problems(Entry... entries) {
    return assertThrows(SitepackException.class, () -> tree(entries)).problems().stream()
        .map((Problem p) -> p.place() + ": " + p.what())
        .toList();
  }

  @Test
  void foldersComeOnceBeforeTheirChildrenAndFromOneTable() throws IOException {
    assertEquals(
        List.of(
            "bin 777 1000",
            "tmp 1777 1",
            "usr 755 1",
            "usr/lib 755 1",
            "usr/lib.x 644 1000",
            "usr/lib/a 644 1000",
            "usr/lib/b 644 1000",
            "usr/sbin 755 1",
            "usr/sbin/nginx 644 1000"),
        tree(
            file("usr/sbin/nginx"),
            file("usr/lib/b"),
            link("bin", "usr/bin"),
            file("usr/lib.x"),
            file("usr/lib/a"),
            new DirectoryEntry("usr/lib", 0700, new Owner(7, 7), TIME),
            new DirectoryEntry("tmp", 0755, Owner.ROOT, TIME)));
  }

  @Test
  void pathsAreOrderedByTheirBytes() throws IOException {
    assertEquals(
        List.of("Z 644 1000", "a 644 1000", "\uff5e 644 1000", "\ud83d\ude80 644 1000"),
        tree(file("\ud83d\ude80"), file("\uff5e"), file("a"), file("Z")));
  }

  @Test
  void nothingMayLieWhereTheLinksAre() {
    assertEquals(
        List.of(
            "test: /bin: /bin is a link into /usr in the image and cannot hold files",
            "test: /lib/x86_64-linux-gnu/libc.so.6: "
                + "/lib is a link into /usr in the image and cannot hold files",
            "test: /sbin: /sbin is a link into /usr in the image and cannot hold files"),
        problems(
            file("lib/x86_64-linux-gnu/libc.so.6"),
            file("sbin"),
            new DirectoryEntry("bin", 0755, Owner.ROOT, TIME),
            file("usr/lib/good")));
  }

  @Test
  void whiteoutsBackslashesAndSetuidAreRefused() {
    assertEquals(
        List.of(
            "test: /a/.wh..wh..opq: names that start with \".wh.\" delete files in an image",
            "test: /b\\c: the name holds a backslash",
            "test: /d: a setuid or setgid file has no place in the image"),
        problems(
            file("a/.wh..wh..opq"),
            file("b\\c"),
            new FileEntry("d", 04755, Owner.ROOT, TIME, 0, FileEntry.Data.of(new byte[0]))));
  }

  @Test
  void aPathIsThereOnce() throws IOException {
    assertEquals(List.of("a 644 1000"), tree(file("a", (byte) 1), file("a", (byte) 1)));
    assertEquals(
        List.of("test: /a: two different files have this path"),
        problems(file("a", (byte) 1), file("a", (byte) 2)));
    assertEquals(
        List.of("test: /a: two different files have this path"),
        problems(file("a"), link("a", "b")));
    assertEquals(
        List.of("test: /a/b: /a is a file or a link, so nothing can be below it"),
        problems(file("a"), file("a/b")));
  }

  @Test
  void aHardLinkBecomesTheFileItIs() throws IOException {
    List<Entry> tree =
        LayerTree.of(
            "test",
            List.of(new HardlinkEntry("a", "b", 0644, Owner.ROOT, TIME), file("b", (byte) 'x')));
    assertEquals("x", new String(((FileEntry) tree.get(0)).data().open().readAllBytes(), UTF_8));
    assertEquals(
        List.of("test: /a: links to /c, which is not in the same layer"),
        problems(new HardlinkEntry("a", "c", 0644, Owner.ROOT, TIME)));
  }
}
