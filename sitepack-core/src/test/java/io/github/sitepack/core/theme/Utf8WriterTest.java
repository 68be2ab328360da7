package io.github.sitepack.core.theme;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8WriterTest {
  private static final String[] LETTERS = {
    "a", "<", "\n", "é", "ß", "–", "字", "\u07ff", "\u0800", "\uffff", "😀", "\ud83d", "\ude00"
  };

  @Test
  void gives_the_bytes_the_jdk_would_give_however_the_text_is_cut() throws Exception {
    Random random = new Random(3);
    for (int round = 0; round < 2_000; round++) {
      StringBuilder whole = new StringBuilder();
      Utf8Writer writer = new Utf8Writer();
      for (int i = random.nextInt(6); i >= 0; i--) {
        StringBuilder piece = new StringBuilder();
        for (int j = random.nextInt(random.nextBoolean() ? 4 : 400); j > 0; j--) {
          piece.append(LETTERS[random.nextInt(LETTERS.length)]);
        }
        whole.append(piece);
        switch (random.nextInt(3)) {
          case 0 -> writer.write(piece.toString());
          case 1 -> writer.write(piece.toString().toCharArray());
          default -> {
            for (int j = 0; j < piece.length(); j++) {
              writer.write(piece.charAt(j));
            }
          }
        }
      }
      assertArrayEquals(whole.toString().getBytes(UTF_8), writer.bytes());
      assertEquals(new String(whole.toString().getBytes(UTF_8), UTF_8), writer.toString());
    }
  }

  @Test
  void a_part_of_a_text_is_written_alone() throws Exception {
    Utf8Writer writer = new Utf8Writer();
    writer.write("x".repeat(200) + "é" + "y".repeat(200), 150, 130);
    writer.write("öffnen", 1, 2);
    assertEquals("x".repeat(50) + "é" + "y".repeat(79) + "ff", writer.toString());
  }
}
