package io.github.sitepack.core.serve;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.sitepack.core.nginx.Wire;
import io.github.sitepack.core.site.ContentPolicy;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What of an answer must be equal, whoever gives it. */
final class Parity {
  /**
   * Headers that may differ. The preview names no server, does not compress, which is what Vary is
   * about, and keeps connections in its own way.
   */
  private static final List<String> FREE =
      List.of("server", "date", "connection", "vary", "keep-alive", "transfer-encoding");

  private Parity() {}

  private static final String REFERENCE =
      "<script src=\"/__sitepack/live.js\\?[0-9a-f-]+\" [^>]*></script>\n";

  /** Whether a page has the reference to the script that reloads it. */
  static boolean isLive(Wire answer) {
    return Pattern.compile(REFERENCE).matcher(answer.text()).find();
  }

  static String describe(Wire answer) {
    TreeMap<String, String> headers = new TreeMap<>(answer.headers());
    headers.keySet().removeAll(FREE);
    String body = answer.text();
    // The policy of a page allows that script only in the preview, unless it has scripts of its
    // own.
    headers.computeIfPresent(
        "content-security-policy",
        (name, value) -> LiveHandler.allowing(new ContentPolicy(value)).value());
    if (answer.header("Content-Type").startsWith("text/html")) {
      // The page has the reference in it, and with it another length.
      headers.remove("content-length");
      headers.computeIfPresent("content-range", (name, range) -> range.replaceFirst("/.*", ""));
      body = body.replaceFirst(REFERENCE, "");
    }
    if (answer.status() >= 300 && answer.status() < 400) {
      // nginx has a page for redirects, which no browser shows.
      headers.remove("content-type");
      headers.remove("content-length");
      headers.remove("content-security-policy");
      headers.remove("cross-origin-embedder-policy");
      body = "";
    }
    if (answer.status() == 416 && answer.header("Content-Type").startsWith("text/plain")) {
      headers.computeIfPresent("content-range", (name, range) -> range.replaceFirst("/.*", ""));
      // nginx has put the headers of a good answer in already.
      headers.replaceAll((name, value) -> value.replaceFirst(".*, no-store$", "no-store"));
    }
    return answer.status() + " " + headers + " " + body.getBytes(ISO_8859_1).length + " " + body;
  }
}
