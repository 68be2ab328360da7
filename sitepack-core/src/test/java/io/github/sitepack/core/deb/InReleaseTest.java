package io.github.sitepack.core.deb;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.fake.FakeKey;
import io.github.sitepack.core.report.SitepackException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InReleaseTest {
  private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");
  private static final Instant LATER = Instant.parse("2035-01-01T00:00:00Z");
  private static final String TEXT =
      "Suite: stable\nCodename: test\nDate: Sat, 1 Nov 2026 00:00:00 UTC\n"
          .replace("Sat, 1", "Sun, 01");

  @TempDir Path folder;

  /** What Debian signed in November 2026, whole. */
  private static byte[] real() throws IOException {
    try (InputStream in =
        InReleaseTest.class.getResourceAsStream("testdata/trixie-security.InRelease")) {
      return in.readAllBytes();
    }
  }

  private Keyring keyring(byte[]... keys) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] key : keys) {
      all.writeBytes(key);
    }
    return Keyring.read(Files.write(folder.resolve("keys"), all.toByteArray()));
  }

  private static String refused(byte[] bytes, Keyring keyring, Instant now) {
    return assertThrows(IOException.class, () -> InRelease.verify(bytes, keyring, now))
        .getMessage();
  }

  @Test
  void believesARealRelease() throws IOException {
    InRelease release = InRelease.verify(real(), Keyring.bundled("trixie"), NOW);
    assertEquals(List.of("89C87ACEA5DD6B8E6A7068808E9F831205B4BA95"), release.signedBy());
    assertEquals("trixie-security", release.codename());
    assertEquals("stable-security", release.suite());
    assertEquals(Instant.parse("2026-11-21T00:53:03Z"), release.date());
    assertEquals(Optional.of(Instant.parse("2026-11-28T00:53:03Z")), release.validUntil());
    assertTrue(release.byHash());
    assertTrue(release.architectures().contains("arm64"));
    assertTrue(release.files().containsKey("main/binary-amd64/Packages.xz"));
    assertEquals(Digest.of(real()), release.digest());
  }

  @Test
  void aChangedByteOfARealReleaseIsSeen() throws IOException {
    String text = new String(real(), ISO_8859_1);
    int at = text.indexOf("main/binary-amd64/Packages.xz");
    for (int position : List.of(60, at, text.indexOf("-----BEGIN PGP SIGNATURE") - 2)) {
      byte[] changed = real();
      changed[position] ^= 1;
      String reason = refused(changed, Keyring.bundled("trixie"), NOW);
      assertTrue(reason.startsWith("bad signature by 89C87ACE"), position + ": " + reason);
    }
  }

  @Test
  void timeEndsAReleaseAndItsKeys() throws IOException {
    Keyring keys = Keyring.bundled("trixie");
    assertEquals(
        "valid only until 2026-11-28T00:53:03Z",
        refused(real(), keys, Instant.parse("2026-11-28T00:53:04Z")));
    assertEquals(
        "signed only with an expired key: 89C87ACEA5DD6B8E6A7068808E9F831205B4BA95",
        refused(real(), keys, Instant.parse("2036-01-01T00:00:00Z")));
  }

  @Test
  void lineEndsAndDashesAreNoChange() throws IOException {
    FakeKey key = FakeKey.rsa(LATER);
    byte[] signed = FakeKey.sign(TEXT + "-Dash: yes  \n", List.of(key));
    InRelease plain = InRelease.verify(signed, keyring(key.keyring()), NOW);
    String crlf = new String(signed, ISO_8859_1).replace("\n", "\r\n");
    InRelease other = InRelease.verify(crlf.getBytes(ISO_8859_1), keyring(key.armored()), NOW);
    assertEquals(List.of(key.fingerprint()), plain.signedBy());
    assertEquals(plain.date(), other.date());
  }

  @Test
  void aLineCannotBeHiddenInTheOneAboveIt() throws IOException {
    FakeKey key = FakeKey.ed25519(LATER);
    String expired = TEXT.replace("Date:", "Valid-Until: Mon, 02 Nov 2026 00:00:00 UTC\nDate:");
    byte[] signed = FakeKey.sign(expired, List.of(key));
    Keyring keys = keyring(key.keyring());
    assertEquals("valid only until 2026-11-02T00:00:00Z", refused(signed, keys, NOW));
    String joined = new String(signed, ISO_8859_1).replace("\nValid-Until", "\rValid-Until");
    assertEquals(
        "damaged: a carriage return within a line",
        refused(joined.getBytes(ISO_8859_1), keys, NOW));
  }

  @Test
  void oneBadSignatureSpoilsTheOthers() throws IOException {
    FakeKey good = FakeKey.ed25519(LATER);
    FakeKey bad = FakeKey.ed25519(LATER);
    // Both signatures in one message, of which the second is of another text.
    String message = new String(FakeKey.sign(TEXT, List.of(good, bad)), UTF_8);
    InRelease both =
        InRelease.verify(message.getBytes(UTF_8), keyring(good.keyring(), bad.keyring()), NOW);
    assertEquals(2, both.signedBy().size());
    String changed = message.replace("Suite: stable", "Suite: stabel");
    String reason = refused(changed.getBytes(UTF_8), keyring(good.keyring(), bad.keyring()), NOW);
    assertTrue(reason.startsWith("bad signature by "), reason);
  }

  @Test
  void severalArmoredKeysInOneFileAreAllRead() throws IOException {
    FakeKey first = FakeKey.ed25519(LATER);
    FakeKey second = FakeKey.ed25519(LATER);
    Keyring keys = keyring(first.armored(), second.armored());
    for (FakeKey key : List.of(first, second)) {
      InRelease release = InRelease.verify(FakeKey.sign(TEXT, List.of(key)), keys, NOW);
      assertEquals(List.of(key.fingerprint()), release.signedBy());
    }
  }

  @Test
  void whatIsNoKeyringIsSaidSo() throws IOException {
    SitepackException text =
        assertThrows(SitepackException.class, () -> keyring("hello".getBytes(UTF_8)));
    assertTrue(text.getMessage().contains("public keys"), text.getMessage());
    assertThrows(SitepackException.class, () -> keyring(new byte[0]));
    assertThrows(SitepackException.class, () -> Keyring.read(folder.resolve("none")));
    assertThrows(SitepackException.class, () -> Keyring.bundled("potato"));
  }

  @Test
  void aDamagedReleaseThatIsSignedIsSaidSo() throws IOException {
    FakeKey key = FakeKey.ed25519(LATER);
    Keyring keys = keyring(key.keyring());
    assertEquals(
        "damaged: no field Date", refused(FakeKey.sign("Suite: x\n", List.of(key)), keys, NOW));
    String reason = refused(FakeKey.sign("Suite: x\nDate: yesterday\n", List.of(key)), keys, NOW);
    assertTrue(reason.startsWith("damaged: "), reason);
  }
}
