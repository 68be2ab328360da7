package io.github.sitepack.core.serve;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Refuses what nginx refuses before it looks at the path, and the JDK's server does not. */
final class RequestCheck {
  /** The length of one of nginx's buffers: a request line or a header has to fit into it. */
  private static final int LONGEST_LINE = 8192;

  private static final Pattern METHOD = Pattern.compile("[A-Z_-]+");
  private static final Pattern VERSION = Pattern.compile("HTTP/\\d+\\.\\d+");
  private static final Pattern HOST =
      Pattern.compile("(?:\\[[0-9A-Fa-f:.%]+]|[^\\x00-\\x20/\\\\:\\[\\]\\x7f]+)(?::\\d*)?");

  private RequestCheck() {}

  /** The status of the refusal, or 0. */
  static int refused(HttpExchange exchange, String target) {
    String method = exchange.getRequestMethod();
    String version = exchange.getProtocol();
    if (method.length() + target.length() + version.length() + 4 > LONGEST_LINE) {
      return 414;
    }
    if (!METHOD.matcher(method).matches() || !VERSION.matcher(version).matches()) {
      return 400;
    }
    if (!version.startsWith("HTTP/1.")) {
      return 505;
    }
    List<String> hosts = exchange.getRequestHeaders().getOrDefault("Host", List.of());
    boolean old = version.equals("HTTP/1.0");
    if (hosts.size() > 1 || (hosts.isEmpty() && !old)) {
      return 400;
    }
    if (!hosts.isEmpty() && !HOST.matcher(hosts.get(0)).matches()) {
      return 400;
    }
    return isTooLong(exchange.getRequestHeaders()) ? 400 : 0;
  }

  /** Whether a header fits into none of the buffers, or all of them not into four. */
  private static boolean isTooLong(Headers headers) {
    int sum = 0;
    for (Map.Entry<String, List<String>> header : headers.entrySet()) {
      for (String value : header.getValue()) {
        int length = header.getKey().length() + value.length() + 4;
        sum += length;
        if (length > LONGEST_LINE) {
          return true;
        }
      }
    }
    return sum > 4 * LONGEST_LINE;
  }
}
