package io.github.sitepack.core.serve;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import io.github.sitepack.core.site.MediaType;
import io.github.sitepack.core.site.ServingPolicy;
import java.io.IOException;
import java.io.OutputStream;

/** How answers are sent, whoever gives them. */
final class Replies {
  private Replies() {}

  /** Sends a status with bytes; the other headers have been set. */
  static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    try (OutputStream out = start(exchange, status, body.length)) {
      if (out != null) {
        out.write(body);
      }
    }
  }

  /** Sends an error that has no page. */
  static void error(HttpExchange exchange, int status, String body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", MediaType.PLAIN.contentType());
    exchange.getResponseHeaders().set("Cache-Control", ServingPolicy.NO_STORE);
    send(exchange, status, body.getBytes(UTF_8));
  }

  /**
   * Sends status and headers.
   *
   * @param length of the body that would follow a GET, in bytes
   * @return where the body goes, or null where none may follow
   */
  static OutputStream start(HttpExchange exchange, int status, long length) throws IOException {
    boolean head = exchange.getRequestMethod().equals("HEAD");
    if (head || status == 304) {
      if (head && status != 304) {
        exchange.getResponseHeaders().set("Content-Length", Long.toString(length));
      }
      exchange.sendResponseHeaders(status, -1);
      return null;
    }
    // To the JDK's server 0 means "not known yet", and -1 means nothing.
    exchange.sendResponseHeaders(status, length == 0 ? -1 : length);
    return length == 0 ? null : exchange.getResponseBody();
  }
}
