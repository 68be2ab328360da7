package io.github.sitepack.core.digest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What {@link Digest} and {@link DiffId} share. */
final class Sha256 {
  private static final int HEX_LENGTH = 64;

  private Sha256() {}

  static MessageDigest start() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  static String hex(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }

  static void requireHex(String hex) {
    boolean good = hex.length() == HEX_LENGTH;
    for (int i = 0; good && i < hex.length(); i++) {
      char c = hex.charAt(i);
      good = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
    if (!good) {
      throw new IllegalArgumentException("not 64 lower-case hexadecimal digits: " + hex);
    }
  }
}
