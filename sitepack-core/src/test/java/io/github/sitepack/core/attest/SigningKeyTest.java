package io.github.sitepack.core.attest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.report.SitepackException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeyTest {
  @TempDir Path home;

  /** RFC 6979, appendix A.2.5. */
  @Test
  void theSpecificationsExampleComesOut() {
    SigningKey key =
        new SigningKey(
            new BigInteger("C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721", 16));
    assertEquals(
        "3046022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
            + "022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8",
        HexFormat.of().formatHex(key.sign("sample".getBytes(UTF_8))));
  }

  @Test
  void keysOfOpensslAreRead() throws IOException, InterruptedException {
    Path plain = home.resolve("ec.pem");
    Path pkcs8 = home.resolve("pkcs8.pem");
    Path sealed = home.resolve("sealed.pem");
    openssl("ecparam", "-name", "prime256v1", "-genkey", "-out", plain.toString());
    openssl("pkcs8", "-topk8", "-nocrypt", "-in", plain.toString(), "-out", pkcs8.toString());
    openssl(
        "pkcs8",
        "-topk8",
        "-passout",
        "pass:open sesame",
        "-in",
        plain.toString(),
        "-out",
        sealed.toString());
    byte[] text = "text".getBytes(UTF_8);
    byte[] signature = SigningKey.read(plain, Optional.empty()).sign(text);
    assertArrayEquals(signature, SigningKey.read(pkcs8, Optional.empty()).sign(text));
    assertArrayEquals(signature, SigningKey.read(sealed, passphrase("open sesame")).sign(text));

    for (Optional<char[]> wrong : List.of(passphrase("open barley"), Optional.<char[]>empty())) {
      SitepackException e =
          assertThrows(SitepackException.class, () -> SigningKey.read(sealed, wrong));
      assertTrue(e.getMessage().contains("passphrase"), e.getMessage());
      assertFalse(e.getMessage().contains("barley"), e.getMessage());
    }
  }

  private static Optional<char[]> passphrase(String text) {
    return Optional.of(text.toCharArray());
  }

  private static void openssl(String... arguments) throws IOException, InterruptedException {
    List<String> command = new java.util.ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertTrue(process.waitFor(20, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue(), output);
  }

  @Test
  void whatIsNoSuchKeyIsSaid() throws IOException, GeneralSecurityException {
    assertTrue(problem(home.resolve("none.pem")).contains("no such key"));
    assertTrue(problem(write("no key")).contains("no private key in PEM"));
    assertTrue(problem(write(pem("PRIVATE KEY", new byte[20]))).contains("cannot sign"));
    assertTrue(problem(write(pem("CERTIFICATE", new byte[20]))).contains("CERTIFICATE"));
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp384r1"));
    KeyPair large = generator.generateKeyPair();
    assertTrue(
        problem(write(pem("PRIVATE KEY", large.getPrivate().getEncoded())))
            .contains("another curve than P-256"));
    KeyPair rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();
    assertTrue(
        problem(write(pem("PRIVATE KEY", rsa.getPrivate().getEncoded())))
            .contains("no key of an elliptic curve"));
  }

  private static String problem(Path key) {
    return assertThrows(SitepackException.class, () -> SigningKey.read(key, Optional.empty()))
        .getMessage();
  }

  private Path write(String text) throws IOException {
    return Files.writeString(home.resolve("key.pem"), text);
  }

  private static String pem(String kind, byte[] bytes) {
    return "-----BEGIN "
        + kind
        + "-----\n"
        + Base64.getEncoder().encodeToString(bytes)
        + "\n-----END "
        + kind
        + "-----\n";
  }
}
