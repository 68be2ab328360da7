package io.github.sitepack.core.target;

import com.google.cloud.tools.jib.api.DescriptorDigest;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.blob.BlobDescriptor;
import com.google.cloud.tools.jib.blob.Blobs;
import com.google.cloud.tools.jib.image.json.ManifestTemplate;
import com.google.cloud.tools.jib.registry.ManifestAndDigest;
import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.fetch.Cache;
import io.github.sitepack.core.fetch.Patience;
import io.github.sitepack.core.image.ImageFolder;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.report.SitepackException;
import io.github.sitepack.core.report.Transfer;
import io.github.sitepack.core.report.Transfers;
import java.io.IOException;
import java.nio.file.Path;
import java.security.DigestException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * A registry that takes images byte for byte.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md">OCI
 *     distribution</a>
 */
public final class Registry {
  /** What a build uses: a registry that is busy for some seconds is waited for. */
  public static final Patience PATIENCE =
      new Patience(
          Duration.ofSeconds(10),
          Duration.ofSeconds(20),
          Duration.ofSeconds(20),
          5,
          Duration.ofSeconds(1));

  private final Logins logins;
  private final Patience patience;
  private final Report report;

  /** Asks {@code logins} who pushes. */
  public Registry(Logins logins, Patience patience, Report report) {
    this.logins = logins;
    this.patience = patience;
    this.report = report;
  }

  /**
   * What a push has moved.
   *
   * @param blobs number of configs and layers that were sent
   * @param bytes their length
   * @param known number of those that the registry had already
   * @param changed whether anything was sent or any tag moved
   */
  public record Sent(int blobs, long bytes, int known, boolean changed) {}

  /**
   * Brings the image to one repository, and asks afterwards what the registry has under each tag.
   *
   * @param names the same registry and repository with one or more tags
   * @param mountable another repository of the registry that has the image already
   * @throws SitepackException when the registry is not there, refuses, or has another digest
   *     afterwards
   */
  public Sent put(ImageFolder image, List<ImageName> names, Optional<ImageName> mountable) {
    try (RegistrySession session =
        new RegistrySession(names.get(0), true, mountable, logins, patience, report)) {
      return new Push(image, names, mountable, session).run();
    }
  }

  /**
   * Brings an image from a registry into a folder, as an OCI layout of the same bytes.
   *
   * @param known where a blob lies that need not be fetched, when it is somewhere
   * @return the digest of its manifest or index
   * @throws SitepackException when the registry is not there, refuses, or gives other bytes than
   *     were asked for
   * @throws IOException when the folder cannot be written
   */
  public Digest get(RemoteImage image, Path folder, Function<Digest, Optional<Path>> known)
      throws IOException {
    try (RegistrySession session =
        new RegistrySession(image.name(), false, Optional.empty(), logins, patience, report)) {
      return new RegistryPull(session, image, folder, known).run();
    }
  }

  /**
   * Speaks to the repository of an image, to read what is in it.
   *
   * @param cache where blobs are kept
   * @throws SitepackException when the registry is not there or refuses
   */
  public RegistryReader reader(RemoteImage image, Cache cache) {
    return new RegistryReader(
        image,
        new RegistrySession(image.name(), false, Optional.empty(), logins, patience, report),
        cache);
  }

  /**
   * Keeps attachments and a signature beside an image that the repository has.
   *
   * @param signer signs the name of the repository, when somebody does
   * @return whether anything had to be sent
   * @throws SitepackException when the registry is not there or refuses
   */
  public boolean attach(
      ImageFolder image,
      ImageName name,
      List<Attachment> attachments,
      Optional<Function<String, Signed>> signer) {
    ImageFolder.Document subject = image.documents().get(image.documents().size() - 1);
    try (RegistrySession session =
        new RegistrySession(name, true, Optional.empty(), logins, patience, report)) {
      RegistryAttach attach = new RegistryAttach(session, subject);
      if (!attachments.isEmpty()) {
        attach.attach(attachments);
      }
      if (signer.isPresent()) {
        attach.sign(signer.get().apply(cosigns(name)));
      }
      return attach.changed();
    } catch (IOException e) {
      throw new SitepackException(
          RegistrySession.place(name),
          "what lies beside the image in the registry cannot be read: " + e.getMessage(),
          "remove the tags sha256-… of the image in the registry, and push again",
          e);
    }
  }

  /** What cosign calls a repository. */
  private static String cosigns(ImageName name) {
    return (name.registry().equals("docker.io") ? "index.docker.io" : name.registry())
        + "/"
        + name.repository();
  }

  /** One image on its way to one repository. */
  private static final class Push {
    private final ImageFolder image;
    private final List<ImageName> names;
    private final ImageName first;
    private final Optional<ImageName> mountable;
    private final RegistrySession session;
    private int blobs;
    private long bytes;
    private int known;
    private boolean changed;

    Push(
        ImageFolder image,
        List<ImageName> names,
        Optional<ImageName> mountable,
        RegistrySession session) {
      this.image = image;
      this.names = names;
      this.first = names.get(0);
      this.mountable = mountable;
      this.session = session;
    }

    Sent run() {
      try (Transfers.Steps steps = session.transfers().expect(image.blobs().size())) {
        for (ImageFolder.Blob blob : image.blobs()) {
          send(blob);
          steps.next();
        }
      }
      int last = image.documents().size() - 1;
      for (ImageFolder.Document document : image.documents().subList(0, last)) {
        send(document, document.digest().toString());
      }
      for (ImageName name : names) {
        send(image.documents().get(last), name.tag());
      }
      names.forEach(this::compare);
      return new Sent(blobs, bytes, known, changed);
    }

    private void send(ImageFolder.Blob blob) {
      DescriptorDigest digest = jibs(blob.digest());
      Optional<BlobDescriptor> there = session.attempt(() -> session.client().checkBlob(digest));
      if (there.isPresent()) {
        if (there.get().getSize() != blob.size()) {
          throw new SitepackException(
              RegistrySession.place(first),
              "the registry has "
                  + there.get().getSize()
                  + " bytes under "
                  + blob.digest()
                  + ", which has "
                  + blob.size(),
              "have the registry remove that blob, which is damaged there, and push again");
        }
        known++;
        return;
      }
      try {
        if (!blob.isWhole()) {
          throw damaged("has other bytes than its name says", null);
        }
      } catch (IOException e) {
        throw damaged("cannot be read: " + e.getMessage(), e);
      }
      String from = mountable.map(ImageName::repository).orElse(null);
      boolean mounted;
      try (Transfer transfer =
          session.transfers().begin(Transfer.Way.SEND, shown(first, blob.digest()), blob.size())) {
        mounted =
            session.attempt(
                () -> {
                  AtomicLong moved = new AtomicLong();
                  return session
                      .client()
                      .pushBlob(
                          digest,
                          Blobs.from(blob.file()),
                          from,
                          written -> {
                            session.http().moved(written);
                            transfer.at(moved.addAndGet(written));
                          });
                });
        if (!mounted) {
          transfer.done();
        }
      }
      changed = true;
      if (mounted) {
        known++;
      } else {
        blobs++;
        bytes += blob.size();
      }
    }

    private void send(ImageFolder.Document document, String reference) {
      if (!isThere(document, reference)) {
        session.attempt(() -> session.client().pushManifest(new RawManifest(document), reference));
        changed = true;
      }
    }

    private boolean isThere(ImageFolder.Document document, String reference) {
      try {
        return session
            .client()
            .checkManifest(reference)
            .filter(found -> found.getDigest().toString().equals(document.digest().toString()))
            .isPresent();
      } catch (IOException | RegistryException | RuntimeException e) {
        // Whatever is there, even if it is no image, is replaced; who may not do that is told so
        // when it is tried.
        return false;
      }
    }

    private void compare(ImageName name) {
      ManifestAndDigest<ManifestTemplate> found =
          session.attempt(name, () -> session.client().pullManifest(name.tag()));
      if (!found.getDigest().toString().equals(image.digest().toString())) {
        throw new SitepackException(
            RegistrySession.place(name),
            "the registry has " + found.getDigest() + " instead of " + image.digest(),
            "push again; when it stays so, the registry or a proxy before it changes images");
      }
    }

    private SitepackException damaged(String what, IOException e) {
      String fix = "run mvn package again, which mends the image";
      return e == null
          ? new SitepackException(RegistrySession.place(first), "a blob of the image " + what, fix)
          : new SitepackException(
              RegistrySession.place(first), "a blob of the image " + what, fix, e);
    }
  }

  /** What a blob on its way is called: the repository's last name, and enough of the digest. */
  static String shown(ImageName name, Digest digest) {
    String repository = name.repository();
    return repository.substring(repository.lastIndexOf('/') + 1)
        + " sha256:"
        + digest.hex().substring(0, 12);
  }

  /** A digest as Jib has it. */
  static DescriptorDigest jibs(Digest digest) {
    try {
      return DescriptorDigest.fromHash(digest.hex());
    } catch (DigestException e) {
      throw new IllegalStateException("a digest that is none", e);
    }
  }
}
