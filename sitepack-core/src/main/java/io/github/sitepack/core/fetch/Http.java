package io.github.sitepack.core.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.digest.DigestOutput;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;

/** One download over HTTP, with an end to every way of waiting. */
final class Http {
  private static final int MOST_REDIRECTS = 5;

  /** Less than this within the stall time is a server that has gone to sleep. */
  private static final long LEAST_PROGRESS = 1024;

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final Patience patience;
  private HttpClient client;

  Http(Patience patience) {
    this.patience = patience;
  }

  /**
   * Made when it is needed: it reads the certificates of the JDK, and most builds fetch nothing.
   */
  private synchronized HttpClient client() {
    if (client == null) {
      HttpClient.Builder builder =
          HttpClient.newBuilder()
              // Servers of packages gain nothing from HTTP/2, and old proxies fail on its offer.
              .version(HttpClient.Version.HTTP_1_1)
              .followRedirects(HttpClient.Redirect.NEVER)
              .connectTimeout(patience.connect());
      Optional.ofNullable(ProxySelector.getDefault()).ifPresent(builder::proxy);
      client = builder.build();
    }
    return client;
  }

  /**
   * What arrived.
   *
   * @param digest of the bytes
   * @param size their number
   */
  record Received(Digest digest, long size) {}

  /** The address without credentials. */
  static String shown(URI uri) {
    return uri.getRawUserInfo() == null ? uri.toString() : withoutUser(uri).toString();
  }

  private static URI withoutUser(URI uri) {
    try {
      return new URI(
          uri.getScheme()
              + "://"
              + uri.getRawAuthority().substring(uri.getRawAuthority().indexOf('@') + 1)
              + (uri.getRawPath() == null ? "" : uri.getRawPath())
              + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /**
   * Downloads to a file, replacing what it held.
   *
   * @param limit most bytes to take
   * @param moved is told how many bytes are there, beginning anew with each attempt
   * @throws LocalException when the file cannot be written
   * @throws IOException when the bytes cannot be had; the message is the reason
   */
  Received get(URI uri, long limit, Path file, LongConsumer moved) throws IOException {
    Duration pause = patience.pause();
    for (int attempt = 1; ; attempt++) {
      try {
        return follow(uri, limit, file, moved);
      } catch (LaterException e) {
        if (attempt >= patience.attempts()) {
          throw new IOException(e.getMessage() + (attempt > 1 ? ", " + attempt + " times" : ""), e);
        }
        sleep(e.after != null && e.after.compareTo(pause) > 0 ? e.after : pause);
        pause = pause.multipliedBy(2);
      }
    }
  }

  private Received follow(URI start, long limit, Path file, LongConsumer moved) throws IOException {
    List<URI> seen = new ArrayList<>();
    URI uri = start;
    while (true) {
      if (seen.contains(uri)) {
        throw new IOException("redirects in a loop");
      } else if (seen.size() > MOST_REDIRECTS) {
        throw new IOException("redirects more than " + MOST_REDIRECTS + " times");
      }
      seen.add(uri);
      Body body = new Body(file, limit, moved);
      HttpResponse<Received> response = send(uri, body);
      int status = response.statusCode();
      if (status == 200) {
        return response.body();
      } else if (status / 100 == 3 && response.headers().firstValue("Location").isPresent()) {
        uri = target(uri, response.headers().firstValue("Location").get());
      } else if (status == 429 || status / 100 == 5) {
        throw new LaterException(
            "status " + status, after(response.headers().firstValue("Retry-After").orElse("")));
      } else {
        throw new IOException("status " + status);
      }
    }
  }

  private static URI target(URI from, String location) throws IOException {
    try {
      URI uri = from.resolve(new URI(location));
      String scheme = String.valueOf(uri.getScheme());
      if (scheme.equals("http") || scheme.equals("https")) {
        return uri;
      }
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new IOException("redirects to a damaged address", e);
    }
    throw new IOException("redirects to something that is not http");
  }

  private static Duration after(String header) {
    if (!header.matches("[0-9]{1,6}")) {
      return Duration.ZERO;
    }
    Duration after = Duration.ofSeconds(Long.parseLong(header));
    return after.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : after;
  }

  private HttpResponse<Received> send(URI uri, Body body) throws IOException {
    boolean named = uri.getRawUserInfo() != null;
    HttpRequest.Builder request;
    try {
      request = HttpRequest.newBuilder(named ? withoutUser(uri) : uri);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
    request.timeout(patience.answer()).header("User-Agent", "sitepack");
    if (named) {
      String basic = Base64.getEncoder().encodeToString(uri.getUserInfo().getBytes(UTF_8));
      request.header("Authorization", "Basic " + basic);
    }
    CompletableFuture<HttpResponse<Received>> answer =
        client().sendAsync(request.build(), info -> body.start(info.statusCode() == 200));
    try {
      return await(answer, body);
    } catch (ExecutionException e) {
      throw reason(e.getCause(), body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      answer.cancel(true);
      body.close();
    }
  }

  private HttpResponse<Received> await(CompletableFuture<HttpResponse<Received>> answer, Body body)
      throws IOException, ExecutionException, InterruptedException {
    long before = -1;
    while (true) {
      try {
        return answer.get(patience.stall().toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        long now = body.progress;
        // Until the answer starts, the request's own time-out counts.
        if (before >= 0 && now - before < LEAST_PROGRESS) {
          throw new IOException("stalled: nothing for " + patience.stall().toSeconds() + " s", e);
        }
        before = now;
      }
    }
  }

  private IOException reason(Throwable cause, Body body) {
    if (cause instanceof LocalException local) {
      return local;
    } else if (cause instanceof TooLongException tooLong) {
      return tooLong;
    } else if (cause instanceof HttpConnectTimeoutException) {
      return new IOException(
          "no connection within " + patience.connect().toSeconds() + " s", cause);
    } else if (cause instanceof HttpTimeoutException) {
      return new IOException("no answer within " + patience.answer().toSeconds() + " s", cause);
    } else if (cause instanceof ConnectException) {
      return cause.getCause() instanceof UnresolvedAddressException
          ? new IOException("unknown host", cause)
          : new IOException("connection refused", cause);
    } else if (cause instanceof UnknownHostException) {
      return new IOException("unknown host", cause);
    }
    String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    if (body.progress >= 0) {
      return new LaterException("broke off after " + body.progress + " bytes", Duration.ZERO);
    }
    return new IOException(message, cause);
  }

  private static void sleep(Duration pause) throws IOException {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** The file cannot be written: no other server helps. */
  static final class LocalException extends IOException {
    private static final long serialVersionUID = 1L;

    LocalException(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }

  /** More bytes than wanted. */
  private static final class TooLongException extends IOException {
    private static final long serialVersionUID = 1L;

    TooLongException(long limit) {
      super("more than " + limit + " bytes");
    }
  }

  /** Asking again may help. */
  private static final class LaterException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Duration after;

    LaterException(String message, Duration after) {
      super(message);
      this.after = after;
    }
  }

  /** Writes the body to a file and says how far it is. */
  private static final class Body implements HttpResponse.BodySubscriber<Received> {
    private final CompletableFuture<Received> done = new CompletableFuture<>();
    private final Path file;
    private final long limit;
    private final LongConsumer moved;
    private boolean wanted;
    private Flow.Subscription subscription;
    private DigestOutput out;

    /** Bytes so far, -1 before the answer's first line. */
    private volatile long progress = -1;

    Body(Path file, long limit, LongConsumer moved) {
      this.file = file;
      this.limit = limit;
      this.moved = moved;
    }

    Body start(boolean wanted) {
      this.wanted = wanted;
      progress = 0;
      return this;
    }

    @Override
    public CompletionStage<Received> getBody() {
      return done;
    }

    @Override
    public synchronized void onSubscribe(Flow.Subscription subscription) {
      this.subscription = subscription;
      if (!wanted) {
        subscription.cancel();
        done.complete(null);
        return;
      }
      try {
        OutputStream raw = Files.newOutputStream(file);
        out = Digest.output(new BufferedOutputStream(raw, 1 << 16));
        subscription.request(Long.MAX_VALUE);
      } catch (IOException e) {
        fail(new LocalException(e));
      }
    }

    @Override
    public synchronized void onNext(List<ByteBuffer> buffers) {
      if (done.isDone()) {
        return;
      }
      for (ByteBuffer buffer : buffers) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        if (progress + bytes.length > limit) {
          fail(new TooLongException(limit));
          return;
        }
        try {
          out.write(bytes, 0, bytes.length);
        } catch (IOException e) {
          fail(new LocalException(e));
          return;
        }
        progress += bytes.length;
      }
      moved.accept(progress);
    }

    private void fail(IOException e) {
      subscription.cancel();
      done.completeExceptionally(e);
    }

    @Override
    public void onError(Throwable error) {
      done.completeExceptionally(error);
    }

    @Override
    public synchronized void onComplete() {
      try {
        out.close();
        done.complete(new Received(out.digest(), out.size()));
      } catch (IOException e) {
        done.completeExceptionally(new LocalException(e));
      }
    }

    /** No byte is written afterwards. */
    synchronized void close() {
      done.cancel(false);
      if (out != null) {
        try {
          out.close();
        } catch (IOException e) {
          // The file is given up or has been closed without fault before.
        }
      }
    }
  }
}
