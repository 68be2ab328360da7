package io.github.sitepack.core.deb;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.SitepackException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.bc.BcPGPPublicKeyRingCollection;

/**
 * The OpenPGP keys whose signatures are believed.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9580.html">RFC 9580</a>
 */
public final class Keyring {
  private static final List<String> BUNDLED = List.of("automatic", "security-automatic", "stable");
  private static final String ARMOR = "-----BEGIN PGP PUBLIC KEY BLOCK-----";

  private final List<PGPPublicKeyRing> rings;

  private Keyring(List<PGPPublicKeyRing> rings) {
    this.rings = List.copyOf(rings);
  }

  /**
   * The keys that Debian signs a release with, as they are part of sitepack. They come from the
   * package {@code debian-archive-keyring}.
   *
   * @throws SitepackException when there are none for the suite
   */
  public static Keyring bundled(String suite) {
    List<PGPPublicKeyRing> rings = new ArrayList<>();
    for (String kind : BUNDLED) {
      String name = "debian-archive-" + suite + "-" + kind + ".gpg";
      try (InputStream in = Keyring.class.getResourceAsStream(name)) {
        if (in == null) {
          throw new SitepackException(
              Place.of(suite),
              "sitepack has no keys for this suite",
              "use trixie, or name a file with the keys its releases are signed with"
                  + " (sitepack.keyring)");
        }
        rings.addAll(parse(in.readAllBytes()));
      } catch (IOException | PGPException e) {
        throw new IllegalStateException("the built-in key " + name + " is damaged", e);
      }
    }
    return new Keyring(rings);
  }

  /**
   * Keys of a file, in binary or in armored form.
   *
   * @throws SitepackException when it cannot be read or has no keys
   */
  public static Keyring read(Path file) {
    String name = file.toString();
    String fix = "export the public keys with: gpg --export > keyring.gpg";
    try {
      List<PGPPublicKeyRing> rings = parse(Files.readAllBytes(file));
      if (rings.isEmpty()) {
        throw new SitepackException(Place.of(name), "has no public keys", fix);
      }
      return new Keyring(rings);
    } catch (IOException | PGPException e) {
      throw new SitepackException(
          Place.of(name), "is not an OpenPGP keyring: " + e.getMessage(), fix, e);
    }
  }

  private static List<PGPPublicKeyRing> parse(byte[] bytes) throws IOException, PGPException {
    String text = new String(bytes, ISO_8859_1);
    List<PGPPublicKeyRing> rings = new ArrayList<>();
    if (text.contains(ARMOR)) {
      for (int at = text.indexOf(ARMOR); at >= 0; at = text.indexOf(ARMOR, at + 1)) {
        rings.addAll(decode(text.substring(at).getBytes(ISO_8859_1)));
      }
    } else {
      rings.addAll(decode(bytes));
    }
    return rings;
  }

  private static List<PGPPublicKeyRing> decode(byte[] bytes) throws IOException, PGPException {
    List<PGPPublicKeyRing> rings = new ArrayList<>();
    InputStream in = PGPUtil.getDecoderStream(new ByteArrayInputStream(bytes));
    new BcPGPPublicKeyRingCollection(in).getKeyRings().forEachRemaining(rings::add);
    return rings;
  }

  /** The key with this id, when it is here and may sign. */
  Optional<PGPPublicKey> find(long keyId) {
    for (PGPPublicKeyRing ring : rings) {
      PGPPublicKey key = ring.getPublicKey(keyId);
      if (key != null && !key.hasRevocation() && !ring.getPublicKey().hasRevocation()) {
        return Optional.of(key);
      }
    }
    return Optional.empty();
  }

  /** Whether the key or the primary key above it has expired at that time. */
  boolean expired(PGPPublicKey key, Instant now) {
    for (PGPPublicKeyRing ring : rings) {
      if (ring.getPublicKey(key.getKeyID()) != null) {
        return ended(key, now) || ended(ring.getPublicKey(), now);
      }
    }
    return true;
  }

  private static boolean ended(PGPPublicKey key, Instant now) {
    long seconds = key.getValidSeconds();
    Instant end = key.getCreationTime().toInstant().plus(Duration.ofSeconds(seconds));
    return seconds != 0 && !now.isBefore(end);
  }

  /** 40 upper-case hexadecimal digits. */
  static String fingerprint(PGPPublicKey key) {
    return HexFormat.of().withUpperCase().formatHex(key.getFingerprint());
  }
}
