package io.github.sitepack.core.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.archive.Entry.Owner;
import io.github.sitepack.core.digest.Digest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;

class TarWriterTest {
  private static final Instant TIME = Instant.parse("2026-11-23T10:11:12Z");
  private static final String LONG = "d/".repeat(60) + "x".repeat(150);

  private static FileEntry file(String path, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return new FileEntry(path, 0644, Owner.ROOT, TIME, bytes.length, FileEntry.Data.of(bytes));
  }

  private static List<Entry> everyKind() {
    List<Entry> entries = new ArrayList<>();
    entries.add(new DirectoryEntry("tmp", 01777, Owner.ROOT, TIME));
    entries.add(file("a", "text\n"));
    entries.add(
        new FileEntry(
            "bin",
            04755,
            new Owner(101, 102),
            Instant.ofEpochSecond(1),
            0,
            FileEntry.Data.of(new byte[0])));
    entries.add(new SymlinkEntry("link", "../else/where", Owner.ROOT, TIME));
    entries.add(new HardlinkEntry("twin", "a", 0644, Owner.ROOT, TIME));
    entries.add(file("caf\u00e9/\ud83d\ude80.txt", "rocket"));
    entries.add(file(LONG, "deep"));
    entries.add(new SymlinkEntry("l" + LONG, "t\u00e9" + LONG, Owner.ROOT, TIME));
    entries.add(file("n".repeat(100), "fits"));
    return entries;
  }

  private static byte[] tar(List<Entry> entries) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarWriter tar = new TarWriter(out)) {
      for (Entry entry : entries) {
        tar.write(entry);
      }
    }
    return out.toByteArray();
  }

  @Test
  void bytesNeverChange() throws IOException {
    byte[] tar = tar(everyKind());
    assertEquals(
        "9513d1086c0cef0418ca73e6dc25c59c6a5ce080ab6746e79e5eedf92192b88c", Digest.of(tar).hex());
  }

  @Test
  void neitherLocaleNorTimeZoneShow() throws IOException {
    byte[] expected = tar(everyKind());
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
      assertEquals(Digest.of(expected), Digest.of(tar(everyKind())));
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void whatIsWrittenIsWhatIsRead() throws IOException {
    List<String> read = new ArrayList<>();
    try (TarArchiveInputStream in =
        new TarArchiveInputStream(new ByteArrayInputStream(tar(everyKind())), "UTF-8")) {
      for (TarArchiveEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
        assertEquals("", e.getUserName());
        assertEquals("", e.getGroupName());
        read.add(
            "%s %o %d:%d %d %s"
                .formatted(
                    e.getName(),
                    e.getMode(),
                    e.getLongUserId(),
                    e.getLongGroupId(),
                    e.getLastModifiedTime().toInstant().getEpochSecond(),
                    e.getLinkName() + new String(in.readAllBytes(), UTF_8)));
      }
    }
    assertEquals(
        List.of(
            "tmp/ 1777 0:0 1795428672 ",
            "a 644 0:0 1795428672 text\n",
            "bin 4755 101:102 1 ",
            "link 777 0:0 1795428672 ../else/where",
            "twin 644 0:0 1795428672 a",
            "caf\u00e9/\ud83d\ude80.txt 644 0:0 1795428672 rocket",
            LONG + " 644 0:0 1795428672 deep",
            "l" + LONG + " 777 0:0 1795428672 t\u00e9" + LONG,
            "n".repeat(100) + " 644 0:0 1795428672 fits"),
        read);
  }

  @Test
  void plainNamesNeedNoPaxRecordAndTheEndIsTwoBlocks() throws IOException {
    // Header, one block of text, header of 100 bytes' name, one block, two blocks of zeroes.
    assertEquals(6 * 512, tar(List.of(file("a", "x"), file("n".repeat(100), "x"))).length);
    assertEquals(2 * 512, tar(List.of()).length);
  }

  @Test
  void aPaxRecordCountsItsOwnDigits() throws IOException {
    for (int length = 85; length < 110; length++) {
      String name = "\u00e9" + "x".repeat(length);
      try (TarArchiveInputStream in =
          new TarArchiveInputStream(
              new ByteArrayInputStream(tar(List.of(file(name, "")))), "UTF-8")) {
        assertEquals(name, in.getNextEntry().getName());
      }
    }
  }

  @Test
  void aSizeThatUstarCannotHoldIsInAPaxRecord() throws IOException {
    long size = 9L << 30;
    FileEntry entry =
        new FileEntry("f", 0644, Owner.ROOT, TIME, size, FileEntry.Data.of(new byte[0]));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    // The headers are enough; nobody waits for nine gigabytes here.
    TarWriter tar = new TarWriter(out);
    assertThrows(IOException.class, () -> tar.write(entry));
    try (TarArchiveInputStream in =
        new TarArchiveInputStream(new ByteArrayInputStream(out.toByteArray()), "UTF-8")) {
      assertEquals(size, in.getNextEntry().getSize());
    }
    assertTrue(new String(out.toByteArray(), UTF_8).contains("19 size=9663676416\n"));
  }

  @Test
  void aFileThatChangesMeanwhileIsAnError() {
    for (int size : new int[] {3, 5}) {
      FileEntry entry =
          new FileEntry("f", 0644, Owner.ROOT, TIME, size, FileEntry.Data.of(new byte[4]));
      IOException e = assertThrows(IOException.class, () -> tar(List.of(entry)));
      assertTrue(e.getMessage().startsWith("f changed while it was read"), e.getMessage());
    }
  }

  @Test
  void aBackslashIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> tar(List.of(file("a\\b", ""))));
  }
}
