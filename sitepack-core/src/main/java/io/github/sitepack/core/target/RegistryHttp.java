package io.github.sitepack.core.target;

import com.google.cloud.tools.jib.api.LogEvent;
import com.google.cloud.tools.jib.http.FailoverHttpClient;
import com.google.cloud.tools.jib.http.Request;
import com.google.cloud.tools.jib.http.Response;
import com.google.cloud.tools.jib.http.ResponseException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.function.Consumer;

/** Jib's HTTP client, held to TLS for all but this machine, and to an end of its patience. */
final class RegistryHttp extends FailoverHttpClient {
  private final boolean plain;
  private final Tries tries;
  private URL manifest;
  private Request asked;

  private RegistryHttp(boolean plain, Tries tries) {
    super(plain, plain, tries);
    this.plain = plain;
    this.tries = tries;
  }

  /**
   * A client, which its user shuts down.
   *
   * @param plain whether the registry, which is on this machine then, speaks plain HTTP
   * @param attempts how often a request that breaks off is sent, at least 1
   */
  static RegistryHttp of(boolean plain, int attempts) {
    return new RegistryHttp(plain, new Tries(attempts));
  }

  /**
   * The bytes of the manifest that was asked for last: Jib hands out what it has understood of them
   * only, and fails where that is nothing.
   */
  byte[] sameManifest() throws IOException {
    try (Response response = call("GET", manifest, asked);
        InputStream body = response.getBody()) {
      return body.readAllBytes();
    }
  }

  /**
   * Whether the registry lists what refers to an image of the repository that was asked last.
   *
   * @throws IOException when it does not answer
   */
  boolean listsReferrers(String digest) throws IOException {
    String repository = manifest.getPath().replaceFirst("/manifests/[^/]*$", "");
    URL list = new URL(manifest, repository + "/referrers/" + digest);
    try (Response response = call("GET", list, asked)) {
      return response.getStatusCode() == 200;
    } catch (ResponseException e) {
      // Whatever it says to a question that it does not know.
      return false;
    }
  }

  @Override
  public Response call(String method, URL url, Request request) throws IOException {
    tries.count = 0;
    if (!method.equals("PUT") && url.getPath().contains("/manifests/")) {
      manifest = url;
      asked = request;
    }
    if (!plain) {
      return super.call(method, url, request);
    }
    if (!Endpoint.isLoopback(url.getHost())) {
      // Else the password could leave this machine, in plain text.
      throw new IOException("it sends us to another machine, " + url.getHost());
    }
    return super.call(
        method, new URL("http", url.getHost(), url.getPort(), url.getFile()), request);
  }

  /** Requests have broken off as often as they may. */
  static final class BrokenOffException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokenOffException(int attempts) {
      super("it breaks off or does not answer, " + attempts + " times");
    }
  }

  /**
   * Counts how often a request was sent. Jib sends one that breaks off ten more times with 20
   * seconds for each; its log is the only place where somebody else has a say in it.
   */
  private static final class Tries implements Consumer<LogEvent> {
    private final int most;
    private int count;

    Tries(int most) {
      this.most = most;
    }

    @Override
    public void accept(LogEvent event) {
      if (event.getMessage().endsWith("will be retried")) {
        count++;
        if (count >= most) {
          throw new BrokenOffException(count);
        }
      }
    }
  }
}
