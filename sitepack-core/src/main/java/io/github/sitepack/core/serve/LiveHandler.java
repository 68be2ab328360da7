package io.github.sitepack.core.serve;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.github.sitepack.core.site.Answer;
import io.github.sitepack.core.site.ContentPolicy;
import io.github.sitepack.core.site.EntityTag;
import io.github.sitepack.core.site.MediaType;
import io.github.sitepack.core.site.Request;
import io.github.sitepack.core.site.ServingPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The preview's own paths, which no site has: the script, the news and the page of problems. */
final class LiveHandler {
  static final String PREFIX = "/__sitepack/";
  static final String SCRIPT = PREFIX + "live.js";
  static final String EVENTS = PREFIX + "events";
  static final String PROBLEMS = PREFIX + "problems";
  static final String PROBLEMS_STYLE = PREFIX + "problems.css";

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

  private final Supplier<Snapshot> current;
  private final Supplier<String> home;
  private final String session;
  private final Tabs tabs;
  private final Tags tags;
  private final ProblemsPage problems;

  /**
   * Tells of what {@code current} gives.
   *
   * @param session what tells this run of the preview from others on the same port
   */
  LiveHandler(
      Supplier<Snapshot> current,
      Supplier<String> home,
      String session,
      Tabs tabs,
      Tags tags,
      Path project) {
    this.current = current;
    this.home = home;
    this.session = session;
    this.tabs = tabs;
    this.tags = tags;
    this.problems = new ProblemsPage(project);
  }

  /**
   * What stands in a page. It depends on the page's content alone, so the page's tag still tells
   * one version from the other.
   */
  static String reference(EntityTag tag) {
    return "<script src=\"" + SCRIPT + "?" + bare(tag) + "\" defer=\"defer\"></script>\n";
  }

  private static String bare(EntityTag tag) {
    return tag.value().replace("\"", "");
  }

  /** The number of a rendering, as tabs compare it. */
  String version(Snapshot snapshot) {
    return session + "-" + snapshot.number();
  }

  /**
   * Answers one request under the name that the site is asked for; leaves the exchange open when a
   * tab waits on it.
   */
  void handle(HttpExchange exchange, String target, String host) throws IOException {
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    String query = mark < 0 ? "" : target.substring(mark + 1);
    String method = exchange.getRequestMethod();
    Headers headers = exchange.getResponseHeaders();
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Cache-Control", ServingPolicy.NO_STORE);
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    // The page of problems is shown in pages that are kept apart, too.
    headers.set(ServingPolicy.EMBEDDER_POLICY, ServingPolicy.EMBEDDER);
    if (!method.equals("GET") && !method.equals("HEAD")) {
      headers.set("Allow", ServingPolicy.ALLOW);
      Replies.error(exchange, 405, ServingPolicy.errorBody(405));
    } else if (path.equals(EVENTS) && method.equals("GET")) {
      events(exchange, parameters(query), host);
    } else if (path.equals(PROBLEMS)) {
      problems(exchange, 200);
    } else if (path.equals(SCRIPT)) {
      resource(exchange, "live.js", "text/javascript; charset=utf-8");
    } else if (path.equals(PROBLEMS_STYLE)) {
      resource(exchange, "problems.css", "text/css; charset=utf-8");
    } else {
      Replies.error(exchange, 404, ServingPolicy.errorBody(404));
    }
  }

  /** Sends the page of problems, with 500 where it stands for a page that does not exist yet. */
  void problems(HttpExchange exchange, int status) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", MediaType.HTML.contentType());
    headers.set("Cache-Control", ServingPolicy.NO_STORE);
    headers.set("Content-Security-Policy", POLICY);
    String html = problems.html(current.get(), home.get());
    Replies.send(exchange, status, html.getBytes(UTF_8));
  }

  private static void resource(HttpExchange exchange, String name, String type) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    try (InputStream in = LiveHandler.class.getResourceAsStream(name)) {
      Replies.send(exchange, 200, in.readAllBytes());
    }
  }

  private void events(HttpExchange exchange, Map<String, String> parameters, String host)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    // Added first: what happens from here on is told twice rather than never.
    Snapshot before = current.get();
    tabs.add(exchange, "hello", version(before));
    Snapshot now = current.get();
    if (isStale(now, host, parameters.get("path"), parameters.get("tag"))) {
      tabs.tell(exchange, "reload", version(now));
    } else if (!now.problems().isEmpty()) {
      tabs.tell(exchange, "problems", version(now));
    }
  }

  /** The policy of a page with what the script needs: itself, its news and the page of problems. */
  static ContentPolicy allowing(ContentPolicy policy) {
    return policy
        .allowing("'self'", "script-src-elem", "script-src", "default-src")
        .allowing("'self'", "connect-src", "default-src")
        .allowing("'self'", "frame-src", "child-src", "default-src");
  }

  /** Whether a page was changed between its own request and that of its script. */
  private boolean isStale(Snapshot now, String host, String path, String tag) throws IOException {
    if (path == null || tag == null || now.good().isEmpty()) {
      return false;
    }
    if (tag.isEmpty()) {
      return !path.equals(PROBLEMS);
    }
    Answer answer = now.good().get().resolver().resolve(new Request(path, host, "")).answer();
    if (answer instanceof Answer.Found found) {
      return !bare(tags.of(found.file().content())).equals(tag);
    }
    return answer instanceof Answer.Missing missing
        && missing.page().isPresent()
        && !bare(tags.of(missing.page().get().content())).equals(tag);
  }

  private static Map<String, String> parameters(String query) {
    TreeMap<String, String> parameters = new TreeMap<>();
    for (String pair : query.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        try {
          parameters.put(
              pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), UTF_8));
        } catch (IllegalArgumentException e) {
          // A broken escape is as good as no parameter.
          parameters.remove(pair.substring(0, equals));
        }
      }
    }
    return parameters;
  }
}
