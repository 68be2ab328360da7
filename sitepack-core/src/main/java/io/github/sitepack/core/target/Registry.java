package io.github.sitepack.core.target;

import com.google.cloud.tools.jib.api.Credential;
import com.google.cloud.tools.jib.api.DescriptorDigest;
import com.google.cloud.tools.jib.api.RegistryAuthenticationFailedException;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.RegistryUnauthorizedException;
import com.google.cloud.tools.jib.blob.Blobs;
import com.google.cloud.tools.jib.event.EventHandlers;
import com.google.cloud.tools.jib.http.ResponseException;
import com.google.cloud.tools.jib.image.json.ManifestTemplate;
import com.google.cloud.tools.jib.registry.ManifestAndDigest;
import com.google.cloud.tools.jib.registry.RegistryClient;
import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.fetch.Patience;
import io.github.sitepack.core.image.ImageFolder;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.report.SitepackException;
import java.io.IOException;
import java.security.DigestException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;

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
    return new Push(image, names, mountable, logins.of(names.get(0))).run();
  }

  /** One image on its way to one repository. */
  private final class Push {
    private final ImageFolder image;
    private final List<ImageName> names;
    private final ImageName first;
    private final Optional<ImageName> mountable;
    private final Optional<Login> login;
    private RegistryClient client;
    private int blobs;
    private long bytes;
    private int known;
    private boolean changed;

    Push(
        ImageFolder image,
        List<ImageName> names,
        Optional<ImageName> mountable,
        Optional<Login> login) {
      this.image = image;
      this.names = names;
      this.first = names.get(0);
      this.mountable = mountable;
      this.login = login;
    }

    Sent run() {
      Endpoint endpoint = Endpoint.of(first.registry());
      boolean plain = plain(endpoint);
      report.debug(
          first.registry()
              + (plain ? " in plain HTTP, " : ", ")
              + login.map(Login::toString).orElse("without a login"));
      RegistryHttp http = RegistryHttp.of(plain, patience.attempts());
      try {
        client = client(endpoint, http);
        logIn();
        for (ImageFolder.Blob blob : image.blobs()) {
          send(blob);
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
      } finally {
        try {
          http.shutDown();
        } catch (IOException e) {
          report.debug("a connection is left to the JVM's end: " + e.getMessage());
        }
      }
    }

    private boolean plain(Endpoint endpoint) {
      try {
        return endpoint.plain(patience);
      } catch (SSLException e) {
        throw untrusted(e);
      } catch (IOException e) {
        throw new SitepackException(
            place(first),
            "the registry cannot be reached: " + e.getMessage(),
            "check the name of the registry and the network",
            e);
      }
    }

    private RegistryClient client(Endpoint endpoint, RegistryHttp http) {
      RegistryClient.Factory factory =
          RegistryClient.factory(
              EventHandlers.NONE,
              endpoint.authority(),
              first.repository(),
              mountable.map(ImageName::repository).orElse(null),
              http);
      login.ifPresent(l -> factory.setCredential(Credential.from(l.user(), l.password())));
      return factory.setUserAgent("sitepack").newRegistryClient();
    }

    private void logIn() {
      attempt(
          first,
          () -> {
            // Where no token is given out, the name and password go with each request.
            if (!client.doPushBearerAuth() && login.isPresent()) {
              client.configureBasicAuth();
            }
            return true;
          });
    }

    private void send(ImageFolder.Blob blob) {
      DescriptorDigest digest = jibs(blob.digest());
      if (attempt(first, () -> client.checkBlob(digest)).isPresent()) {
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
      boolean mounted =
          attempt(
              first, () -> client.pushBlob(digest, Blobs.from(blob.file()), from, written -> {}));
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
        attempt(first, () -> client.pushManifest(new RawManifest(document), reference));
        changed = true;
      }
    }

    private boolean isThere(ImageFolder.Document document, String reference) {
      try {
        return client
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
          attempt(name, () -> client.pullManifest(name.tag()));
      if (!found.getDigest().toString().equals(image.digest().toString())) {
        throw new SitepackException(
            place(name),
            "the registry has " + found.getDigest() + " instead of " + image.digest(),
            "push again; when it stays so, the registry or a proxy before it changes images");
      }
    }

    private <T> T attempt(ImageName name, Call<T> call) {
      Duration pause = patience.pause();
      for (int attempt = 1; ; attempt++) {
        try {
          return call.run();
        } catch (ResponseException e) {
          if (!isPassing(e.getStatusCode())) {
            throw refused(name, "status " + e.getStatusCode(), e);
          } else if (attempt >= patience.attempts()) {
            throw refused(name, "status " + e.getStatusCode() + ", " + attempt + " times", e);
          }
          report.debug(name + ": status " + e.getStatusCode() + ", asking again");
        } catch (RegistryUnauthorizedException e) {
          throw unauthorized(name, status(e));
        } catch (RegistryAuthenticationFailedException e) {
          int status = status(e);
          if (!isPassing(status) || attempt >= patience.attempts()) {
            throw unauthorized(name, status);
          }
        } catch (SSLException e) {
          throw untrusted(e);
        } catch (IOException | RegistryException | RegistryHttp.BrokenOffException e) {
          throw refused(name, e.getMessage() == null ? e.toString() : e.getMessage(), e);
        }
        sleep(pause);
        pause = pause.multipliedBy(2);
      }
    }

    private SitepackException refused(ImageName name, String answer, Exception e) {
      return new SitepackException(
          place(name),
          "the registry does not take the image: " + answer.strip().replaceAll("\\s+", " "),
          "push again when the registry is well, or check its name and the repository's",
          e);
    }

    /** Without a cause: its message may have the token that was sent. */
    private SitepackException unauthorized(ImageName name, int status) {
      if (status == 403) {
        return new SitepackException(
            place(name),
            "denied: the registry does not let "
                + login.map(Login::toString).orElse("anybody without a login")
                + " push to "
                + name.repository(),
            "check the name of the repository, and what this user may do there");
      } else if (status != 401) {
        return new SitepackException(
            place(name),
            "the registry gives no token" + (status == 0 ? "" : ": status " + status),
            "push again when the registry's token service is well");
      }
      return login
          .map(
              used ->
                  new SitepackException(
                      place(name),
                      "unauthorized: the registry does not take " + used,
                      "mend that user name and password, or remove them so that another login is"
                          + " found"))
          .orElseGet(
              () ->
                  new SitepackException(
                      place(name),
                      "unauthorized: the registry wants a login, and there is none for "
                          + name.registry()
                          + " in "
                          + String.join(", ", logins.places()),
                      "add a server with the id "
                          + name.registry()
                          + " to settings.xml, set "
                          + Logins.USER
                          + " and "
                          + Logins.PASSWORD
                          + ", or run docker login "
                          + name.registry()));
    }

    private SitepackException untrusted(SSLException e) {
      return new SitepackException(
          place(first),
          "no safe connection to the registry: " + e.getMessage(),
          "have the registry speak TLS with a certificate that this JDK trusts"
              + " (-Djavax.net.ssl.trustStore for one of your own); plain HTTP is only spoken with"
              + " this machine",
          e);
    }

    private SitepackException damaged(String what, IOException e) {
      String fix = "run mvn package again, which mends the image";
      return e == null
          ? new SitepackException(place(first), "a blob of the image " + what, fix)
          : new SitepackException(place(first), "a blob of the image " + what, fix, e);
    }
  }

  /** A question to the registry. */
  private interface Call<T> {
    T run() throws IOException, RegistryException;
  }

  private static Place place(ImageName name) {
    return Place.of(name.toString());
  }

  private static boolean isPassing(int status) {
    return status == 429 || status / 100 == 5;
  }

  /** The status behind an exception, 0 when there is none. */
  private static int status(Exception e) {
    return e.getCause() instanceof ResponseException response ? response.getStatusCode() : 0;
  }

  private static DescriptorDigest jibs(Digest digest) {
    try {
      return DescriptorDigest.fromHash(digest.hex());
    } catch (DigestException e) {
      throw new IllegalStateException("a digest that is none", e);
    }
  }

  private static void sleep(Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
