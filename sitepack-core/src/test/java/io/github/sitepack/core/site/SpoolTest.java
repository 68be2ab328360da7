package io.github.sitepack.core.site;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.github.sitepack.core.digest.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpoolTest {
  @Test
  void what_is_kept_comes_back_from_memory_and_from_the_file() throws IOException {
    Spool spool = new Spool(10_000);
    List<Content> kept =
        IntStream.range(0, 500).parallel().mapToObj(i -> keep(spool, bytes(i))).toList();
    for (int i = 0; i < 500; i++) {
      assertArrayEquals(bytes(i), kept.get(i).bytes());
      assertEquals(bytes(i).length, kept.get(i).size());
      assertEquals(Digest.of(bytes(i)), kept.get(i).digest());
    }
    long inMemory = kept.stream().filter(content -> content instanceof Content.Memory).count();
    assertEquals(true, inMemory > 0 && inMemory < 250, inMemory + " in memory");
  }

  @Test
  void a_small_site_has_no_file() throws IOException {
    assertInstanceOf(Content.Memory.class, new Spool().keep(new byte[1 << 20]));
  }

  private static Content keep(Spool spool, byte[] bytes) {
    try {
      return spool.keep(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(int seed) {
    byte[] bytes = new byte[seed % 300];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
