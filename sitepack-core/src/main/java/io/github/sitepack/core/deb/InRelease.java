package io.github.sitepack.core.deb;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.sitepack.core.digest.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bouncycastle.bcpg.ArmoredInputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;

/**
 * A signed release of a suite: what it says only after its signatures have been checked.
 *
 * @param digest SHA-256 of the InRelease file
 * @param suite {@code Suite}, like {@code stable}
 * @param codename {@code Codename}, like {@code trixie}
 * @param date {@code Date}
 * @param validUntil {@code Valid-Until}, where present
 * @param architectures {@code Architectures}
 * @param byHash whether files can be had by their hash
 * @param files the listed files by path below the suite's folder
 * @param signedBy fingerprints of the keys whose signatures are good, sorted
 * @see <a href="https://wiki.debian.org/DebianRepository/Format#A.22Release.22_files">the format of
 *     Release files</a>
 */
public record InRelease(
    Digest digest,
    String suite,
    String codename,
    Instant date,
    Optional<Instant> validUntil,
    List<String> architectures,
    boolean byHash,
    SortedMap<String, Listed> files,
    List<String> signedBy) {
  private static final String BEGIN = "-----BEGIN PGP SIGNED MESSAGE-----";
  private static final String SIGNATURE = "-----BEGIN PGP SIGNATURE-----";
  private static final String END = "-----END PGP SIGNATURE-----";

  /**
   * A file that the release lists.
   *
   * @param digest its SHA-256
   * @param size in bytes
   */
  public record Listed(Digest digest, long size) {}

  /** Copies the lists. */
  public InRelease {
    architectures = List.copyOf(architectures);
    signedBy = List.copyOf(signedBy);
    files = new TreeMap<>(files);
  }

  /**
   * Checks the signatures and reads the release. At least one signature must be good and of a key
   * that has not expired; signatures of unknown keys do not count; a bad one spoils the file.
   *
   * @param now the time at which keys and the release must be valid
   * @throws IOException when it cannot be believed; the message is the reason
   */
  public static InRelease verify(byte[] bytes, Keyring keyring, Instant now) throws IOException {
    Signed signed = Signed.parse(new String(bytes, ISO_8859_1));
    List<String> signedBy = signers(signed, keyring, now);
    try {
      InRelease release = read(Control.parse(signed.text()), Digest.of(bytes), signedBy);
      if (release.validUntil().isPresent() && now.isAfter(release.validUntil().get())) {
        throw new IOException("valid only until " + release.validUntil().get());
      }
      return release;
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IOException("damaged: " + e.getMessage(), e);
    }
  }

  private static InRelease read(Control control, Digest digest, List<String> signedBy) {
    SortedMap<String, Listed> files = new TreeMap<>();
    for (String line : control.text("SHA256").split("\n")) {
      String[] words = line.strip().split("\\s+");
      if (words.length == 3) {
        files.put(words[2], new Listed(new Digest(words[0]), Long.parseLong(words[1])));
      }
    }
    return new InRelease(
        digest,
        control.text("Suite"),
        control.text("Codename"),
        date(control.require("Date")),
        control.get("Valid-Until").map(InRelease::date),
        List.of(control.text("Architectures").split("\\s+")),
        control.text("Acquire-By-Hash").equals("yes"),
        files,
        signedBy);
  }

  private static Instant date(String text) {
    // The zone is always UTC, which RFC 1123 calls GMT.
    String gmt = text.replaceFirst("\\s(UTC|Z)$", " GMT");
    return ZonedDateTime.parse(gmt, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
  }

  private static List<String> signers(Signed signed, Keyring keyring, Instant now)
      throws IOException {
    SortedSet<String> good = new TreeSet<>();
    SortedSet<String> expired = new TreeSet<>();
    SortedSet<String> unknown = new TreeSet<>();
    for (PGPSignature signature : signed.signatures()) {
      Optional<PGPPublicKey> key = keyring.find(signature.getKeyID());
      if (key.isEmpty()) {
        unknown.add(String.format(Locale.ROOT, "%016X", signature.getKeyID()));
        continue;
      }
      String fingerprint = Keyring.fingerprint(key.get());
      if (!isGood(signature, key.get(), signed.text())) {
        throw new IOException("bad signature by " + fingerprint);
      }
      boolean late = keyring.expired(key.get(), now) || ended(signature, now);
      (late ? expired : good).add(fingerprint);
    }
    if (good.isEmpty()) {
      throw new IOException(
          !expired.isEmpty()
              ? "signed only with an expired key: " + String.join(", ", expired)
              : !unknown.isEmpty()
                  ? "signed only with unknown keys: " + String.join(", ", unknown)
                  : "no signature");
    }
    return List.copyOf(good);
  }

  private static boolean ended(PGPSignature signature, Instant now) {
    long seconds =
        signature.getHashedSubPackets() == null
            ? 0
            : signature.getHashedSubPackets().getSignatureExpirationTime();
    return seconds != 0
        && now.isAfter(signature.getCreationTime().toInstant().plusSeconds(seconds));
  }

  private static boolean isGood(PGPSignature signature, PGPPublicKey key, String text) {
    int hash = signature.getHashAlgorithm();
    if (signature.getSignatureType() != PGPSignature.CANONICAL_TEXT_DOCUMENT
        || (hash != HashAlgorithmTags.SHA256
            && hash != HashAlgorithmTags.SHA384
            && hash != HashAlgorithmTags.SHA512)) {
      return false;
    }
    try {
      signature.init(new BcPGPContentVerifierBuilderProvider(), key);
      // RFC 9580, section 7.2: lines end in CR LF, and the last has no end.
      signature.update(text.replace("\n", "\r\n").getBytes(ISO_8859_1));
      return signature.verify();
    } catch (PGPException | IllegalArgumentException | ArithmeticException e) {
      return false;
    }
  }

  /**
   * A cleartext-signed message.
   *
   * @param text the signed lines, unescaped and without blanks at their ends, joined by line feeds
   * @param signatures all of them
   * @see <a href="https://www.rfc-editor.org/rfc/rfc9580.html#section-7">RFC 9580, section 7</a>
   */
  private record Signed(String text, List<PGPSignature> signatures) {
    static Signed parse(String message) throws IOException {
      String[] lines = message.split("\n", -1);
      int at = 0;
      if (!lines[at++].stripTrailing().equals(BEGIN)) {
        throw new IOException("not a signed release");
      }
      while (at < lines.length && !lines[at].isBlank()) {
        if (!lines[at++].startsWith("Hash: ")) {
          throw new IOException("damaged: unexpected header of the signed message");
        }
      }
      List<String> text = new ArrayList<>();
      for (at++; at < lines.length && !lines[at].stripTrailing().equals(SIGNATURE); at++) {
        String line = stripped(lines[at]);
        if (line.indexOf('\r') >= 0) {
          // For the signature it ends a line, for us it does not: lines could be hidden so.
          throw new IOException("damaged: a carriage return within a line");
        }
        if (line.startsWith("- ")) {
          line = line.substring(2);
        } else if (line.startsWith("-")) {
          throw new IOException("damaged: a line of the signed message is not escaped");
        }
        text.add(line);
      }
      List<String> armor = new ArrayList<>();
      for (; at < lines.length; at++) {
        armor.add(lines[at].stripTrailing());
        if (lines[at].stripTrailing().equals(END)) {
          break;
        }
      }
      if (at == lines.length) {
        throw new IOException("it ends before its signature does");
      }
      // What follows the signature is not signed, so there must be nothing.
      for (at++; at < lines.length; at++) {
        if (!lines[at].isBlank()) {
          throw new IOException("damaged: text after the signature");
        }
      }
      return new Signed(String.join("\n", text), signatures(String.join("\n", armor) + "\n"));
    }

    private static String stripped(String line) {
      int end = line.length();
      while (end > 0 && " \t\r".indexOf(line.charAt(end - 1)) >= 0) {
        end--;
      }
      return line.substring(0, end);
    }

    private static List<PGPSignature> signatures(String armor) throws IOException {
      List<PGPSignature> signatures = new ArrayList<>();
      try {
        BcPGPObjectFactory packets =
            new BcPGPObjectFactory(
                new ArmoredInputStream(new ByteArrayInputStream(armor.getBytes(ISO_8859_1))));
        for (Object packet = packets.nextObject(); packet != null; packet = packets.nextObject()) {
          if (packet instanceof PGPSignatureList list) {
            list.forEach(signatures::add);
          }
        }
      } catch (IOException | RuntimeException e) {
        throw new IOException("damaged signature: " + e.getMessage(), e);
      }
      return signatures;
    }
  }
}
