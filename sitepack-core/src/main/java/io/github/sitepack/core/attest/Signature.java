package io.github.sitepack.core.attest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.digest.Digest;
import java.util.Base64;

/**
 * A signature as cosign keeps it: a text that names the image, and its signature beside it.
 *
 * @param payload the text; not to be changed
 * @param signature of the text, in Base64
 * @see <a href="https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md">cosign,
 *     signature specification</a>
 */
@SuppressWarnings("ArrayRecordComponent") // Two are never compared.
public record Signature(byte[] payload, String signature) {
  /** The media type of the payload. */
  public static final String MEDIA_TYPE = "application/vnd.dev.cosign.simplesigning.v1+json";

  /** The annotation that holds the signature. */
  public static final String ANNOTATION = "dev.cosignproject.cosign/signature";

  /**
   * Signs an image.
   *
   * @param repository where it is, with its registry: {@code registry.example.org/team/site}
   * @param image digest of its manifest or index
   */
  public static Signature of(String repository, Digest image, SigningKey key) {
    // References hold nothing that JSON would have to escape.
    byte[] payload =
        ("{\"critical\":{\"identity\":{\"docker-reference\":\""
                + repository
                + "\"},\"image\":{\"docker-manifest-digest\":\""
                + image
                + "\"},\"type\":\"cosign container image signature\"},\"optional\":null}")
            .getBytes(UTF_8);
    return new Signature(payload, Base64.getEncoder().encodeToString(key.sign(payload)));
  }
}
