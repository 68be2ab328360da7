package io.github.sitepack.core;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.attest.Document;
import io.github.sitepack.core.attest.Signature;
import io.github.sitepack.core.attest.SigningKey;
import io.github.sitepack.core.fetch.Patience;
import io.github.sitepack.core.image.ImageFolder;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.report.SitepackException;
import io.github.sitepack.core.target.Attachment;
import io.github.sitepack.core.target.ImageName;
import io.github.sitepack.core.target.Login;
import io.github.sitepack.core.target.Logins;
import io.github.sitepack.core.target.Registry;
import io.github.sitepack.core.target.Signed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Pushes the image to registries, byte for byte. */
public final class PushImage {
  private final Report report;

  /** Tells {@code report} what it does. */
  public PushImage(Report report) {
    this.report = report;
  }

  /**
   * What to push and where.
   *
   * @param layout folder of the OCI layout
   * @param digest file with the image's digest
   * @param to references, each with its registry, for example {@code
   *     registry.example.org/my-site:1.0}
   * @param logins logins that the build has of its own, by registry
   * @param environment variables of the environment, for logins
   * @param home the user's home folder, for logins
   * @param offline whether the network must not be used
   * @param patience how long a registry is waited for
   * @param attestations what is attached to the image, when anything is
   * @param key what signs the image, when anything does
   */
  public record Settings(
      Path layout,
      Path digest,
      List<String> to,
      SortedMap<String, Login> logins,
      SortedMap<String, String> environment,
      Path home,
      boolean offline,
      Patience patience,
      Optional<Attestations> attestations,
      Optional<SigningKey> key) {
    /** Copies the collections. */
    public Settings {
      to = List.copyOf(to);
      logins = Collections.unmodifiableSortedMap(new TreeMap<>(logins));
      environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
    }

    /** The same with nothing attached. */
    public Settings(
        Path layout,
        Path digest,
        List<String> to,
        SortedMap<String, Login> logins,
        SortedMap<String, String> environment,
        Path home,
        boolean offline,
        Patience patience) {
      this(
          layout,
          digest,
          to,
          logins,
          environment,
          home,
          offline,
          patience,
          Optional.empty(),
          Optional.empty());
    }

    /** The settings' texts without what is secret. */
    @Override
    public String toString() {
      return "push " + layout + " to " + to;
    }
  }

  /**
   * What is attached to the image.
   *
   * @param folder of the documents that {@link AttestImage} wrote
   * @param files whether the lists of the site's files are, which are new with every edit
   */
  public record Attestations(Path folder, boolean files) {}

  /**
   * Sends what the registries do not have, sets the tags, and compares what the registries have
   * then with the image's digest.
   *
   * @throws SitepackException when a reference cannot be pushed to, there is no whole image, or a
   *     registry refuses it or shows another digest
   */
  public void run(Settings settings) {
    Map<String, List<ImageName>> repositories = repositories(settings.to());
    if (settings.offline()) {
      throw new SitepackException(
          Place.of(settings.to().get(0)),
          "pushing needs the network, and the build is offline",
          "run it without -o");
    }
    ImageFolder image = read(settings);
    Logins logins = new Logins(settings.logins(), settings.environment(), settings.home(), report);
    Registry registry = new Registry(logins, settings.patience(), report);
    List<Attachment> attachments = attachments(settings, image);
    Optional<Function<String, Signed>> signer =
        settings.key().map(key -> repository -> sign(repository, image, key));
    Map<String, ImageName> sources = new TreeMap<>();
    Problems problems = new Problems();
    for (List<ImageName> names : repositories.values()) {
      ImageName first = names.get(0);
      try {
        Registry.Sent sent =
            registry.put(image, names, Optional.ofNullable(sources.get(first.registry())));
        sources.putIfAbsent(first.registry(), first);
        for (ImageName name : names) {
          report.info(told(name, sent));
        }
        if (registry.attach(image, first, attachments, signer)) {
          report.info(
              "attached to "
                  + first.registry()
                  + "/"
                  + first.repository()
                  + ": "
                  + attached(attachments, signer.isPresent()));
        }
      } catch (SitepackException e) {
        problems.addAll(e.problems());
      }
    }
    problems.throwIfAny();
    report.info("the registry's digest is " + image.digest());
  }

  private static Signed sign(String repository, ImageFolder image, SigningKey key) {
    Signature signature = Signature.of(repository, image.digest(), key);
    return new Signed(
        Signature.MEDIA_TYPE,
        new String(signature.payload(), UTF_8),
        Signature.ANNOTATION,
        signature.signature());
  }

  private static String attached(List<Attachment> attachments, boolean signed) {
    List<String> names = new ArrayList<>(attachments.stream().map(Attachment::title).toList());
    if (signed) {
      names.add("signature");
    }
    return String.join(", ", names);
  }

  /** What was written about this image, and nothing that was written about another one. */
  private static List<Attachment> attachments(Settings settings, ImageFolder image) {
    if (settings.attestations().isEmpty()) {
      return List.of();
    }
    Path folder = settings.attestations().get().folder();
    try {
      String subject = Files.readString(folder.resolve(AttestImage.SUBJECT), US_ASCII);
      if (!subject.startsWith(image.digest() + "\n")) {
        throw new SitepackException(
            Place.of(folder.toString()),
            "tells of another image than " + image.digest(),
            "run mvn package again, which makes both");
      }
      List<Attachment> attachments = new ArrayList<>();
      for (Document document : Document.read(folder, settings.attestations().get().files())) {
        attachments.add(
            new Attachment(
                document.mediaType(), document.file(), new String(document.bytes(), UTF_8)));
      }
      return attachments;
    } catch (NoSuchFileException e) {
      throw new SitepackException(
          Place.of(folder.toString()),
          "there are no attestations to push with the image",
          "run mvn package first, which writes them, or push without (sitepack.push.attach)",
          e);
    } catch (IOException e) {
      throw new SitepackException(
          Place.of(folder.toString()),
          "cannot be read: " + e.getMessage(),
          "run mvn package again, which writes it",
          e);
    }
  }

  private static String told(ImageName name, Registry.Sent sent) {
    if (!sent.changed()) {
      return name + " is there already";
    }
    return "pushed "
        + name
        + ": "
        + sent.blobs()
        + " of "
        + (sent.blobs() + sent.known())
        + " blobs sent, "
        + sent.bytes()
        + " bytes";
  }

  /** The names by registry and repository, in the order given. */
  private static Map<String, List<ImageName>> repositories(List<String> to) {
    Map<String, List<ImageName>> repositories = new LinkedHashMap<>();
    Problems problems = new Problems();
    for (String text : to) {
      try {
        ImageName name = ImageName.ofRegistry(text);
        List<ImageName> names =
            repositories.computeIfAbsent(
                name.registry() + "/" + name.repository(), key -> new ArrayList<>());
        if (!names.contains(name)) {
          names.add(name);
        }
      } catch (SitepackException e) {
        problems.addAll(e.problems());
      }
    }
    problems.throwIfAny();
    if (repositories.isEmpty()) {
      throw new SitepackException(
          Place.of(ImageName.PUSH),
          "no registry is named",
          "give a reference, for example registry.example.org/my-site:1.0");
    }
    return repositories;
  }

  private static ImageFolder read(Settings settings) {
    String fix = "run mvn package first, which makes it";
    Place place = Place.of(settings.layout().toString());
    try {
      ImageFolder image = ImageFolder.read(settings.layout());
      String told = Files.readString(settings.digest(), US_ASCII).strip();
      if (!told.equals(image.digest().toString())) {
        throw new SitepackException(
            place,
            "holds "
                + image.digest()
                + ", but "
                + settings.digest().getFileName()
                + " says "
                + told,
            "run mvn package again, which makes both");
      }
      return image;
    } catch (NoSuchFileException e) {
      throw new SitepackException(place, "there is no whole image", fix, e);
    } catch (IOException e) {
      throw new SitepackException(place, "cannot be used: " + e.getMessage(), fix, e);
    }
  }
}
