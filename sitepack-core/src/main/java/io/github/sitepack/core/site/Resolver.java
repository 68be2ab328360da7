package io.github.sitepack.core.site;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.site.Resolution.Why;
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
 * Finds the answer to a request, by the rules that the nginx configuration spells out: the host
 * first, then redirects, then forced rules, then {@code /healthz}, then files, then the other rules
 * and applications. The paths of hidden files do not exist, {@code .well-known} excepted (RFC
 * 8615).
 */
public final class Resolver {
  private static final String WELL_KNOWN = ".well-known";

  private final Site site;
  private final Hosts hosts;
  private final TrailingSlash slash;
  private final Map<String, SiteFile> files = new HashMap<>();
  private final Set<String> folders = new HashSet<>();
  private final SortedMap<SitePath, Redirect> redirects;
  private final List<Rule> forced = new ArrayList<>();
  private final List<Rule> rules = new ArrayList<>();
  private final List<App> apps = new ArrayList<>();

  /** A rule with its regular expressions. */
  private record Rule(PathRule rule, Pattern decoded, Pattern sent) {}

  /** An application with the paths that its page answers for. */
  private record App(Pattern paths, SiteFile page) {}

  /**
   * A request that could be read.
   *
   * @param root the folder of the host, or ""
   * @param path the decoded path under that host
   * @param sent the path as it was sent
   * @param target the target as it was sent
   * @param query the query, or ""
   * @param languages what languages are asked for
   */
  private record Asked(
      String root, String path, String sent, String target, String query, String languages) {
    String place() {
      return root + path;
    }

    String withQuery(String location) {
      return query.isEmpty() ? location : location + "?" + query;
    }
  }

  /** Answers for {@code site}. */
  public Resolver(Site site) {
    this.site = site;
    this.hosts = site.serving().hosts();
    this.slash = site.serving().trailingSlash();
    for (SiteFile file : site.files().values()) {
      String path = file.path().value();
      files.put(path, file);
      for (int at = path.lastIndexOf('/');
          at >= 0 && folders.add(path.substring(0, at + 1));
          at = path.lastIndexOf('/', at - 1)) {}
    }
    this.redirects = fixed();
    for (PathRule stated : site.rules()) {
      PathRule rule = hosts.located(stated);
      (rule.forced() ? forced : rules)
          .add(
              new Rule(
                  rule,
                  Pattern.compile(hosts.scope(rule.from()) + rule.from().decoded(), Pattern.DOTALL),
                  Pattern.compile(rule.from().sent())));
    }
    for (SitePath app : site.serving().appsLongestFirst()) {
      SiteFile page = files.get(app.file().value());
      if (page != null) {
        apps.add(new App(Pattern.compile(Serving.navigation(app), Pattern.DOTALL), page));
      }
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

  private SortedMap<SitePath, Redirect> fixed() {
    TreeMap<SitePath, Redirect> all = new TreeMap<>(site.redirects());
    for (Redirect redirect : site.redirects().values()) {
      String from = redirect.from().value();
      String twin =
          redirect.from().isDirectory() ? from.substring(0, from.length() - 1) : from + "/";
      if (!twin.isEmpty()
          && !files.containsKey(twin)
          && !files.containsKey(TrailingSlash.bare(twin) + ".html")
          && !folders.contains(twin)
          && !folders.contains(twin + "/")) {
        all.putIfAbsent(new SitePath(twin), redirect);
      }
    }
    List<String> roots = new ArrayList<>(hosts.roots());
    roots.add("");
    for (String root : roots) {
      all.remove(new SitePath(root + ServingPolicy.HEALTH.value()));
      site.notFound(root).ifPresent(all::remove);
    }
    site.notFoundBelow().values().forEach(all::remove);
    // A target that is asked for again would be a circle.
    all.entrySet()
        .removeIf(
            redirect -> redirect.getKey().encoded().equals(redirect.getValue().beforeFragment()));
    return Collections.unmodifiableSortedMap(all);
  }

  /** The answer to a request for a target under the site's own name. */
  public Answer resolve(String target) {
    return resolve(Request.of(target)).answer();
  }

  /** The answer to a request, and why it is this one. */
  public Resolution resolve(Request request) {
    String target = request.target();
    int mark = target.indexOf('?');
    String sent = mark < 0 ? target : target.substring(0, mark);
    Optional<byte[]> decoded = decode(sent);
    if (decoded.isEmpty()) {
      return Resolution.of(new Answer.Malformed(), Why.MALFORMED, "");
    }
    String root = hosts.root(request.host());
    String path = new String(decoded.get(), UTF_8);
    Asked asked = new Asked(root, path, sent, target, query(target), request.languages());
    boolean healthy = path.equals(ServingPolicy.HEALTH.value());
    if (hosts.unknown() != UnknownHost.SERVE && !hosts.knows(request.host()) && !healthy) {
      return Resolution.of(stranger(target), Why.UNKNOWN_HOST, path);
    }
    return Arrays.equals(path.getBytes(UTF_8), decoded.get())
        ? find(asked)
        : missing(asked, Why.NOTHING);
  }

  private Answer stranger(String target) {
    if (hosts.unknown() == UnknownHost.REDIRECT) {
      return new Answer.Moved(301, hosts.origin() + target);
    }
    return new Answer.Refused(hosts.unknown() == UnknownHost.CLOSE ? 0 : 421);
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

  private Resolution find(Asked asked) {
    String place = asked.place();
    if (asked.root().isEmpty()) {
      Optional<Hosts.Folder> folder = hosts.folderOf(place);
      if (folder.isPresent()) {
        return elsewhere(asked, folder.get());
      }
    }
    Optional<LanguageChoice> choice = site.serving().languages();
    if (choice.isPresent() && place.equals(choice.get().at().value())) {
      String home = choice.get().home(asked.languages()).encoded();
      return Resolution.of(
          new Answer.Moved(LanguageChoice.STATUS, asked.withQuery(home)), Why.LANGUAGE, place);
    }
    Redirect redirect = redirectOf(place);
    if (redirect != null) {
      String location = located(redirect, place).location(asked.query());
      return new Resolution(
          new Answer.Moved(redirect.status(), location),
          Why.REDIRECT,
          place,
          Optional.of(redirect),
          Optional.empty());
    }
    boolean healthy = asked.path().equals(ServingPolicy.HEALTH.value());
    for (Rule rule : healthy ? List.<Rule>of() : forced) {
      if (rule.decoded().matcher(place).matches()) {
        Optional<String> location = location(rule, asked);
        if (location.isPresent()) {
          return ruled(new Answer.Moved(rule.rule().status(), location.get()), rule, place);
        }
        break;
      }
    }
    if (healthy) {
      return Resolution.of(new Answer.Healthy(), Why.HEALTH, place);
    }
    if (isNotFound(asked, place)) {
      return missing(asked, Why.NOT_FOUND_PAGE);
    }
    return isHidden(asked.path()) ? missing(asked, Why.HIDDEN) : file(asked);
  }

  private boolean isNotFound(Asked asked, String place) {
    return site.notFound(asked.root()).filter(page -> place.equals(page.value())).isPresent()
        || site.notFoundBelow().values().stream().anyMatch(page -> place.equals(page.value()));
  }

  /** The redirect with its target as it is called under the host of the path it leads from. */
  private Redirect located(Redirect redirect, String place) {
    return new Redirect(redirect.from(), hosts.location(place, redirect.to()), redirect.status());
  }

  /** Where a folder is found that has a name of its own. */
  private Resolution elsewhere(Asked asked, Hosts.Folder folder) {
    Matcher match = Pattern.compile(Hosts.within(folder)).matcher(asked.sent());
    return match.matches()
        ? Resolution.of(
            new Answer.Moved(
                301, asked.withQuery(hosts.origin(folder) + "/" + match.group("within"))),
            Why.OTHER_HOST,
            asked.place())
        : missing(asked, Why.OTHER_HOST);
  }

  private Resolution file(Asked asked) {
    String place = asked.place();
    boolean directory = asked.path().endsWith("/");
    SiteFile html = html(asked);
    SiteFile index = files.get(directory ? place + "index.html" : place + "/index.html");
    if (directory) {
      boolean never = slash == TrailingSlash.NEVER && asked.path().length() > 1;
      String other =
          never && (html != null || index != null) ? slash.ofOthers().of(asked.target()) : null;
      if (other != null) {
        return other(asked, other);
      }
      if (index != null) {
        return found(index, Why.INDEX, place);
      }
      if (html != null && (slash == TrailingSlash.ALWAYS || never)) {
        return found(html, Why.HTML, place);
      }
      return html == null ? ruled(asked) : redirected(asked);
    }
    SiteFile file = files.get(place);
    if (file != null) {
      String other = slash.isOther(asked.path()) ? slash.ofFile(asked.target()) : null;
      return other == null ? found(file, Why.FILE, place) : other(asked, other);
    }
    if (slash == TrailingSlash.NEVER) {
      return html != null
          ? found(html, Why.HTML, place)
          : index != null ? found(index, Why.INDEX, place) : ruled(asked);
    }
    if (folders.contains(place + "/")) {
      String location = new SitePath(asked.path() + "/").encoded();
      return Resolution.of(new Answer.Folder(asked.withQuery(location)), Why.FOLDER, place);
    }
    return html == null ? ruled(asked) : redirected(asked);
  }

  /** The page whose file has the path that is asked for, with {@code .html} behind it. */
  private SiteFile html(Asked asked) {
    SiteFile html = files.get(asked.root() + TrailingSlash.bare(asked.path()) + ".html");
    return html != null && site.isNotFound(asked.root(), html.path()) ? null : html;
  }

  /** To the one address of a page, where the target can be put into it safely. */
  private Resolution redirected(Asked asked) {
    String other = slash.ofOthers().of(asked.target());
    return other == null ? ruled(asked) : other(asked, other);
  }

  private static Resolution other(Asked asked, String address) {
    return Resolution.of(
        new Answer.Elsewhere(301, asked.withQuery(address)), Why.OTHER_ADDRESS, asked.place());
  }

  private static Resolution found(SiteFile file, Why why, String place) {
    return Resolution.of(new Answer.Found(file), why, place);
  }

  /** What a rule or an application makes of a path that is no file's. */
  private Resolution ruled(Asked asked) {
    String place = asked.place();
    for (Rule each : rules) {
      Matcher match = each.decoded().matcher(place);
      if (match.matches()) {
        return ruled(answer(each, match, asked), each, place);
      }
    }
    for (App app : apps) {
      if (app.paths().matcher(place).matches()) {
        return found(app.page(), Why.APP, place);
      }
    }
    return missing(asked, Why.NOTHING);
  }

  private Answer answer(Rule each, Matcher match, Asked asked) {
    PathRule rule = each.rule();
    Answer missing = new Answer.Missing(page(asked));
    if (rule.redirects()) {
      return location(each, asked)
          .<Answer>map(location -> new Answer.Elsewhere(rule.status(), location))
          .orElse(missing);
    }
    String target = rule.target(match);
    if (rule.status() == 200) {
      return Stream.of(target, target + "index.html", target + "/index.html", target + ".html")
          .map(path -> files.get(asked.root() + path))
          .filter(Objects::nonNull)
          .findFirst()
          .<Answer>map(Answer.Found::new)
          .orElse(missing);
    }
    SiteFile page = files.get(asked.root() + target);
    return rule.status() == 410 ? new Answer.Gone(page) : new Answer.Missing(Optional.of(page));
  }

  private static Resolution ruled(Answer answer, Rule rule, String place) {
    return new Resolution(answer, Why.RULE, place, Optional.empty(), Optional.of(rule.rule()));
  }

  /** The target with the parts of the path as they were sent; empty when that would be unsafe. */
  private Optional<String> location(Rule rule, Asked asked) {
    Matcher match = rule.sent().matcher(asked.root() + asked.sent());
    if (!match.matches()) {
      return Optional.empty();
    }
    Redirect redirect =
        new Redirect(SitePath.ROOT, rule.rule().target(match), rule.rule().status());
    return Optional.of(redirect.location(asked.query()));
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

  private Optional<SiteFile> page(Asked asked) {
    return site.notFound(asked.root(), asked.path()).map(path -> files.get(path.value()));
  }

  private Resolution missing(Asked asked, Why why) {
    return Resolution.of(new Answer.Missing(page(asked)), why, asked.place());
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
