package io.github.sitepack.core.target;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.google.cloud.tools.jib.api.Credential;
import com.google.cloud.tools.jib.api.RegistryAuthenticationFailedException;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.RegistryUnauthorizedException;
import com.google.cloud.tools.jib.blob.Blob;
import com.google.cloud.tools.jib.event.EventHandlers;
import com.google.cloud.tools.jib.http.ResponseException;
import com.google.cloud.tools.jib.image.json.UnknownManifestFormatException;
import com.google.cloud.tools.jib.registry.RegistryClient;
import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.fetch.Patience;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.report.SitepackException;
import io.github.sitepack.core.report.Transfer;
import io.github.sitepack.core.report.Transfers;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLException;

/** A conversation with one repository of a registry: logged in, and patient with its answers. */
final class RegistrySession implements Closeable {
  private final ImageName name;
  private final boolean pushing;
  private final Optional<ImageName> mountable;
  private final Logins logins;
  private final Optional<Login> login;
  private final Patience patience;
  private final Report report;
  private final RegistryHttp http;
  private final RegistryClient client;

  /**
   * Finds out how the registry is spoken to, and logs in.
   *
   * @param pushing whether it is asked for more than to give
   * @param mountable another repository of the registry, whose blobs may be taken
   */
  RegistrySession(
      ImageName name,
      boolean pushing,
      Optional<ImageName> mountable,
      Logins logins,
      Patience patience,
      Report report) {
    this.name = name;
    this.pushing = pushing;
    this.mountable = mountable;
    this.logins = logins;
    this.login = logins.of(name);
    this.patience = patience;
    this.report = report;
    Endpoint endpoint = Endpoint.of(name.registry());
    boolean plain = plain(endpoint);
    report.debug(
        name.registry()
            + (plain ? " in plain HTTP, " : ", ")
            + login.map(Login::toString).orElse("without a login"));
    http = RegistryHttp.of(plain, patience.answer());
    client = client(endpoint);
    boolean begun = false;
    try {
      logIn();
      begun = true;
    } finally {
      if (!begun) {
        close();
      }
    }
  }

  /** A question to the registry. */
  interface Call<T> {
    T run() throws IOException, RegistryException;
  }

  /** Who watches what moves. */
  Transfers transfers() {
    return report.transfers();
  }

  /**
   * Brings a blob, whatever bytes it has.
   *
   * @param into takes what the source gives, anew with each attempt
   */
  <T> T fetch(Digest digest, Into<T> into) {
    String shown = Registry.shown(name, digest);
    try (Transfer transfer = transfers().begin(Transfer.Way.FETCH, shown, Transfers.UNKNOWN)) {
      T came =
          attempt(
              name,
              () -> {
                AtomicLong moved = new AtomicLong();
                return into.take(
                    client.pullBlob(
                        Registry.jibs(digest),
                        transfer::size,
                        read -> transfer.at(moved.addAndGet(read))));
              });
      transfer.done();
      return came;
    }
  }

  /** Where a blob goes. */
  interface Into<T> {
    T take(Blob blob) throws IOException;
  }

  /** Jib's client of the repository. */
  RegistryClient client() {
    return client;
  }

  /** What it speaks through. */
  RegistryHttp http() {
    return http;
  }

  @Override
  public void close() {
    try {
      http.shutDown();
    } catch (IOException e) {
      report.debug("a connection is left to the JVM's end: " + e.getMessage());
    }
  }

  private boolean plain(Endpoint endpoint) {
    try {
      return endpoint.plain(patience);
    } catch (SSLException e) {
      throw untrusted(e);
    } catch (IOException e) {
      throw new SitepackException(
          place(name),
          "the registry cannot be reached: " + e.getMessage(),
          "check the name of the registry and the network",
          e);
    }
  }

  private RegistryClient client(Endpoint endpoint) {
    RegistryClient.Factory factory =
        RegistryClient.factory(
            EventHandlers.NONE,
            endpoint.authority(),
            name.repository(),
            mountable.map(ImageName::repository).orElse(null),
            http);
    login.ifPresent(l -> factory.setCredential(Credential.from(l.user(), l.password())));
    return factory.setUserAgent("sitepack").newRegistryClient();
  }

  private void logIn() {
    attempt(
        () -> {
          // Where no token is given out, the name and password go with each request.
          boolean tokens = pushing ? client.doPushBearerAuth() : client.doPullBearerAuth();
          if (!tokens && login.isPresent()) {
            client.configureBasicAuth();
          }
          return true;
        });
  }

  /** The bytes of a manifest or an index of whatever kind, when there is one. */
  Optional<byte[]> manifest(String reference) {
    return attempt(
        () -> {
          try {
            if (client.checkManifest(reference).isEmpty()) {
              return Optional.empty();
            }
          } catch (JsonProcessingException | UnknownManifestFormatException e) {
            report.debug("Jib does not know everything in " + reference);
          }
          return Optional.of(http.sameManifest());
        });
  }

  /** Asks, and asks again while the registry is busy, as long as there is patience. */
  <T> T attempt(Call<T> call) {
    return attempt(name, call);
  }

  /**
   * Asks, and asks again while the registry is busy, as long as there is patience.
   *
   * @param asked what problems name
   */
  <T> T attempt(ImageName asked, Call<T> call) {
    Duration pause = patience.pause();
    for (int attempt = 1; ; attempt++) {
      boolean last = attempt >= patience.attempts();
      Duration named = Duration.ZERO;
      String why;
      try {
        return call.run();
      } catch (ResponseException e) {
        why = "status " + e.getStatusCode();
        if (!isPassing(e.getStatusCode())) {
          throw refused(asked, why, e);
        } else if (last) {
          throw refused(asked, why + ", " + attempt + " times", e);
        }
        named = named(e);
      } catch (RegistryUnauthorizedException e) {
        throw unauthorized(asked, status(e));
      } catch (RegistryAuthenticationFailedException e) {
        int status = status(e);
        if (!isPassing(status) || last) {
          throw unauthorized(asked, status);
        }
        why = "no token, status " + status;
        named = e.getCause() instanceof ResponseException answer ? named(answer) : named;
      } catch (RegistryHttp.BrokenOffException e) {
        why = e.getMessage();
        if (last) {
          throw refused(asked, why + ", " + attempt + " times", e);
        }
      } catch (SSLException e) {
        throw untrusted(e);
      } catch (IOException | RegistryException e) {
        throw refused(asked, e.getMessage() == null ? e.toString() : e.getMessage(), e);
      }
      Duration wait = named.compareTo(pause) > 0 ? named : pause;
      report.debug(asked + ": " + why + ", asking again in " + wait.toMillis() + " ms");
      sleep(wait);
      pause = pause.multipliedBy(2);
    }
  }

  private static Duration named(ResponseException busy) {
    return RetryAfter.of(busy.getHeaders().getRetryAfter(), busy.getHeaders().getDate());
  }

  private SitepackException refused(ImageName asked, String answer, Exception e) {
    return new SitepackException(
        place(asked),
        "the registry does not "
            + (pushing ? "take" : "give")
            + " the image: "
            + answer.strip().replaceAll("\\s+", " "),
        (pushing ? "push" : "ask")
            + " again when the registry is well, or check its name and the repository's",
        e);
  }

  /** Without a cause: its message may have the token that was sent. */
  private SitepackException unauthorized(ImageName asked, int status) {
    if (status == 403) {
      return new SitepackException(
          place(asked),
          "denied: the registry does not let "
              + login.map(Login::toString).orElse("anybody without a login")
              + (pushing ? " push to " : " read ")
              + asked.repository(),
          "check the name of the repository, and what this user may do there");
    } else if (status != 401) {
      return new SitepackException(
          place(asked),
          "the registry gives no token" + (status == 0 ? "" : ": status " + status),
          "push again when the registry's token service is well");
    }
    return login
        .map(
            used ->
                new SitepackException(
                    place(asked),
                    "unauthorized: the registry does not take " + used,
                    "mend that user name and password, or remove them so that another login is"
                        + " found"))
        .orElseGet(
            () ->
                new SitepackException(
                    place(asked),
                    "unauthorized: the registry wants a login, and there is none for "
                        + asked.registry()
                        + " in "
                        + String.join(", ", logins.places()),
                    "add a server with the id "
                        + asked.registry()
                        + " to settings.xml, set "
                        + logins.variables()
                        + ", or run docker login "
                        + asked.registry()));
  }

  private SitepackException untrusted(SSLException e) {
    return new SitepackException(
        place(name),
        "no safe connection to the registry: " + e.getMessage(),
        "have the registry speak TLS with a certificate that this JDK trusts"
            + " (-Djavax.net.ssl.trustStore for one of your own); plain HTTP is only spoken with"
            + " this machine",
        e);
  }

  static Place place(ImageName name) {
    return Place.of(name.toString());
  }

  private static boolean isPassing(int status) {
    return status == 429 || status / 100 == 5;
  }

  /** The status behind an exception, 0 when there is none. */
  private static int status(Exception e) {
    return e.getCause() instanceof ResponseException response ? response.getStatusCode() : 0;
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
