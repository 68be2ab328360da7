package io.github.sitepack.core.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.sitepack.core.digest.Digest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** A registry on the loopback address that keeps images in memory and misbehaves on purpose. */
public final class FakeRegistry implements AutoCloseable {
  /** What may happen to a request instead of its answer. */
  public interface Fault {
    /** Whether it has answered. */
    boolean to(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final SortedMap<String, byte[]> blobs = new TreeMap<>();
  private final SortedMap<String, byte[]> manifests = new TreeMap<>();
  private final SortedMap<String, String> types = new TreeMap<>();
  private final SortedMap<String, byte[]> uploads = new TreeMap<>();
  private final List<String> requests = new ArrayList<>();
  private Fault fault = exchange -> false;
  private volatile Fault unlocked = exchange -> false;

  /** One that speaks plain HTTP. */
  public FakeRegistry() throws IOException {
    this(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
  }

  /** One that speaks TLS. */
  public FakeRegistry(SSLContext tls) throws IOException {
    this(secure(tls));
  }

  private FakeRegistry(HttpServer server) {
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private static HttpServer secure(SSLContext tls) throws IOException {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    return server;
  }

  /** Its port. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Host and port. */
  public String host() {
    return "127.0.0.1:" + port();
  }

  /** From now on this happens first. */
  public synchronized void misbehave(Fault newFault) {
    fault = newFault;
  }

  /** From now on this happens before a request is read; it may take its time, others go on. */
  public void unlocked(Fault newFault) {
    unlocked = newFault;
  }

  /** The first requests of a method are answered with a status. */
  public void fail(String method, int times, int status) {
    int[] left = {times};
    misbehave(
        exchange -> {
          boolean now = exchange.getRequestMethod().equals(method) && left[0]-- > 0;
          if (now) {
            exchange.sendResponseHeaders(status, -1);
          }
          return now;
        });
  }

  /** Methods and paths so far. */
  public synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  /** What a tag or digest has. */
  public synchronized byte[] manifest(String reference) {
    return manifests.get(reference).clone();
  }

  /** Has a blob, whoever asks. */
  public synchronized String blob(byte[] bytes) {
    String digest = Digest.of(bytes).toString();
    blobs.put(digest, bytes.clone());
    return digest;
  }

  /** Has a manifest, by a tag and by its digest. */
  public synchronized String manifest(String tag, String type, byte[] bytes) {
    String digest = Digest.of(bytes).toString();
    for (String reference : List.of(tag, digest)) {
      manifests.put(reference, bytes.clone());
      types.put(reference, type);
    }
    return digest;
  }

  /** Forgets everything. */
  public synchronized void forget() {
    blobs.clear();
    manifests.clear();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      note(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
      if (!unlocked.to(exchange)) {
        answer(exchange);
      }
    }
  }

  private synchronized void note(String request) {
    requests.add(request);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (!fault.to(exchange)) {
      answer(exchange, exchange.getRequestMethod(), exchange.getRequestURI().getPath(), body);
    }
  }

  private void answer(HttpExchange exchange, String method, String path, byte[] body)
      throws IOException {
    String last = path.substring(path.lastIndexOf('/') + 1);
    if (path.equals("/v2/")) {
      exchange.sendResponseHeaders(200, -1);
    } else if (path.contains("/manifests/")) {
      if (method.equals("PUT")) {
        String digest = Digest.of(body).toString();
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        for (String reference : List.of(last, digest)) {
          manifests.put(reference, body);
          types.put(reference, type);
        }
        exchange.getResponseHeaders().set("Docker-Content-Digest", digest);
        exchange.sendResponseHeaders(201, -1);
      } else if (manifests.containsKey(last)) {
        exchange.getResponseHeaders().set("Content-Type", types.get(last));
        send(exchange, 200, manifests.get(last));
      } else {
        byte[] unknown = "{\"errors\":[{\"code\":\"MANIFEST_UNKNOWN\"}]}".getBytes(UTF_8);
        send(exchange, 404, unknown);
      }
    } else if (method.equals("POST")) {
      String upload = "/v2/up/" + uploads.size();
      uploads.put(upload, new byte[0]);
      exchange.getResponseHeaders().set("Location", upload);
      exchange.sendResponseHeaders(202, -1);
    } else if (method.equals("PATCH")) {
      uploads.put(path, body);
      exchange.getResponseHeaders().set("Location", path);
      exchange.sendResponseHeaders(202, -1);
    } else if (method.equals("PUT")) {
      String digest = Digest.of(uploads.get(path)).toString();
      boolean right = exchange.getRequestURI().getQuery().equals("digest=" + digest);
      blobs.put(digest, uploads.get(path));
      exchange.sendResponseHeaders(right ? 201 : 400, -1);
    } else if (blobs.containsKey(last)) {
      if (method.equals("GET")) {
        send(exchange, 200, blobs.get(last));
      } else {
        exchange.getResponseHeaders().set("Content-Length", "" + blobs.get(last).length);
        exchange.sendResponseHeaders(200, -1);
      }
    } else {
      exchange.sendResponseHeaders(404, -1);
    }
  }

  /** Answers with a body. */
  public static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
