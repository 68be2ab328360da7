package io.github.sitepack.core.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.site.Content;
import io.github.sitepack.core.site.Spool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackCacheTest {
  private static final Digest PROGRAM = digest("program");

  @TempDir Path folder;

  @Test
  void what_one_build_keeps_the_next_one_finds() throws IOException {
    fill(20);
    assertEquals(20, found(PROGRAM, 20));
  }

  @Test
  void another_program_finds_nothing_and_starts_anew() throws IOException {
    fill(20);
    assertEquals(0, found(digest("another"), 20));
    assertEquals(0, found(PROGRAM, 20));
  }

  @Test
  void whatever_byte_is_changed_a_value_is_right_or_missing() throws IOException {
    fill(6);
    byte[] good = Files.readAllBytes(file());
    for (int i = 0; i < good.length; i++) {
      byte[] bad = good.clone();
      bad[i] ^= 0x41;
      Files.write(file(), bad);
      assertTrue(found(PROGRAM, 6) < 6, "byte " + i);
    }
  }

  @Test
  void wherever_a_build_is_killed_the_rest_is_used_and_added_to() throws IOException {
    fill(6);
    byte[] good = Files.readAllBytes(file());
    for (int length = 0; length < good.length; length++) {
      Files.write(file(), Arrays.copyOf(good, length));
      int found = found(PROGRAM, 6);
      assertTrue(found < 6);
      fill(6);
      assertEquals(6, found(PROGRAM, 6), length + " bytes were left");
    }
  }

  @Test
  void a_second_build_does_without() throws IOException {
    try (PackCache first = open(PROGRAM).orElseThrow()) {
      assertEquals(Optional.empty(), open(PROGRAM));
      first.put(digest("a"), value(1));
    }
    assertTrue(open(PROGRAM).isPresent());
  }

  @Test
  void contents_lie_in_the_file_also_when_another_takes_its_place() throws IOException {
    fill(40);
    try (PackCache cache = open(PROGRAM).orElseThrow()) {
      long full = Files.size(file());
      Spool spool = new Spool();
      spool.keep(new byte[64 << 20]); // No room is left in memory.
      byte[] head = "head".getBytes(UTF_8);
      cache.put(digest("page"), head, value(7));
      Content page = cache.content(digest("page"), value(7), spool);
      assertFalse(page instanceof Content.Memory);
      assertArrayEquals(value(7), page.bytes());
      cache.retain();
      assertTrue(Files.size(file()) < full / 2);
      assertArrayEquals(value(7), page.bytes());
      byte[] whole = cache.get(digest("page")).orElseThrow();
      assertArrayEquals(head, Arrays.copyOf(whole, head.length));
      assertArrayEquals(value(7), Arrays.copyOfRange(whole, head.length, whole.length));
    }
  }

  @Test
  void what_is_used_no_more_is_forgotten_when_it_is_most_of_the_file() throws IOException {
    fill(40);
    long full = Files.size(file());
    try (PackCache cache = open(PROGRAM).orElseThrow()) {
      for (int i = 0; i < 5; i++) {
        assertArrayEquals(value(i), cache.get(digest("key " + i)).orElseThrow());
      }
      cache.retain();
      cache.put(digest("new"), value(99));
    }
    assertTrue(Files.size(file()) < full / 2);
    assertEquals(5, found(PROGRAM, 40));
    try (PackCache cache = open(PROGRAM).orElseThrow()) {
      assertArrayEquals(value(99), cache.get(digest("new")).orElseThrow());
    }
  }

  private Path file() {
    return folder.resolve("cache/pages");
  }

  private Optional<PackCache> open(Digest program) throws IOException {
    return PackCache.open(file(), program);
  }

  private void fill(int count) throws IOException {
    try (PackCache cache = open(PROGRAM).orElseThrow()) {
      for (int i = 0; i < count; i++) {
        cache.put(digest("key " + i), value(i));
      }
    }
  }

  /** How many values are there; each of them must be right. */
  private int found(Digest program, int count) throws IOException {
    int found = 0;
    try (PackCache cache = open(program).orElseThrow()) {
      for (int i = 0; i < count; i++) {
        Optional<byte[]> value = cache.get(digest("key " + i));
        if (value.isPresent()) {
          assertArrayEquals(value(i), value.get());
          found++;
        }
      }
    }
    return found;
  }

  private static byte[] value(int seed) {
    return ("value " + "x".repeat(seed * 3) + seed).getBytes(UTF_8);
  }

  private static Digest digest(String text) {
    return Digest.of(text.getBytes(UTF_8));
  }
}
