package io.github.sitepack.core.deb;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.archive.DirectoryEntry;
import io.github.sitepack.core.archive.Entry;
import io.github.sitepack.core.archive.FileEntry;
import io.github.sitepack.core.archive.SymlinkEntry;
import io.github.sitepack.core.fake.FakeDeb;
import io.github.sitepack.core.report.SitepackException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebFileTest {
  @TempDir Path folder;

  private static FakeDeb deb() {
    return new FakeDeb("thing", "1.0-1", "amd64");
  }

  private DebFile read(FakeDeb deb) throws IOException {
    return read(deb.bytes());
  }

  private DebFile read(byte[] bytes) throws IOException {
    return DebFile.read(Files.write(folder.resolve("x.deb"), bytes), "thing 1.0-1 (amd64)");
  }

  private String refused(byte[] bytes) {
    SitepackException e = assertThrows(SitepackException.class, () -> read(bytes));
    assertEquals("thing 1.0-1 (amd64)", e.problems().get(0).place().toString());
    String start = "not a package that can be used: ";
    String what = e.problems().get(0).what();
    assertTrue(what.startsWith(start), what);
    return what.substring(start.length());
  }

  private String refused(Consumer<FakeDeb> change) {
    FakeDeb deb = deb();
    change.accept(deb);
    return refused(deb.bytes());
  }

  private static String text(Entry entry) throws IOException {
    try (InputStream in = ((FileEntry) entry).data().open()) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  @Test
  void readsEachCompressionAlike() throws IOException {
    String longName = "usr/share/" + "long/".repeat(40) + "name";
    for (String compression : List.of(".xz", ".gz", "")) {
      DebFile deb =
          read(
              deb()
                  .compression(compression)
                  .file("usr/bin/tool", "tool")
                  .file(longName, "long")
                  .link("usr/bin/alias", "tool"));
      assertEquals("thing", deb.control().get("package").get());
      assertEquals("the package thing\nmade for a test", deb.control().get("Description").get());
      assertEquals("tool", text(deb.entries().get("usr/bin/tool")));
      assertEquals("long", text(deb.entries().get(longName)));
      assertEquals("tool", ((SymlinkEntry) deb.entries().get("usr/bin/alias")).target());
      assertTrue(deb.entries().get("usr/bin") instanceof DirectoryEntry);
    }
  }

  @Test
  void pathsAreThoseOfAMergedUsr() throws IOException {
    DebFile deb =
        read(
            deb()
                .file("lib/x86_64-linux-gnu/libx.so.1", "lib")
                .file("bin/tool", "tool")
                .file("library/x", "no lib")
                .hardLink("bin/other", "bin/tool"));
    List<String> files = new ArrayList<>();
    for (Entry entry : deb.entries().values()) {
      if (!(entry instanceof DirectoryEntry)) {
        files.add(entry.path());
      }
    }
    assertEquals(
        List.of("library/x", "usr/bin/other", "usr/bin/tool", "usr/lib/x86_64-linux-gnu/libx.so.1"),
        files);
  }

  @Test
  void runtimeEntriesAreTheKeptFilesWithScannerData() throws IOException {
    FakeDeb fake =
        deb()
            .file("lib/x86_64-linux-gnu/libx.so.1.2", 0600, "lib".getBytes(UTF_8))
            .link("lib/x86_64-linux-gnu/libx.so.1", "libx.so.1.2")
            .file("usr/bin/tool", 0701, "tool".getBytes(UTF_8))
            .hardLink("usr/bin/other", "usr/bin/tool")
            .file("usr/share/doc/thing/copyright", "mine")
            .file("usr/share/man/man1/tool.1.gz", "manual");
    List<Entry> entries =
        read(fake)
            .runtimeEntries(
                List.of(
                    "usr/bin/other",
                    "usr/lib/x86_64-linux-gnu/libx.so.1",
                    "usr/lib/x86_64-linux-gnu/libx.so.1.2",
                    "usr/share/doc/thing/copyright"));
    List<String> shown = new ArrayList<>();
    for (Entry entry : entries) {
      shown.add(Integer.toOctalString(entry.mode()) + " " + entry.path());
      assertEquals(Entry.Owner.ROOT, entry.owner());
      assertEquals(Instant.parse("2026-01-02T03:04:05Z"), entry.mtime());
    }
    assertEquals(
        List.of(
            "755 usr/bin/other",
            "777 usr/lib/x86_64-linux-gnu/libx.so.1",
            "644 usr/lib/x86_64-linux-gnu/libx.so.1.2",
            "644 usr/share/doc/thing/copyright",
            "644 var/lib/dpkg/status.d/thing",
            "644 var/lib/dpkg/status.d/thing.md5sums"),
        shown);
    assertEquals("tool", text(entries.get(0)));
    assertEquals(fake.control(), text(entries.get(4)), "the control file, byte for byte");
    // md5sum of "lib" and of "mine".
    assertEquals(
        """
        e8acc63b1e238f3255c900eed37254b8  usr/lib/x86_64-linux-gnu/libx.so.1.2
        918b81db5e91d031548b963c93845e5b  usr/share/doc/thing/copyright
        """,
        text(entries.get(5)));
  }

  @Test
  void aKeptFileThatIsNotThereIsNamed() throws IOException {
    DebFile deb = read(deb().file("usr/bin/tool", "tool"));
    for (String path : List.of("usr/bin/none", "usr/bin")) {
      SitepackException e =
          assertThrows(SitepackException.class, () -> deb.runtimeEntries(List.of(path)));
      assertEquals(
          "has no file \"" + path + "\", which the lock keeps", e.problems().get(0).what());
    }
  }

  @Test
  void whatNoRuntimeMayHoldIsRefused() {
    byte[] none = new byte[0];
    assertEquals(
        "data.tar.xz: empty, \".\" or \"..\" segment in \"usr/../../etc/passwd\"",
        refused(
            deb ->
                deb.raw(deb.rawEntry("./usr/../../etc/passwd", TarArchiveEntry.LF_NORMAL), none)));
    assertEquals(
        "data.tar.xz: not a relative path: \"/etc/passwd\"",
        refused(deb -> deb.raw(deb.rawEntry("/etc/passwd", TarArchiveEntry.LF_NORMAL), none)));
    assertEquals(
        "data.tar.xz: \"dev/sda\" is a device, not a file, folder or link",
        refused(deb -> deb.raw(deb.entry("dev/sda", TarArchiveEntry.LF_BLK), none)));
    assertEquals(
        "data.tar.xz: \"dev/tty\" is a device, not a file, folder or link",
        refused(deb -> deb.raw(deb.entry("dev/tty", TarArchiveEntry.LF_CHR), none)));
    assertEquals(
        "data.tar.xz: \"run/pipe\" is a named pipe, not a file, folder or link",
        refused(deb -> deb.raw(deb.entry("run/pipe", TarArchiveEntry.LF_FIFO), none)));
    assertEquals(
        "\"usr/bin/su\" is a setuid or setgid file",
        refused(deb -> deb.file("usr/bin/su", 04755, none)));
    assertEquals(
        "\"usr/bin/wall\" is a setuid or setgid file",
        refused(deb -> deb.file("usr/bin/wall", 02755, none)));
    assertEquals(
        "data.tar.xz: empty, \".\" or \"..\" segment in \"../etc/shadow\"",
        refused(deb -> deb.hardLink("usr/bin/x", "../etc/shadow")));
    assertEquals("\"lib\" is a file where a folder belongs", refused(deb -> deb.file("lib", "x")));
    assertEquals(
        "\"usr/lib/x\" is in it twice",
        refused(deb -> deb.file("usr/lib/x", "1").file("lib/x", "2")));
  }

  @Test
  void aPackageThatIsCutOffAnywhereIsRefused() {
    FakeDeb fake = deb().file("usr/bin/tool", "tool".repeat(500)).file("usr/bin/more", "more");
    for (String compression : List.of(".xz", ".gz", "")) {
      byte[] bytes = fake.compression(compression).bytes();
      // The very last byte may be padding.
      for (int length = 0; length < bytes.length - 1; length += 7) {
        int cut = length;
        String reason = refused(Arrays.copyOf(bytes, cut));
        assertTrue(!reason.isBlank(), compression + " " + cut);
      }
    }
  }

  @Test
  void aFlippedBitInCompressedDataIsSeen() throws IOException {
    byte[] good = deb().file("usr/bin/tool", "tool".repeat(500)).bytes();
    int at = new String(good, ISO_8859_1).indexOf("data.tar.xz");
    int seen = 0;
    for (int i = at + 60; i < good.length - 1; i += 3) {
      byte[] flipped = good.clone();
      flipped[i] ^= 16;
      refused(flipped);
      seen++;
    }
    assertTrue(seen > 50, "flipped " + seen);
  }

  @Test
  void otherFormsAreNamed() {
    assertEquals("not an ar archive", refused("<html>".getBytes(UTF_8)));
    assertEquals(
        "data.tar.zst: compressed with zstd, which sitepack does not read",
        refused(deb -> deb.dataName("data.tar.zst")));
    assertEquals("unexpected member \"evil\"", refused(deb -> deb.dataName("evil")));
    String text = new String(deb().bytes(), ISO_8859_1);
    assertEquals(
        "not a Debian package of format 2",
        refused(text.replace("2.0\n", "3.0\n").getBytes(ISO_8859_1)));
    assertEquals("it ends before its data", refused(deb -> deb.dataName("_ignored")));
    assertEquals(
        "its control file is damaged: no field Version", refused(deb -> deb.field("Version", "")));
  }
}
