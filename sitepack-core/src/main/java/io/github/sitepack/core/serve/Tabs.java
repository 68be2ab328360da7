package io.github.sitepack.core.serve;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The browser tabs that wait for news, as server-sent events.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent
 *     events</a>
 */
final class Tabs implements AutoCloseable {
  private final ConcurrentLinkedQueue<HttpExchange> open = new ConcurrentLinkedQueue<>();

  /** Keeps a tab whose headers have been sent, and tells it the first event. */
  void add(HttpExchange tab, String event, String data) {
    open.add(tab);
    send(tab, message(event, data));
  }

  /** Tells one tab; {@code data} is one line. */
  void tell(HttpExchange tab, String event, String data) {
    send(tab, message(event, data));
  }

  /** Tells all tabs; {@code data} is one line. */
  void tell(String event, String data) {
    for (HttpExchange tab : open) {
      send(tab, message(event, data));
    }
  }

  /** Finds out which tabs have gone. */
  void ping() {
    for (HttpExchange tab : open) {
      send(tab, ":\n\n");
    }
  }

  /** How many tabs wait. */
  int count() {
    return open.size();
  }

  private static String message(String event, String data) {
    return "event: " + event + "\ndata: " + data + "\n\n";
  }

  private void send(HttpExchange tab, String message) {
    try {
      synchronized (tab) {
        tab.getResponseBody().write(message.getBytes(UTF_8));
        tab.getResponseBody().flush();
      }
    } catch (IOException e) {
      open.remove(tab);
      tab.close();
    }
  }

  @Override
  public void close() {
    for (HttpExchange tab : open) {
      // Closing sends what is buffered, which must not be what somebody else is sending just now.
      synchronized (tab) {
        tab.close();
      }
    }
    open.clear();
  }
}
