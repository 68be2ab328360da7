package io.github.sitepack.core.attest;

import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.SitepackException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;

/**
 * A private key on the curve P-256. It signs the same bytes always the same way: the number that
 * others take from chance comes of key and text.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6979">RFC 6979, deterministic ECDSA</a>
 */
public final class SigningKey {
  private static final X9ECParameters CURVE = CustomNamedCurves.getByName("P-256");

  private static final ECDomainParameters DOMAIN =
      new ECDomainParameters(CURVE.getCurve(), CURVE.getG(), CURVE.getN(), CURVE.getH());

  private static final Pattern PEM =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

  private final BigInteger secret;

  SigningKey(BigInteger secret) {
    this.secret = secret;
  }

  /**
   * Reads a key: PKCS #8 in PEM, encrypted or not, or what {@code openssl ecparam} writes.
   *
   * @param passphrase for an encrypted key; in no message
   * @throws SitepackException when the file is missing or is no such key, or cannot be opened
   */
  public static SigningKey read(Path file, Optional<char[]> passphrase) {
    String name = file.getFileName().toString();
    String text;
    try {
      text = Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new SitepackException(
          Place.of(name), "there is no such key", "name the PEM file of a private key", e);
    } catch (IOException e) {
      throw new SitepackException(
          Place.of(name), "cannot be read", "give this user access to it", e);
    }
    Matcher pem =
        PEM.matcher(text.replaceAll("(?s)-----BEGIN EC PARAMETERS.*?PARAMETERS-----", ""));
    if (!pem.find()) {
      throw unusable(name, "it is no private key in PEM");
    }
    byte[] bytes = Base64.getMimeDecoder().decode(pem.group(2));
    try {
      return switch (pem.group(1)) {
        case "PRIVATE KEY" -> of(name, new PKCS8EncodedKeySpec(bytes));
        case "EC PRIVATE KEY" ->
            of(name, org.bouncycastle.asn1.sec.ECPrivateKey.getInstance(bytes).getKey(), CURVE);
        case "ENCRYPTED PRIVATE KEY" -> of(name, opened(name, bytes, passphrase));
        default -> throw unusable(name, "it holds something of the kind " + pem.group(1));
      };
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      // Without the cause: what it says may be of the key.
      throw unusable(name, "it cannot be understood");
    }
  }

  private static KeySpec opened(String name, byte[] bytes, Optional<char[]> passphrase)
      throws IOException, GeneralSecurityException {
    if (passphrase.isEmpty()) {
      throw new SitepackException(
          Place.of(name),
          "the key is encrypted, and there is no passphrase",
          "set SITEPACK_SIGN_PASSPHRASE, or name a server of settings.xml that has it"
              + " (sitepack.push.signServer)");
    }
    EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(bytes);
    AlgorithmParameters parameters = info.getAlgParameters();
    // The JDK tells the scheme of PBES2 by the text of its parameters only.
    String scheme = info.getAlgName().equals("PBES2") ? parameters.toString() : info.getAlgName();
    PBEKeySpec secret = new PBEKeySpec(passphrase.get());
    try {
      Cipher cipher = Cipher.getInstance(scheme);
      cipher.init(
          Cipher.DECRYPT_MODE,
          SecretKeyFactory.getInstance(scheme).generateSecret(secret),
          parameters);
      return info.getKeySpec(cipher);
    } catch (GeneralSecurityException e) {
      throw new SitepackException(
          Place.of(name), "the passphrase does not open the key", "check the passphrase");
    } finally {
      secret.clearPassword();
    }
  }

  private static SigningKey of(String name, KeySpec spec) throws GeneralSecurityException {
    try {
      ECPrivateKey key = (ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(spec);
      if (!key.getParams().getOrder().equals(CURVE.getN())) {
        throw unusable(name, "it is on another curve than P-256");
      }
      return new SigningKey(key.getS());
    } catch (InvalidKeySpecException e) {
      throw unusable(name, "it is no key of an elliptic curve");
    }
  }

  private static SigningKey of(String name, BigInteger secret, X9ECParameters curve) {
    if (secret.signum() <= 0 || secret.compareTo(curve.getN()) >= 0) {
      throw unusable(name, "it is on another curve than P-256");
    }
    return new SigningKey(secret);
  }

  private static SitepackException unusable(String name, String why) {
    return new SitepackException(
        Place.of(name),
        "cannot sign: " + why,
        "make one with openssl ecparam -name prime256v1 -genkey, and openssl pkcs8 -topk8");
  }

  /** An ECDSA signature over the SHA-256 of some bytes, in DER. */
  byte[] sign(byte[] bytes) {
    SHA256Digest sha256 = new SHA256Digest();
    sha256.update(bytes, 0, bytes.length);
    byte[] hash = new byte[sha256.getDigestSize()];
    sha256.doFinal(hash, 0);
    ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    signer.init(true, new ECPrivateKeyParameters(secret, DOMAIN));
    ASN1EncodableVector both = new ASN1EncodableVector();
    for (BigInteger part : signer.generateSignature(hash)) {
      both.add(new ASN1Integer(part));
    }
    try {
      return new DERSequence(both).getEncoded();
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail", e);
    }
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "a private key";
  }
}
