package io.github.sitepack.core.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.digest.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;

/**
 * Asks whether addresses on the web still lead somewhere: with {@code HEAD}, and with {@code GET}
 * where the answer to that is no good one, for not every server knows {@code HEAD}. One host is
 * asked one thing at a time, with a pause between. What was found is kept for a while, what was not
 * is asked again each time.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-15">RFC 9110, status codes</a>
 */
public final class LinkProbe {
  private static final int FIRST_ERROR = 400;

  /** Says only that we may not see it: wrong method, no login, too often, not for machines. */
  private static final List<Integer> MISSING = List.of(400, 404, 410, 414);

  private final Path cache;
  private final Duration age;
  private final Instant now;
  private final Patience patience;
  private final int threads;
  private final AtomicInteger asked = new AtomicInteger();
  private HttpClient client;

  /**
   * A probe that keeps what it finds.
   *
   * @param cache folder that all builds of a user share; need not exist
   * @param age how long an address that was found counts as found
   * @param now the time of this build
   * @param patience how long a server is waited for; its pause is also the one between two requests
   *     to a host
   * @param threads how many hosts are asked at once, at least 1
   */
  public LinkProbe(Path cache, Duration age, Instant now, Patience patience, int threads) {
    this.cache = cache.resolve("links");
    this.age = age;
    this.now = now;
    this.patience = patience;
    this.threads = threads;
  }

  private synchronized HttpClient client() {
    if (client == null) {
      HttpClient.Builder builder =
          HttpClient.newBuilder()
              .followRedirects(HttpClient.Redirect.NORMAL)
              .connectTimeout(patience.connect());
      Optional.ofNullable(ProxySelector.getDefault()).ifPresent(builder::proxy);
      client = builder.build();
    }
    return client;
  }

  /** How many addresses have been asked for, and were not known. */
  public int asked() {
    return asked.get();
  }

  /**
   * The addresses that lead nowhere, each with the reason.
   *
   * @param addresses of {@code http} or {@code https}, without fragments
   * @throws UncheckedIOException when the cache cannot be written
   */
  public SortedMap<URI, String> dead(SortedSet<URI> addresses) {
    SortedMap<String, List<URI>> hosts = new TreeMap<>();
    for (URI address : addresses) {
      String host = String.valueOf(address.getRawAuthority()).toLowerCase(Locale.ROOT);
      hosts.computeIfAbsent(host, name -> new ArrayList<>()).add(address);
    }
    SortedMap<URI, String> dead = new TreeMap<>();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (List<URI> host : hosts.values()) {
        running.add(pool.submit(() -> ask(host, dead)));
      }
      for (Future<?> one : running) {
        one.get();
      }
      return dead;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking for links", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  /** Asks one host for all that is wanted of it. */
  private void ask(List<URI> addresses, SortedMap<URI, String> dead) {
    boolean first = true;
    String gone = "";
    for (URI address : addresses) {
      if (isKnown(address)) {
        continue;
      }
      asked.incrementAndGet();
      if (!first && gone.isEmpty()) {
        pause();
      }
      first = false;
      String reason = gone;
      if (gone.isEmpty()) {
        try {
          reason = answer(address);
        } catch (UnreachableException e) {
          // Nor will it answer for the next address.
          reason = e.getMessage();
          gone = reason;
        }
      }
      if (reason.isEmpty()) {
        keep(address);
      } else {
        synchronized (dead) {
          dead.put(address, reason);
        }
      }
    }
  }

  private void pause() {
    try {
      Thread.sleep(patience.pause().toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking for links", e);
    }
  }

  /** Why an address leads nowhere; "" when it does not. */
  private String answer(URI address) throws UnreachableException {
    String reason = "";
    for (int attempt = 1; attempt <= patience.attempts(); attempt++) {
      if (attempt > 1) {
        pause();
      }
      try {
        int status = status("HEAD", address);
        if (status >= FIRST_ERROR) {
          status = status("GET", address);
        }
        boolean later = status >= 500;
        if (!later && !MISSING.contains(status)) {
          return "";
        }
        reason = "status " + status;
        if (!later) {
          return reason;
        }
      } catch (UnreachableException e) {
        throw e;
      } catch (IOException e) {
        reason = e.getMessage() == null ? e.toString() : e.getMessage();
      }
    }
    return reason;
  }

  private int status(String method, URI address) throws IOException {
    HttpRequest request;
    try {
      request =
          HttpRequest.newBuilder(address)
              .method(method, HttpRequest.BodyPublishers.noBody())
              .timeout(patience.answer())
              .header("User-Agent", "sitepack")
              .header("Accept", "*/*")
              .build();
    } catch (IllegalArgumentException e) {
      throw new UnreachableException("no address that can be asked for", e);
    }
    try {
      HttpResponse<InputStream> response =
          client().send(request, HttpResponse.BodyHandlers.ofInputStream());
      response.body().close(); // Nothing of it is wanted.
      return response.statusCode();
    } catch (HttpConnectTimeoutException e) {
      throw new UnreachableException(
          "no connection within " + patience.connect().toSeconds() + " s", e);
    } catch (HttpTimeoutException e) {
      throw new IOException("no answer within " + patience.answer().toSeconds() + " s", e);
    } catch (ConnectException e) {
      throw new UnreachableException(
          e.getCause() instanceof UnresolvedAddressException
              ? "unknown host"
              : "connection refused",
          e);
    } catch (UnknownHostException e) {
      throw new UnreachableException("unknown host", e);
    } catch (SSLException e) {
      throw new UnreachableException("its certificate is not accepted", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking for links", e);
    }
  }

  private Path file(URI address) {
    return cache.resolve(Digest.of(address.toString().getBytes(UTF_8)).hex());
  }

  private boolean isKnown(URI address) {
    try {
      String[] kept = Files.readString(file(address)).split("\n", -1);
      if (kept.length < 2 || !kept[1].equals(address.toString())) {
        return false;
      }
      Instant then = Instant.ofEpochSecond(Long.parseLong(kept[0]));
      return !then.isAfter(now) && then.plus(age).isAfter(now);
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException | NumberFormatException e) {
      return false; // Whatever it is, asking again mends it.
    }
  }

  private void keep(URI address) {
    try {
      WholeFile.write(
          file(address), (now.getEpochSecond() + "\n" + address + "\n").getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("keeping what was asked for in " + cache, e);
    }
  }

  /** The host as a whole cannot be reached. */
  private static final class UnreachableException extends IOException {
    private static final long serialVersionUID = 1L;

    UnreachableException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
