package io.github.sitepack.core.archive.brotli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.Engines;
import io.github.sitepack.core.archive.Gzip;
import io.github.sitepack.core.digest.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrotliTest {
  /** Some kilobytes in which every part of the encoder has something to do. */
  private static byte[] mixed() {
    Random random = new Random(7);
    String[] words = {
      "the ",
      "Time",
      "encoding",
      "<div class=\"note\">",
      "</div>\n",
      "caf\u00e9 ",
      "\u65e5\u672c",
      "href=\"/guide/\">",
      "0123",
      "HTTP",
      " of the ",
      "ing ",
      "content",
      "\ud834\udd1e",
      "Without"
    };
    StringBuilder text = new StringBuilder("<!doctype html>\n<title>Mixed</title>\n");
    while (text.length() < 30_000) {
      text.append(words[random.nextInt(words.length)]);
      if (random.nextInt(5) == 0) {
        text.append(Integer.toString(random.nextInt(1 << 24), 36)).append(' ');
      }
      if (random.nextInt(40) == 0) {
        int from = random.nextInt(text.length());
        text.append(text, from, Math.min(text.length(), from + random.nextInt(500)));
      }
    }
    return text.toString().getBytes(UTF_8);
  }

  @Test
  void theBytesAreTheSameEverywhere() {
    // Told by other processors, too: docs, explanation/encodings.md. When this changes, raise
    // FORMAT.
    byte[] compressed = Brotli.compress(mixed());
    assertEquals(
        "4409 474316e0b1e1edea30c2b45ef0b52f91d593d8973750c7f631ba37ef08380fd1",
        compressed.length + " " + Digest.of(compressed).hex());
  }

  @Test
  void everyLengthComesBack() {
    byte[] text = mixed();
    for (int length = 0; length < 400; length++) {
      byte[] part = Arrays.copyOfRange(text, length, 2 * length);
      // compress() compares what comes back.
      assertTrue(Brotli.compress(part).length <= part.length + 60, "length " + length);
    }
  }

  @Test
  void strangeContentComesBack() {
    Random random = new Random(11);
    for (int i = 0; i < 60; i++) {
      byte[] noise = new byte[random.nextInt(20_000)];
      random.nextBytes(noise);
      int kinds = 1 + random.nextInt(1 << random.nextInt(9));
      for (int at = 0; at < noise.length; at++) {
        noise[at] = (byte) ((noise[at] & 0xff) % kinds);
      }
      assertTrue(Brotli.compress(noise).length <= noise.length + 400, kinds + " kinds");
    }
  }

  @Test
  void farCopiesAndManyBlocksComeBack() {
    byte[] noise = new byte[150_000];
    new Random(3).nextBytes(noise);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < 35; i++) {
      out.write(noise, 0, noise.length - i);
    }
    byte[] compressed = Brotli.compress(out.toByteArray());
    // Found again at once, and again when the window has moved on from the beginning.
    assertTrue(compressed.length < 160_000, compressed.length + " bytes");
  }

  @Test
  void runsTakeNoTime() {
    byte[] compressed = Brotli.compress(new byte[3_000_000]);
    assertTrue(compressed.length < 400, compressed.length + " bytes");
  }

  @Test
  void threadsDoNotShowInTheBytes() {
    byte[] text = mixed();
    byte[] alone = Brotli.compress(text);
    List<byte[]> together =
        IntStream.range(0, 16).parallel().mapToObj(i -> Brotli.compress(text)).toList();
    together.forEach(compressed -> assertArrayEquals(alone, compressed));
  }

  @Test
  void aPageIsMuchSmallerThanWithGzip() throws IOException {
    int gzip = 0;
    int brotli = 0;
    for (Path page : pages()) {
      byte[] text = Files.readAllBytes(page);
      gzip += Gzip.compress(text).length;
      brotli += Brotli.compress(text).length;
    }
    assertTrue(brotli < 0.85 * gzip, brotli + " bytes, with gzip " + gzip);
  }

  @Test
  void theToolOfItsAuthorsReadsItAndIsNotMuchBetter(@TempDir Path folder)
      throws IOException, InterruptedException {
    Engines.require(Files.isExecutable(Path.of("/usr/bin/brotli")), "brotli");
    List<byte[]> texts = new ArrayList<>(List.of(mixed(), new byte[0], new byte[70_000]));
    for (Path page : pages()) {
      texts.add(Files.readAllBytes(page));
    }
    long ours = 0;
    long theirs = 0;
    for (byte[] text : texts) {
      byte[] compressed = Brotli.compress(text);
      assertArrayEquals(text, run(folder, compressed, "-d"));
      ours += compressed.length;
      theirs += run(folder, text, "-q", "11").length;
    }
    assertTrue(ours < 1.03 * theirs, ours + " bytes, by brotli -q 11 " + theirs);
  }

  /** The manual's own pages, as they are written. */
  private static List<Path> pages() throws IOException {
    try (var files = Files.walk(Path.of("../docs/src/site/content"))) {
      List<Path> pages = files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
      assertTrue(pages.size() > 10, pages.size() + " pages");
      return pages;
    }
  }

  private static byte[] run(Path folder, byte[] input, String... options)
      throws IOException, InterruptedException {
    Path in = Files.write(folder.resolve("in.br"), input);
    Path out = folder.resolve("out");
    List<String> command = new ArrayList<>(List.of("/usr/bin/brotli", "-f", "-k"));
    command.addAll(List.of(options));
    command.addAll(List.of("-o", out.toString(), in.toString()));
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertEquals(0, process.waitFor());
    return Files.readAllBytes(out);
  }
}
