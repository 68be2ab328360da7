package io.github.sitepack.core.site;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the answer to a request, by the rules that the nginx configuration spells out: redirects
 * first, then forced rules, then {@code /healthz}, then a file, then a folder without its slash,
 * then a file with {@code .html} added, then the other rules. The paths of hidden files do not
 * exist, {@code .well-known} excepted (RFC 8615).
 */
public final class Resolver {
  private static final String WELL_KNOWN = ".well-known";

  private final Map<String, SiteFile> files = new HashMap<>();
  private final Set<String> folders = new HashSet<>();
  private final SortedMap<SitePath, Redirect> redirects;
  private final Optional<SiteFile> notFound;
  private final List<Rule> forced = new ArrayList<>();
  private final List<Rule> rules = new ArrayList<>();

  /** A rule with its regular expressions. */
  private record Rule(PathRule rule, Pattern decoded, Pattern sent) {}

  /** Answers for {@code site}. */
  public Resolver(Site site) {
    this.notFound = site.notFound().map(path -> site.files().get(path));
    for (SiteFile file : site.files().values()) {
      String path = file.path().value();
      files.put(path, file);
      for (int slash = path.lastIndexOf('/');
          slash >= 0 && folders.add(path.substring(0, slash + 1));
          slash = path.lastIndexOf('/', slash - 1)) {}
    }
    this.redirects = redirects(site);
    for (PathRule rule : site.rules()) {
      (rule.forced() ? forced : rules)
          .add(
              new Rule(
                  rule,
                  Pattern.compile(rule.from().decoded(), Pattern.DOTALL),
                  Pattern.compile(rule.from().sent())));
    }
  }

  /**
   * Every path that is redirected: those of the site, and each with its last slash added or taken
   * away, where nothing else is, for readers type both. The health endpoint and the page for
   * missing ones cannot be redirected.
   */
  public SortedMap<SitePath, Redirect> redirects() {
    return redirects;
  }

  private SortedMap<SitePath, Redirect> redirects(Site site) {
    TreeMap<SitePath, Redirect> all = new TreeMap<>(site.redirects());
    for (Redirect redirect : site.redirects().values()) {
      String from = redirect.from().value();
      String twin =
          redirect.from().isDirectory() ? from.substring(0, from.length() - 1) : from + "/";
      if (!twin.isEmpty()
          && !files.containsKey(twin)
          && !files.containsKey(twin + ".html")
          && !folders.contains(twin)
          && !folders.contains(twin + "/")) {
        all.putIfAbsent(new SitePath(twin), redirect);
      }
    }
    all.remove(ServingPolicy.HEALTH);
    notFound.ifPresent(page -> all.remove(page.path()));
    // A target that is asked for again would be a circle.
    all.entrySet()
        .removeIf(
            redirect -> redirect.getKey().encoded().equals(redirect.getValue().beforeFragment()));
    return Collections.unmodifiableSortedMap(all);
  }

  /**
   * The answer to a request target.
   *
   * @param target path and query as sent, RFC 9112 section 3.2.1
   */
  public Answer resolve(String target) {
    int mark = target.indexOf('?');
    String rawPath = mark < 0 ? target : target.substring(0, mark);
    String query = query(target);
    Optional<byte[]> decoded = decode(rawPath);
    if (decoded.isEmpty()) {
      return new Answer.Malformed();
    }
    String path = new String(decoded.get(), UTF_8);
    return Arrays.equals(path.getBytes(UTF_8), decoded.get())
        ? find(path, rawPath, query)
        : missing();
  }

  /** What stands between the question mark and a fragment, which no browser sends. */
  private static String query(String target) {
    int hash = target.indexOf('#');
    String plain = hash < 0 ? target : target.substring(0, hash);
    int mark = plain.indexOf('?');
    return mark < 0 ? "" : plain.substring(mark + 1);
  }

  /**
   * The decoded path of a request target, with U+FFFD for what is not UTF-8; empty when the target
   * is malformed.
   *
   * @param target path and query as sent, RFC 9112 section 3.2.1
   */
  public static Optional<String> path(String target) {
    int mark = target.indexOf('?');
    return decode(mark < 0 ? target : target.substring(0, mark))
        .map(bytes -> new String(bytes, UTF_8));
  }

  private Answer find(String path, String sent, String query) {
    Redirect redirect = redirectOf(path);
    if (redirect != null) {
      return new Answer.Moved(redirect.status(), redirect.location(query));
    }
    boolean healthy = path.equals(ServingPolicy.HEALTH.value());
    for (Rule rule : healthy ? List.<Rule>of() : forced) {
      if (rule.decoded().matcher(path).matches()) {
        Optional<String> location = location(rule, sent, query);
        if (location.isPresent()) {
          return new Answer.Moved(rule.rule().status(), location.get());
        }
        break;
      }
    }
    if (healthy) {
      return new Answer.Healthy();
    }
    if (isHidden(path) || (notFound.isPresent() && path.equals(notFound.get().path().value()))) {
      return missing();
    }
    SiteFile file = files.get(path.endsWith("/") ? path + "index.html" : path);
    if (file != null) {
      return new Answer.Found(file);
    }
    if (!path.endsWith("/") && folders.contains(path + "/")) {
      String location = new SitePath(path + "/").encoded();
      return new Answer.Folder(query.isEmpty() ? location : location + "?" + query);
    }
    SiteFile page = path.endsWith("/") ? null : files.get(path + ".html");
    return page == null ? ruled(path, sent, query) : new Answer.Found(page);
  }

  /** What a rule makes of a path that is no file's. */
  private Answer ruled(String path, String sent, String query) {
    for (Rule each : rules) {
      Matcher match = each.decoded().matcher(path);
      if (match.matches()) {
        PathRule rule = each.rule();
        if (rule.redirects()) {
          return location(each, sent, query)
              .<Answer>map(location -> new Answer.Elsewhere(rule.status(), location))
              .orElseGet(this::missing);
        }
        String target = rule.target(match);
        if (rule.status() == 200) {
          return Stream.of(target, target + "index.html", target + "/index.html", target + ".html")
              .map(files::get)
              .filter(Objects::nonNull)
              .findFirst()
              .<Answer>map(Answer.Found::new)
              .orElseGet(this::missing);
        }
        SiteFile page = files.get(target);
        return rule.status() == 410 ? new Answer.Gone(page) : new Answer.Missing(Optional.of(page));
      }
    }
    return missing();
  }

  /** The target with the parts of the path as they were sent; empty when that would be unsafe. */
  private static Optional<String> location(Rule rule, String sent, String query) {
    Matcher match = rule.sent().matcher(sent);
    if (!match.matches()) {
      return Optional.empty();
    }
    Redirect redirect =
        new Redirect(SitePath.ROOT, rule.rule().target(match), rule.rule().status());
    return Optional.of(redirect.location(query));
  }

  private Redirect redirectOf(String path) {
    try {
      SitePath asked = new SitePath(path);
      // The constructor composes; nginx compares bytes, and so do we.
      return asked.value().equals(path) ? redirects.get(asked) : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private Answer missing() {
    return new Answer.Missing(notFound);
  }

  /** Whether a segment starts with a dot and is not the folder {@code .well-known}. */
  private static boolean isHidden(String path) {
    for (int at = path.indexOf("/."); at >= 0; at = path.indexOf("/.", at + 1)) {
      if (!path.startsWith(WELL_KNOWN + "/", at + 1)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Percent-decodes, then merges slashes and resolves dot segments, RFC 3986 section 5.2.4. Empty
   * when an escape is broken, a NUL is in it, or it leads above the root.
   */
  private static Optional<byte[]> decode(String raw) {
    if (!raw.startsWith("/")) {
      return Optional.empty();
    }
    int end = raw.indexOf('#');
    byte[] bytes = (end < 0 ? raw : raw.substring(0, end)).getBytes(UTF_8);
    ByteArrayOutputStream plain = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      int b = bytes[i];
      if (b == '%') {
        int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
        int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
        if (high < 0 || low < 0) {
          return Optional.empty();
        }
        b = high << 4 | low;
        i += 2;
      }
      if (b == 0) {
        return Optional.empty();
      }
      plain.write(b);
    }
    return normalize(plain.toByteArray());
  }

  private static Optional<byte[]> normalize(byte[] path) {
    ArrayDeque<byte[]> segments = new ArrayDeque<>();
    boolean directory = false;
    int start = 1;
    for (int i = 1; i <= path.length; i++) {
      if (i < path.length && path[i] != '/') {
        continue;
      }
      int length = i - start;
      boolean dot = length == 1 && path[start] == '.';
      boolean dots = length == 2 && path[start] == '.' && path[start + 1] == '.';
      if (dots) {
        if (segments.isEmpty()) {
          return Optional.empty();
        }
        segments.removeLast();
      } else if (length > 0 && !dot) {
        segments.addLast(Arrays.copyOfRange(path, start, i));
      }
      directory = length == 0 || dot || dots;
      start = i + 1;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(path.length);
    out.write('/');
    for (Iterator<byte[]> each = segments.iterator(); each.hasNext(); ) {
      out.writeBytes(each.next());
      if (each.hasNext() || directory) {
        out.write('/');
      }
    }
    return Optional.of(out.toByteArray());
  }
}
