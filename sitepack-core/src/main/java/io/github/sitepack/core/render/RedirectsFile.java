package io.github.sitepack.core.render;

import io.github.sitepack.core.content.SourceFile;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.site.Answer;
import io.github.sitepack.core.site.Origins;
import io.github.sitepack.core.site.PathPattern;
import io.github.sitepack.core.site.PathRule;
import io.github.sitepack.core.site.Redirect;
import io.github.sitepack.core.site.Resolver;
import io.github.sitepack.core.site.ServingPolicy;
import io.github.sitepack.core.site.Site;
import io.github.sitepack.core.site.SitePath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The rules of {@code static/_redirects}: one a line, {@code from to [status][!]}, with comments
 * after {@code #}. Paths in it are without the site's base path.
 *
 * @see <a href="https://docs.netlify.com/routing/redirects/">Redirects, Netlify</a>
 * @see <a href="https://developers.cloudflare.com/pages/configuration/redirects/">Redirects,
 *     Cloudflare Pages</a>
 */
final class RedirectsFile {
  /** What the file is called in {@code static}. */
  static final String NAME = "_redirects";

  private static final int LONGEST = 1000;
  private static final Pattern WORD = Pattern.compile("\\S+");
  private static final Pattern STATUS = Pattern.compile("(\\d{3})(!?)");

  /** One line of the file that was understood. */
  private record Line(PathPattern from, PathRule rule, Place fromPlace, Place toPlace) {}

  private record Word(String text, Place place) {}

  private final String base;
  private final Problems problems;
  private final List<Line> lines = new ArrayList<>();

  private RedirectsFile(String base, Problems problems) {
    this.base = base;
    this.problems = problems;
  }

  /** Reads the file. Lines that are not understood are problems. */
  static RedirectsFile read(SourceFile file, String base, Problems problems) {
    RedirectsFile redirects = new RedirectsFile(base, problems);
    List<String> all = RuleText.lines(file, problems);
    for (int i = 0; i < all.size(); i++) {
      List<Word> words = new ArrayList<>();
      Matcher word = WORD.matcher(all.get(i));
      while (word.find() && !word.group().startsWith("#")) {
        words.add(new Word(word.group(), Place.of(file.name(), i + 1, word.start() + 1)));
      }
      if (!words.isEmpty()) {
        redirects.line(words);
      }
    }
    return redirects;
  }

  private void line(List<Word> words) {
    for (Word word : words) {
      if (word.text().length() > LONGEST) {
        problems.add(
            word.place(),
            word.text().length() + " characters in one piece",
            "shorten it to " + LONGEST);
        return;
      }
    }
    Word from = words.get(0);
    if (words.size() == 1) {
      problems.add(
          from.place(), "a rule without a target", "write it as \"/old/ /new/ 301\" in one line");
      return;
    }
    Word to = words.get(1);
    if (isParameter(to)) {
      problems.add(
          to.place(),
          "rules for query parameters are not supported",
          "remove the parameter; the query of a request goes along to the target");
      return;
    }
    int status = 301;
    boolean forced = false;
    if (words.size() > 2) {
      Word third = words.get(2);
      Matcher number = STATUS.matcher(third.text());
      if (!number.matches()) {
        unknown(third);
        return;
      }
      status = Integer.parseInt(number.group(1));
      forced = !number.group(2).isEmpty();
      if (!PathRule.isRedirect(status) && status != 200 && status != 404 && status != 410) {
        problems.add(
            third.place(),
            "the status " + status + " is not supported",
            "use 301, 302, 303, 307 or 308 to redirect, 200 to send another file, or 404 or 410");
        return;
      }
      if (forced && !PathRule.isRedirect(status)) {
        problems.add(
            third.place(),
            "\"!\" after a status that does not redirect",
            "remove the \"!\"; a file that should not be sent is better removed");
        return;
      }
    }
    if (words.size() > 3) {
      unknown(words.get(3));
      return;
    }
    Optional<PathPattern> pattern = RuleText.pattern(from.text(), from.place(), base, problems);
    if (pattern.isPresent()) {
      Optional<PathRule> rule = rule(pattern.get(), to, status, forced);
      rule.ifPresent(r -> lines.add(new Line(r.from(), r, from.place(), to.place())));
    }
  }

  private static boolean isParameter(Word word) {
    return !word.text().startsWith("/")
        && !word.text().startsWith("http")
        && word.text().indexOf('=') > 0;
  }

  private void unknown(Word word) {
    String text = word.text();
    boolean condition = text.indexOf('=') > 0;
    problems.add(
        word.place(),
        condition
            ? "the condition \"" + text + "\" is not supported"
            : "\"" + text + "\" is no status",
        condition
            ? "remove it; the same rule then counts for all readers"
            : "write the status as 301 or 301!, or put a comment behind a #");
  }

  private Optional<PathRule> rule(PathPattern from, Word to, int status, boolean forced) {
    String text = to.text();
    boolean path = text.startsWith("/");
    boolean url = text.startsWith("https://") || text.startsWith("http://");
    if (url && !PathRule.isRedirect(status)) {
      problems.add(
          to.place(),
          "the answer of another server cannot be sent",
          "redirect to it with 301 or 302, or name a path of this site");
      return Optional.empty();
    }
    if ((!path && !url) || text.startsWith("//")) {
      problems.add(
          to.place(),
          "\"" + text + "\" is neither a path of this site nor a URL",
          "begin it with one \"/\", or with https://");
      return Optional.empty();
    }
    PathRule rule;
    try {
      String target = path && !base.equals("/") ? base + text.substring(1) : text;
      rule =
          new PathRule(
              from,
              PathRule.isRedirect(status) ? encoded(target) : RuleText.decoded(target),
              status,
              forced);
    } catch (IllegalArgumentException e) {
      problems.add(
          to.place(),
          "\"" + text + "\" cannot be a target: " + e.getMessage(),
          "write a path such as /new/ or /new/:splat, with other characters percent-encoded");
      return Optional.empty();
    }
    for (String name : rule.unknownNames()) {
      problems.add(
          to.place(),
          "\":" + name + "\" stands for nothing in \"" + from + "\"",
          from.names().isEmpty()
              ? "write \"/:" + name + "\" or \"/*\" into the first path too"
              : "use one of :" + String.join(", :", from.names()));
    }
    if ((status == 404 || status == 410) && !rule.hasFixedTarget()) {
      problems.add(
          to.place(), "a page for " + status + " that varies", "name one page, like /404.html");
      return Optional.empty();
    }
    return rule.unknownNames().isEmpty() ? Optional.of(rule) : Optional.empty();
  }

  /** Percent-encodes what is not ASCII, and leaves the rest as it is written. */
  private static String encoded(String text) {
    if (RuleText.BROKEN_ESCAPE.matcher(text).find()) {
      throw new IllegalArgumentException("a \"%\" that is no escape");
    }
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (c < 0x80) {
                out.append((char) c);
              } else {
                out.append(new SitePath("/" + Character.toString(c)).encoded().substring(1));
              }
            });
    return out.toString();
  }

  /**
   * The site with these rules. Rules that can never count, targets that are missing or lead on, and
   * loops are problems.
   */
  Site addTo(Site site, Problems found) {
    SortedMap<SitePath, Redirect> exact = new TreeMap<>(site.redirects());
    List<PathRule> rules = new ArrayList<>();
    List<Line> counting = new ArrayList<>();
    SortedMap<String, List<Line>> patterns = new TreeMap<>();
    Resolver bare = new Resolver(site);
    SortedMap<String, Line> seen = new TreeMap<>();
    for (Line line : lines) {
      PathRule rule = line.rule();
      Line same = seen.putIfAbsent(withoutSlash(line.from().value()), line);
      if (same != null) {
        found.add(
            line.fromPlace(),
            "\"" + line.from() + "\" has a rule already in line " + same.fromPlace().line(),
            "remove one of the two");
        continue;
      }
      // Only patterns with the same first segment, or with any, can cover this one.
      Optional<Line> before =
          Stream.of(line.from().first(), "*")
              .distinct()
              .flatMap(first -> patterns.getOrDefault(first, List.of()).stream())
              .filter(p -> p.from().covers(line.from()))
              .min(Comparator.comparing(Line::fromPlace));
      if (before.isPresent()) {
        found.add(
            line.fromPlace(),
            "it never counts, for line "
                + before.get().fromPlace().line()
                + " ("
                + before.get().from()
                + ") comes first",
            "move it above that line, or remove it");
        continue;
      }
      if (line.from().isExact() && isTaken(line, site, bare, found)) {
        continue;
      }
      if (rule.forced()
          && !rules.isEmpty()
          && !rules.get(rules.size() - 1).forced()
          && !line.from().isExact()) {
        found.add(
            line.fromPlace(),
            "a rule with \"!\" behind a pattern without",
            "move it above those patterns, for it goes before files and they do not");
        continue;
      }
      counting.add(line);
      if (line.from().isExact() && rule.redirects()) {
        SitePath path = new SitePath(line.from().value());
        exact.put(path, new Redirect(path, rule.to(), rule.status()));
      } else {
        patterns.computeIfAbsent(line.from().first(), f -> new ArrayList<>()).add(line);
        if ((rule.status() == 404 || rule.status() == 410) && !isPage(site, rule.to())) {
          found.add(
              line.toPlace(),
              "no file at \"" + rule.to() + "\"",
              "name the file with its ending, such as /404.html or /gone/index.html");
        } else {
          rules.add(rule);
        }
      }
    }
    Site ruled = site.with(exact, rules);
    Resolver resolver = new Resolver(ruled);
    counting.forEach(line -> follow(line, ruled, resolver, found));
    return ruled;
  }

  /** Whether nginx can send the file with an error: its page may be neither hidden nor odd. */
  private static boolean isPage(Site site, String path) {
    return site.files().containsKey(new SitePath(path))
        && path.indexOf('?') < 0
        && !path.contains("/.");
  }

  /** Whether the target of a rule with status 200 leads to a file, as the server looks for it. */
  private static boolean isFile(Site site, String target) {
    return Stream.of("", "index.html", "/index.html", ".html")
        .map(target::concat)
        .filter(path -> !path.endsWith("/") && !path.contains("//"))
        .anyMatch(path -> site.files().containsKey(new SitePath(path)));
  }

  /** Tells where the rules are written. */
  RedirectsFile noteIn(Origins origins) {
    for (Line line : lines) {
      origins.rule(line.rule(), line.fromPlace());
      if (line.from().isExact()) {
        origins.redirect(new SitePath(line.from().value()), line.fromPlace());
      }
    }
    return this;
  }

  private static String withoutSlash(String path) {
    return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** Whether something else answers at the path, so that the rule would be without effect. */
  private boolean isTaken(Line line, Site site, Resolver bare, Problems found) {
    SitePath path = new SitePath(line.from().value());
    if (path.equals(ServingPolicy.HEALTH)) {
      found.add(line.fromPlace(), path + " tells that the server is up", "remove the rule");
      return true;
    }
    Answer answer = bare.resolve(path.encoded());
    if (answer instanceof Answer.Moved moved) {
      found.add(
          line.fromPlace(),
          "\"" + path + "\" is an alias of the page " + moved.location() + " already",
          "remove the alias or the rule");
      return true;
    }
    boolean served = answer instanceof Answer.Found || answer instanceof Answer.Folder;
    if (served && !line.rule().forced()) {
      found.add(
          line.fromPlace(),
          "it never counts, for the site has something at \"" + path + "\"",
          line.rule().redirects()
              ? "remove the rule, or write the status with \"!\" to redirect nevertheless"
              : "remove the rule or what is there");
      return true;
    }
    if (site.isNotFound("", path)) {
      found.add(line.fromPlace(), path + " is the page for what is missing", "remove the rule");
      return true;
    }
    return false;
  }

  /** Asks for the target as a browser does, to see whether it is there. */
  private void follow(Line line, Site site, Resolver resolver, Problems found) {
    PathRule rule = line.rule();
    if (rule.status() == 404 || rule.status() == 410) {
      return;
    }
    String target = rule.exampleTarget();
    if (!target.startsWith("/")) {
      return;
    }
    if (!rule.redirects()) {
      if (rule.hasFixedTarget() && !isFile(site, target)) {
        found.add(line.toPlace(), "no file at \"" + target + "\"", "name a page of this site");
      }
      return;
    }
    TreeSet<String> visited = new TreeSet<>();
    String next = target;
    for (int hops = 0; ; hops++) {
      Answer answer = resolver.resolve(pathOf(next));
      Optional<String> on = onward(answer);
      if (on.isEmpty()) {
        if (hops == 0 && rule.hasFixedTarget() && !(answer instanceof Answer.Found)) {
          found.add(
              line.toPlace(),
              "nothing is at \"" + rule.to() + "\"",
              "name a page or file of this site, or a whole URL");
        } else if (hops > 0) {
          chain(line, target, next, found);
        }
        return;
      }
      if (line.from().matches(plain(pathOf(next))) || !visited.add(pathOf(next)) || hops == 20) {
        found.add(
            line.fromPlace(),
            "a loop: \"" + rule.to() + "\" leads back to \"" + line.from() + "\"",
            "name a target that no rule leads on from");
        return;
      }
      if (!on.get().startsWith("/")) {
        chain(line, target, on.get(), found);
        return;
      }
      next = on.get();
    }
  }

  private static void chain(Line line, String target, String end, Problems found) {
    found.add(
        line.toPlace(),
        "\"" + target + "\" leads on to \"" + end + "\"",
        "write \"" + end + "\" instead, so that readers are sent only once");
  }

  private static Optional<String> onward(Answer answer) {
    if (answer instanceof Answer.Moved moved) {
      return Optional.of(moved.location());
    }
    if (answer instanceof Answer.Elsewhere elsewhere) {
      return Optional.of(elsewhere.location());
    }
    return answer instanceof Answer.Folder folder
        ? Optional.of(folder.location())
        : Optional.empty();
  }

  private static String pathOf(String target) {
    return target.replaceFirst("[?#].*", "");
  }

  private static String plain(String path) {
    try {
      return new SitePath(RuleText.decoded(path)).value();
    } catch (IllegalArgumentException e) {
      return "/";
    }
  }
}
