package io.github.sitepack.core.attest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.digest.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Sha1SumsTest {
  /** SHA-1 of "abc", FIPS 180-4. */
  private static final String ABC = "a9993e364706816aba3e25717850c26c9cd0d89d";

  @TempDir Path folder;

  private Path file(String text) throws IOException {
    Path file = folder.resolve("file-" + Digest.of(text.getBytes(UTF_8)).hex());
    Files.writeString(file, text);
    return file;
  }

  private String sum(Sha1Sums sums, String text) throws IOException {
    return sums.of(Digest.of(text.getBytes(UTF_8)), file(text));
  }

  private Path store() {
    return folder.resolve("sha1");
  }

  @Test
  void whatIsKeptNeedsNoFile() throws IOException {
    List<String> sums = new ArrayList<>();
    for (int round = 0; round < 3; round++) {
      Sha1Sums open = Sha1Sums.open(store());
      for (int i = 0; i < 40; i++) {
        sums.add(sum(open, "text " + (40 * round + i)));
      }
      assertEquals(ABC, sum(open, "abc"));
      open.save(120);
    }
    Sha1Sums again = Sha1Sums.open(store());
    Path gone = folder.resolve("gone");
    for (int i = 0; i < 120; i++) {
      assertEquals(sums.get(i), again.of(Digest.of(("text " + i).getBytes(UTF_8)), gone));
    }
    assertEquals(ABC, again.of(Digest.of("abc".getBytes(UTF_8)), gone));
    assertThrows(IOException.class, () -> again.of(Digest.of("abd".getBytes(UTF_8)), gone));
  }

  @Test
  void aDamagedStoreIsMadeAnew() throws IOException {
    Sha1Sums first = Sha1Sums.open(store());
    assertEquals(ABC, sum(first, "abc"));
    first.save(1);
    byte[] whole = Files.readAllBytes(store());
    for (int i = 0; i < whole.length; i++) {
      byte[] damaged = whole.clone();
      damaged[i] ^= 1;
      Files.write(store(), damaged);
      Sha1Sums open = Sha1Sums.open(store());
      assertEquals(ABC, sum(open, "abc"), "byte " + i);
      open.save(1);
      assertArrayEquals(whole, Files.readAllBytes(store()), "byte " + i);
    }
    Files.write(store(), new byte[0]);
    assertEquals(ABC, sum(Sha1Sums.open(store()), "abc"));
  }

  @Test
  void aFileThatIsAnotherByNowHasNoSum() throws IOException {
    Sha1Sums sums = Sha1Sums.open(store());
    Path other = file("other");
    IOException e =
        assertThrows(IOException.class, () -> sums.of(Digest.of("abc".getBytes(UTF_8)), other));
    assertTrue(e.getMessage().contains("changed"), e.getMessage());
  }

  @Test
  void whatNobodyHasAnyMoreIsForgotten() throws IOException {
    Sha1Sums sums = Sha1Sums.open(store());
    for (int i = 0; i < 100; i++) {
      sum(sums, "text " + i);
    }
    sums.save(100);
    long before = Files.size(store());
    Sha1Sums next = Sha1Sums.open(store());
    sum(next, "abc");
    next.save(10);
    assertTrue(Files.size(store()) < before / 10, "as long as before");
  }
}
