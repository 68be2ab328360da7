package io.github.sitepack.core.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.AsymmetricCipherKeyPairGenerator;
import org.bouncycastle.crypto.generators.Ed25519KeyPairGenerator;
import org.bouncycastle.crypto.generators.RSAKeyPairGenerator;
import org.bouncycastle.crypto.params.Ed25519KeyGenerationParameters;
import org.bouncycastle.crypto.params.RSAKeyGenerationParameters;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPKeyRingGenerator;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPair;

/** An OpenPGP key of a test that signs releases, with a subkey as Debian's keys have it. */
public final class FakeKey {
  private static final Instant CREATED = Instant.parse("2025-01-01T00:00:00Z");

  private final PGPKeyPair signing;
  private final PGPPublicKeyRing ring;

  private FakeKey(int algorithm, AsymmetricCipherKeyPairGenerator generator, Instant expires) {
    try {
      PGPKeyPair primary = pair(algorithm, generator.generateKeyPair());
      signing = pair(algorithm, generator.generateKeyPair());
      PGPSignatureSubpacketGenerator packets = new PGPSignatureSubpacketGenerator();
      packets.setKeyFlags(false, KeyFlags.SIGN_DATA);
      packets.setKeyExpirationTime(false, Duration.between(CREATED, expires).toSeconds());
      PGPKeyRingGenerator rings =
          new PGPKeyRingGenerator(
              PGPSignature.POSITIVE_CERTIFICATION,
              primary,
              "Test Archive",
              new BcPGPDigestCalculatorProvider().get(HashAlgorithmTags.SHA1),
              packets.generate(),
              null,
              new BcPGPContentSignerBuilder(algorithm, HashAlgorithmTags.SHA256),
              null);
      rings.addSubKey(signing, packets.generate(), null);
      ring = rings.generatePublicKeyRing();
    } catch (PGPException e) {
      throw new IllegalStateException(e);
    }
  }

  private static PGPKeyPair pair(int algorithm, AsymmetricCipherKeyPair keys) throws PGPException {
    return new BcPGPKeyPair(PublicKeyPacket.VERSION_4, algorithm, keys, Date.from(CREATED));
  }

  /** An Ed25519 key that expires. */
  public static FakeKey ed25519(Instant expires) {
    Ed25519KeyPairGenerator generator = new Ed25519KeyPairGenerator();
    generator.init(new Ed25519KeyGenerationParameters(new SecureRandom()));
    return new FakeKey(PublicKeyAlgorithmTags.EDDSA_LEGACY, generator, expires);
  }

  /** An RSA key that expires. */
  public static FakeKey rsa(Instant expires) {
    RSAKeyPairGenerator generator = new RSAKeyPairGenerator();
    generator.init(
        new RSAKeyGenerationParameters(BigInteger.valueOf(65537), new SecureRandom(), 2048, 80));
    return new FakeKey(PublicKeyAlgorithmTags.RSA_GENERAL, generator, expires);
  }

  /** The public keys, as a binary keyring. */
  public byte[] keyring() {
    try {
      return ring.getEncoded();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The public keys, as text. */
  public byte[] armored() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ArmoredOutputStream armor = ArmoredOutputStream.builder().clearHeaders().build(out)) {
      ring.encode(armor);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return out.toByteArray();
  }

  /** Fingerprint of the key that signs. */
  public String fingerprint() {
    return HexFormat.of().withUpperCase().formatHex(signing.getPublicKey().getFingerprint());
  }

  /**
   * Signs a text as a message that can still be read, by each of the keys.
   *
   * @param text lines that end in a line feed
   */
  public static byte[] sign(String text, List<FakeKey> keys) {
    String[] lines = text.split("\n");
    StringBuilder shown = new StringBuilder();
    StringBuilder signed = new StringBuilder();
    for (String line : lines) {
      shown.append(line.startsWith("-") ? "- " : "").append(line).append('\n');
      signed.append(signed.length() == 0 ? "" : "\r\n").append(line.stripTrailing());
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes("-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n".getBytes(UTF_8));
    out.writeBytes(shown.toString().getBytes(UTF_8));
    try (ArmoredOutputStream armor = ArmoredOutputStream.builder().clearHeaders().build(out)) {
      for (FakeKey key : keys) {
        key.signature(signed.toString().getBytes(UTF_8)).encode(armor);
      }
    } catch (IOException | PGPException e) {
      throw new IllegalStateException(e);
    }
    return out.toByteArray();
  }

  private PGPSignature signature(byte[] bytes) throws PGPException {
    PGPSignatureGenerator generator =
        new PGPSignatureGenerator(
            new BcPGPContentSignerBuilder(
                signing.getPublicKey().getAlgorithm(), HashAlgorithmTags.SHA256),
            signing.getPublicKey());
    generator.init(PGPSignature.CANONICAL_TEXT_DOCUMENT, signing.getPrivateKey());
    PGPSignatureSubpacketGenerator packets = new PGPSignatureSubpacketGenerator();
    packets.setIssuerFingerprint(false, signing.getPublicKey());
    packets.setSignatureCreationTime(false, Date.from(CREATED));
    generator.setHashedSubpackets(packets.generate());
    generator.update(bytes);
    return generator.generate();
  }
}
