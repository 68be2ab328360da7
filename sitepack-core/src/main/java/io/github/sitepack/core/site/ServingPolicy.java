package io.github.sitepack.core.site;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What every answer looks like, whoever gives it. The nginx configuration and the preview read
 * these values, so that they cannot disagree.
 */
public final class ServingPolicy {
  /** Headers that every answer carries, whatever its status. */
  public static final SortedMap<String, String> HEADERS = headers();

  /** {@code Cache-Control} of everything that is neither a success nor a redirect. */
  public static final String NO_STORE = "no-store";

  /** Methods that files answer to: the {@code Allow} header of a 405. */
  public static final String ALLOW = "GET, HEAD";

  /** Where a load balancer asks whether the server is up. */
  public static final SitePath HEALTH = new SitePath("/healthz");

  /** The body of the answer at {@link #HEALTH}. */
  public static final String HEALTHY = "ok\n";

  /** The longest request body that is read, in bytes: a static site needs none. */
  public static final int MAX_BODY = 1024;

  /** Types of pages, each of which has a {@link ContentPolicy} of its own. */
  public static final List<String> DOCUMENTS = List.of("text/html", "application/xhtml+xml");

  /** What keeps a page apart from other origins, sent with pages that load nothing from them. */
  public static final String EMBEDDER_POLICY = "Cross-Origin-Embedder-Policy";

  /** The value of that header; scripts carry it as well, for one may be a worker of such a page. */
  public static final String EMBEDDER = "require-corp";

  /** The type of scripts. */
  public static final String SCRIPT = "text/javascript";

  /** Policies of what browsers show as documents beside pages, by type. */
  public static final SortedMap<String, ContentPolicy> OTHER_DOCUMENTS = otherDocuments();

  /**
   * Statuses, beside 404, whose answers are one line of plain text: a 403 is told as a 404, for
   * what must not be seen does not exist.
   */
  public static final SortedMap<Integer, String> ERRORS = errors();

  private ServingPolicy() {}

  /**
   * The {@code Cache-Control} of an answer. An error is never kept, be its path ever so immutable.
   */
  public static String cacheControl(int status, CacheClass cache) {
    return status >= 200 && status < 400 ? cache.cacheControl() : NO_STORE;
  }

  /** The body of an error that has no page. */
  public static String errorBody(int status) {
    return status + " " + ERRORS.getOrDefault(status, "Not Found") + "\n";
  }

  /** The policy of documents of a type, unless a file has its own; empty when none is sent. */
  public static Optional<ContentPolicy> documentPolicy(MediaType type) {
    return DOCUMENTS.contains(type.name())
        ? Optional.of(ContentPolicy.BARE)
        : Optional.ofNullable(OTHER_DOCUMENTS.get(type.name()));
  }

  private static SortedMap<String, ContentPolicy> otherDocuments() {
    TreeMap<String, ContentPolicy> policies = new TreeMap<>();
    policies.put("image/svg+xml", ContentPolicy.DRAWING);
    policies.put("text/xml", ContentPolicy.DRAWING);
    policies.put("application/rss+xml", ContentPolicy.DRAWING);
    policies.put("application/atom+xml", ContentPolicy.DRAWING);
    policies.put(MediaType.PLAIN.name(), ContentPolicy.TEXT);
    return Collections.unmodifiableSortedMap(policies);
  }

  private static SortedMap<String, String> headers() {
    TreeMap<String, String> headers = new TreeMap<>();
    headers.put("Cross-Origin-Opener-Policy", "same-origin");
    headers.put("Cross-Origin-Resource-Policy", "same-origin");
    headers.put("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
    headers.put("Referrer-Policy", "strict-origin-when-cross-origin");
    headers.put("X-Content-Type-Options", "nosniff");
    return Collections.unmodifiableSortedMap(headers);
  }

  private static SortedMap<Integer, String> errors() {
    TreeMap<Integer, String> errors = new TreeMap<>();
    errors.put(400, "Bad Request");
    errors.put(405, "Method Not Allowed");
    errors.put(408, "Request Timeout");
    errors.put(412, "Precondition Failed");
    errors.put(413, "Content Too Large");
    errors.put(414, "URI Too Long");
    errors.put(416, "Range Not Satisfiable");
    errors.put(421, "Misdirected Request");
    errors.put(500, "Internal Server Error");
    errors.put(501, "Not Implemented");
    errors.put(503, "Service Unavailable");
    errors.put(505, "HTTP Version Not Supported");
    return Collections.unmodifiableSortedMap(errors);
  }
}
