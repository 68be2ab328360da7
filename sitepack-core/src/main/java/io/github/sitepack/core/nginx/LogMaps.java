package io.github.sitepack.core.nginx;

/** Values of the access log that a client chooses. */
final class LogMaps {
  /** Well-formed UTF-8 byte by byte: Unicode 15.0, table 3-7. */
  private static final String UTF8 =
      "(?:[\\x00-\\x7f]"
          + "|[\\xc2-\\xdf][\\x80-\\xbf]"
          + "|\\xe0[\\xa0-\\xbf][\\x80-\\xbf]"
          + "|[\\xe1-\\xec\\xee\\xef][\\x80-\\xbf]{2}"
          + "|\\xed[\\x80-\\x9f][\\x80-\\xbf]"
          + "|\\xf0[\\x90-\\xbf][\\x80-\\xbf]{2}"
          + "|[\\xf1-\\xf3][\\x80-\\xbf]{3}"
          + "|\\xf4[\\x80-\\x8f][\\x80-\\xbf]{2})*+";

  private LogMaps() {}

  /**
   * What a client may send as any bytes, for the log: nginx escapes what JSON escapes, but lets
   * through what is no UTF-8, and so no JSON.
   */
  static String text() {
    StringBuilder out = new StringBuilder();
    for (String[] variable :
        new String[][] {
          {"$host", "$log_host"},
          {"$request_uri", "$log_uri"},
          {"$http_referer", "$log_referer"},
          {"$http_user_agent", "$log_agent"},
          {"$http_x_forwarded_for", "$log_forwarded"}
        }) {
      out.append("map ").append(variable[0]).append(' ').append(variable[1]).append(" {\n");
      out.append("  default \"(not UTF-8)\";\n");
      // A header that was not sent: nginx tries no regular expression on an empty value.
      out.append("  \"\" \"\";\n");
      out.append("  \"~^").append(UTF8).append("\\z\" ").append(variable[0]).append(";\n}\n\n");
    }
    return out.toString();
  }
}
