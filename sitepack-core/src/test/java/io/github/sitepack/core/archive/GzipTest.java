package io.github.sitepack.core.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.Engines;
import io.github.sitepack.core.digest.Digest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GzipTest {
  private static final int MIB = 1 << 20;

  private static final byte[] SAMPLE = sampled(13 * MIB);

  /** Words and noise in turns, so that all three kinds of deflate blocks occur. */
  static byte[] sample(int length) {
    return Arrays.copyOf(SAMPLE, length);
  }

  private static byte[] sampled(int length) {
    Random random = new Random(20261123);
    byte[] bytes = new byte[length];
    int at = 0;
    while (at < length) {
      boolean words = random.nextInt(4) > 0;
      int end = Math.min(length, at + 1 + random.nextInt(100_000));
      for (; at < end; at++) {
        bytes[at] =
            words
                ? (byte) "the quick brown fox ".charAt((at + random.nextInt(3)) % 20)
                : (byte) random.nextInt(256);
      }
    }
    return bytes;
  }

  private static byte[] unzip(byte[] gzip) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
      return in.readAllBytes();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, ac73670af3abed54ac6fb4695131f4099be9fbe39d6076c5d0264a6bbdae9d83",
    "1, e6d5802e1c550f13b1cb2bf3ac49f2969286b1dacd29b6da96bf1404c5d0990c",
    "1000, 12b87a3b26245e5d86c676f46a68e8d900b6eb052d15a60138ce035680bb0448",
    "1048575, beafc60d03c8d6d3201c6d937168bb162c9864b7046cbb1f7d7bb70fb43cd52b",
    "1048576, 292da611b2d4c03987a289bdd128291ec84638ee3ec55e72ba35c1fbaa338bb6",
    "1048577, 56bdd69124f9a09774857b4dd07d518a58ccc1efd02cb3a1ac3913ea0a54991e",
    "5000000, cfdd76f9d2e7fe6a5a23adfddbc8e77c14393b8c9ccf5526be7e5f3165490063",
  })
  void bytesNeverChange(int length, String digest) throws IOException {
    byte[] gzip = Gzip.compress(sample(length));
    assertArrayEquals(sample(length), unzip(gzip));
    assertEquals(digest, Digest.of(gzip).hex(), "raise Gzip.FORMAT when this is wanted");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void neitherThreadsNorWriteSizesShow(int threads) throws IOException {
    byte[] sample = sample(2 * MIB + 12_345);
    byte[] expected = Gzip.compress(sample);
    Random random = new Random(threads);
    ForkJoinPool pool = new ForkJoinPool(threads);
    try {
      for (int largest : new int[] {7_000, 3 * MIB}) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream gzip = Gzip.stream(out, pool)) {
          int at = 0;
          while (at < sample.length) {
            int length = Math.min(sample.length - at, random.nextInt(largest));
            gzip.write(sample, at, length);
            at += length;
          }
        }
        assertArrayEquals(expected, out.toByteArray(), "writes up to " + largest);
      }
    } finally {
      pool.shutdown();
    }
  }

  @Test
  @Timeout(60)
  void aPoolThatHasNoTimeDoesNotStopTheWork() throws IOException {
    byte[] sample = sample(3 * MIB);
    ForkJoinPool pool = new ForkJoinPool(1);
    CountDownLatch done = new CountDownLatch(1);
    try {
      pool.execute(ForkJoinTask.adapt(() -> done.await(2, TimeUnit.MINUTES)));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (OutputStream gzip = Gzip.stream(out, pool)) {
        gzip.write(sample);
      }
      assertArrayEquals(Gzip.compress(sample), out.toByteArray());
    } finally {
      done.countDown();
      pool.shutdown();
    }
  }

  @Test
  void singleBytesGiveTheSame() throws IOException {
    byte[] sample = sample(MIB + 1000);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip = Gzip.stream(out)) {
      for (byte b : sample) {
        gzip.write(b);
      }
    }
    assertArrayEquals(Gzip.compress(sample), out.toByteArray());
  }

  @Test
  void theInputMayBeReusedAfterAWrite() throws IOException {
    byte[] sample = sample(3 * MIB);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[MIB];
    try (OutputStream gzip = Gzip.stream(out)) {
      for (int at = 0; at < sample.length; at += MIB) {
        System.arraycopy(sample, at, buffer, 0, MIB);
        gzip.write(buffer);
      }
    }
    assertArrayEquals(sample, unzip(out.toByteArray()));
  }

  @Test
  void theHeaderSaysNothingOfTimeOrSystem() {
    byte[] gzip = Gzip.compress("x".getBytes(UTF_8));
    byte[] header = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
    for (int i = 0; i < header.length; i++) {
      assertEquals(header[i], gzip[i], "byte " + i);
    }
  }

  @Test
  void aFailingDiskFailsTheWriteAndEndsTheWork() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    IOException e =
        assertThrows(
            IOException.class,
            () -> {
              try (OutputStream gzip = Gzip.stream(full)) {
                gzip.write(sample(12 * MIB));
              }
            });
    assertEquals("No space left on device", e.getMessage());
  }

  @Test
  void gzipAcceptsIt(@TempDir Path folder) throws IOException, InterruptedException {
    Engines.require(Files.isExecutable(Path.of("/usr/bin/gzip")), "gzip");
    Path file = folder.resolve("sample.gz");
    Files.write(file, Gzip.compress(sample(2 * MIB + 1)));
    Process gzip =
        new ProcessBuilder("/usr/bin/gzip", "-t", "-v", file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(gzip.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, gzip.waitFor(), said);
    assertTrue(said.contains("OK"), said);
  }
}
