package io.github.sitepack.core.target;

import com.google.api.client.http.HttpTransport;
import com.google.cloud.tools.jib.api.LogEvent;
import com.google.cloud.tools.jib.http.FailoverHttpClient;
import com.google.cloud.tools.jib.http.Request;
import com.google.cloud.tools.jib.http.Response;
import com.google.cloud.tools.jib.http.ResponseException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Jib's HTTP client, held to TLS for all but this machine, and to an end of its patience. */
final class RegistryHttp extends FailoverHttpClient {
  private static final Pattern DIGEST =
      Pattern.compile("(?:/manifests/|[?&]digest=)sha256(?::|%3A)([0-9a-f]{64})");

  private final boolean plain;
  private final Duration answer;
  private final AtomicLong moved = new AtomicLong();
  private URL manifest;
  private Request asked;

  private RegistryHttp(boolean plain, Duration answer) {
    super(plain, plain, RegistryHttp::once);
    this.plain = plain;
    this.answer = answer;
  }

  /**
   * A client, which its user shuts down.
   *
   * @param plain whether the registry, which is on this machine then, speaks plain HTTP
   * @param answer longest time in which nothing is sent and no answer begins
   */
  static RegistryHttp of(boolean plain, Duration answer) {
    return new RegistryHttp(plain, answer);
  }

  /** Bytes of an upload are on their way, so that the time for the answer starts again. */
  void moved(long bytes) {
    moved.addAndGet(bytes);
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
    if (!method.equals("PUT") && url.getPath().contains("/manifests/")) {
      manifest = url;
      asked = request;
    }
    if (!plain) {
      return checked(method, url, watched(method, url, request));
    }
    if (!Endpoint.isLoopback(url.getHost())) {
      // Else the password could leave this machine, in plain text.
      throw new IOException("it sends us to another machine, " + url.getHost());
    }
    URL there = new URL("http", url.getHost(), url.getPort(), url.getFile());
    return checked(method, there, watched(method, there, request));
  }

  /**
   * Sends from a thread of its own: a write to somebody who takes nothing more has no time-out, and
   * cannot be interrupted.
   */
  private Response watched(String method, URL url, Request request) throws IOException {
    FutureTask<Response> call = new FutureTask<>(() -> super.call(method, url, request));
    background(call, "sitepack registry");
    try {
      for (long before = -1; ; ) {
        long now = moved.get();
        if (now == before) {
          abandon();
          throw new BrokenOffException();
        }
        before = now;
        try {
          return call.get(answer.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          // Goes on as long as something moves.
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException known) {
        throw known;
      } else if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      abandon();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Closes the connection that is stuck, which may itself get stuck. */
  private void abandon() {
    HttpTransport stuck = getTransportsCreated().pollLast();
    if (stuck != null) {
      background(
          () -> {
            try {
              stuck.shutdown();
            } catch (IOException e) {
              // It is of no use any more.
            }
          },
          "sitepack registry, hanging up");
    }
  }

  private static void background(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** What was sent with a digest must be kept under it. */
  private static Response checked(String method, URL url, Response response) throws IOException {
    Matcher sent = DIGEST.matcher(url.getFile());
    List<String> kept = response.getHeader("Docker-Content-Digest");
    if (method.equals("PUT") && sent.find() && !kept.isEmpty()) {
      String wanted = "sha256:" + sent.group(1);
      if (!kept.get(0).strip().equals(wanted)) {
        response.close();
        throw new IOException("it keeps " + kept.get(0).strip() + " where it was sent " + wanted);
      }
    }
    return response;
  }

  /**
   * Jib sends a request that breaks off ten more times, also in the midst of an upload, of which
   * the registry may have kept a part; its log is the only place where somebody else has a say in
   * it. Who asks begins anew, with the first request of an upload.
   */
  private static void once(LogEvent event) {
    if (event.getMessage().contains(" failed and will ")) {
      throw new BrokenOffException();
    }
  }

  /** A connection broke off, or nothing was heard for too long. */
  static final class BrokenOffException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokenOffException() {
      super("it breaks off or does not answer");
    }
  }
}
