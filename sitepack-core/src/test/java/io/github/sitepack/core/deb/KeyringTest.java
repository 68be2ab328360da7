package io.github.sitepack.core.deb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.junit.jupiter.api.Test;

class KeyringTest {
  /** The table in the README beside the keys is about the keys that are there. */
  @Test
  void theBuiltInKeysAreTheDocumentedOnes() throws IOException {
    List<String> rows;
    try (InputStream in = Keyring.class.getResourceAsStream("README.md")) {
      rows =
          new String(in.readAllBytes(), UTF_8)
              .lines()
              .filter(line -> line.startsWith("| `debian-archive-"))
              .toList();
    }
    assertEquals(3, rows.size());
    Keyring keys = Keyring.bundled("trixie");
    for (String row : rows) {
      List<String> cells = Arrays.stream(row.split("\\|")).map(String::strip).toList();
      String fingerprint = cells.get(2);
      long id = new BigInteger(fingerprint.substring(24), 16).longValue();
      PGPPublicKey key = keys.find(id).get();
      assertEquals(fingerprint, Keyring.fingerprint(key));
      Instant day = LocalDate.parse(cells.get(3)).atStartOfDay().toInstant(ZoneOffset.UTC);
      assertFalse(keys.expired(key, day.minusSeconds(1)), row);
      assertTrue(keys.expired(key, day.plusSeconds(24 * 3600)), row);
    }
  }
}
