package io.github.sitepack.core.fake;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on the loopback address that serves bytes by path, or misbehaves on purpose. */
public final class FakeServer implements AutoCloseable {
  static {
    // Else each answer waits 40 ms for an acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  /** How one path answers. */
  public interface Answer {
    /** Answers; the exchange is closed afterwards. */
    void to(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final SortedMap<String, Answer> answers = new TreeMap<>();
  private final SortedMap<String, byte[]> served = new TreeMap<>();
  private final List<String> requests = new ArrayList<>();

  /** Starts a server at a free port, with nothing on it. */
  public FakeServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    Answer answer;
    synchronized (this) {
      requests.add(path);
      answer = answers.get(path);
    }
    try (exchange) {
      if (answer == null) {
        exchange.sendResponseHeaders(404, -1);
      } else {
        answer.to(exchange);
      }
    }
  }

  /** The address of a path, which starts with a slash. */
  public URI uri(String path) {
    InetSocketAddress address = server.getAddress();
    return URI.create(
        "http://" + address.getAddress().getHostAddress() + ":" + address.getPort() + path);
  }

  /** Serves these bytes. */
  public synchronized void put(String path, byte[] bytes) {
    answer(path, bytes(bytes));
    served.put(path, bytes.clone());
  }

  /** What was last put there, whatever the path answers now. */
  public synchronized byte[] get(String path) {
    return served.get(path).clone();
  }

  /** Answers in this way. */
  public synchronized void answer(String path, Answer answer) {
    answers.put(path, answer);
  }

  /** Forgets a path, so that it is 404. */
  public synchronized void remove(String path) {
    answers.remove(path);
  }

  /** The paths asked for so far, in order. */
  public synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  /** Forgets which paths were asked for. */
  public synchronized void forgetRequests() {
    requests.clear();
  }

  /** These bytes with their length. */
  public static Answer bytes(byte[] bytes) {
    return exchange -> {
      exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    };
  }

  /** A status without a body. */
  public static Answer status(int status) {
    return exchange -> exchange.sendResponseHeaders(status, -1);
  }

  /** A redirect. */
  public static Answer redirect(String location) {
    return exchange -> {
      exchange.getResponseHeaders().set("Location", location);
      exchange.sendResponseHeaders(302, -1);
    };
  }

  /** Says {@code size} but sends only {@code bytes} and hangs up. */
  public static Answer cut(byte[] bytes, int size) {
    return exchange -> {
      exchange.sendResponseHeaders(200, size);
      exchange.getResponseBody().write(bytes);
      exchange.getResponseBody().flush();
    };
  }

  /** Never answers. */
  public Answer silence() {
    return exchange -> sleep();
  }

  /** Sends the first bytes of an answer, then nothing more. */
  public Answer stall(byte[] bytes, int size) {
    return exchange -> {
      exchange.sendResponseHeaders(200, size);
      exchange.getResponseBody().write(bytes);
      exchange.getResponseBody().flush();
      sleep();
    };
  }

  private void sleep() throws IOException {
    try {
      closed.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
