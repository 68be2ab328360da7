package io.github.sitepack.core.render;

import io.github.sitepack.core.content.Placed;
import io.github.sitepack.core.content.ServingSettings;
import io.github.sitepack.core.report.Closest;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.site.ContentPolicy;
import io.github.sitepack.core.site.PathPattern;
import io.github.sitepack.core.site.SitePath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** What the settings change in computed policies. */
final class PolicyRules {
  /**
   * Directives that a header may have, each with what it takes: sources, words or nothing.
   *
   * @see <a href="https://www.w3.org/TR/CSP3/#csp-directives">CSP 3, directives</a>
   */
  private static final Map<String, String> DIRECTIVES =
      Map.ofEntries(
          Map.entry("base-uri", "sources"),
          Map.entry("child-src", "sources"),
          Map.entry("connect-src", "sources"),
          Map.entry("default-src", "sources"),
          Map.entry("fenced-frame-src", "sources"),
          Map.entry("font-src", "sources"),
          Map.entry("form-action", "sources"),
          Map.entry("frame-ancestors", "sources"),
          Map.entry("frame-src", "sources"),
          Map.entry("img-src", "sources"),
          Map.entry("manifest-src", "sources"),
          Map.entry("media-src", "sources"),
          Map.entry("object-src", "sources"),
          Map.entry("report-to", "words"),
          Map.entry("report-uri", "words"),
          Map.entry("require-trusted-types-for", "words"),
          Map.entry("sandbox", "words"),
          Map.entry("script-src", "sources"),
          Map.entry("script-src-attr", "sources"),
          Map.entry("script-src-elem", "sources"),
          Map.entry("style-src", "sources"),
          Map.entry("style-src-attr", "sources"),
          Map.entry("style-src-elem", "sources"),
          Map.entry("trusted-types", "words"),
          Map.entry("upgrade-insecure-requests", "words"),
          Map.entry("worker-src", "sources"));

  private static final List<String> KEYWORDS =
      List.of(
          "none",
          "self",
          "unsafe-inline",
          "unsafe-eval",
          "unsafe-hashes",
          "wasm-unsafe-eval",
          "strict-dynamic",
          "report-sample",
          "inline-speculation-rules");

  private static final Pattern HASH =
      Pattern.compile(
          "'sha(?:256-[A-Za-z0-9+/_-]{43}=|384-[A-Za-z0-9+/_-]{64}|512-[A-Za-z0-9+/_-]{86}==)'");
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:");
  private static final Pattern HOST =
      Pattern.compile(
          "(?:[A-Za-z][A-Za-z0-9+.-]*://)?"
              + "(?:\\*|(?:\\*\\.)?[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)*|\\[[0-9A-Fa-f:.]+\\])"
              + "(?::(?:\\d{1,5}|\\*))?"
              + "(?:/[A-Za-z0-9/._~!$&()*+=:@%'-]*)?");
  private static final Pattern WORD = Pattern.compile("[!-~&&[^;,]]+");

  private final List<Rule> rules;

  private record Rule(
      Pattern path, Placed written, String directive, List<String> sources, boolean replaces) {}

  private PolicyRules(List<Rule> rules) {
    this.rules = rules;
  }

  private final Set<Placed> used = ConcurrentHashMap.newKeySet();
  private final Map<SitePath, Place> tooLong = new ConcurrentHashMap<>();

  /** Reads the settings; what is wrong is a problem. */
  static PolicyRules read(ServingSettings settings, String base, Problems problems) {
    List<Rule> rules = new ArrayList<>();
    for (ServingSettings.Policy policy : settings.csp()) {
      boolean good = check(policy, problems);
      RuleText.pattern(policy.path().text(), policy.path().place(), base, problems)
          .map(PathPattern::decoded)
          .filter(pattern -> good)
          .ifPresent(
              pattern ->
                  rules.add(
                      new Rule(
                          Pattern.compile(pattern, Pattern.DOTALL),
                          policy.path(),
                          policy.directive().text(),
                          policy.sources().stream().map(Placed::text).toList(),
                          policy.replaces())));
    }
    return new PolicyRules(List.copyOf(rules));
  }

  /** The policy of a file with all that the settings say of it, in order. */
  ContentPolicy apply(SitePath file, ContentPolicy policy) {
    ContentPolicy changed = policy;
    for (Rule rule : rules) {
      if (fits(rule.path(), file.value())) {
        used.add(rule.written());
        Map<String, List<String>> directives = new LinkedHashMap<>(changed.directives());
        List<String> sources = new ArrayList<>();
        if (!rule.replaces()) {
          sources.addAll(directives.getOrDefault(rule.directive(), List.of()));
        }
        rule.sources().stream().filter(s -> !sources.contains(s)).forEach(sources::add);
        if (sources.size() > 1) {
          sources.remove("'none'");
        }
        if (sources.contains("'unsafe-inline'") && rule.sources().contains("'unsafe-inline'")) {
          // Beside a hash it would mean nothing.
          sources.removeIf(source -> source.startsWith("'sha256-"));
        }
        directives.put(rule.directive(), sources);
        changed = ContentPolicy.of(directives);
        if (changed.value().length() > PolicyDraft.LONGEST) {
          tooLong.putIfAbsent(file, rule.written().place());
          return policy;
        }
      }
    }
    return changed;
  }

  /** Makes problems of rules that no page fits, and of policies that became too long. */
  void finish(Problems problems) {
    rules.stream()
        .map(Rule::written)
        .distinct()
        .filter(written -> !used.contains(written))
        .forEach(
            written ->
                problems.add(
                    written.place(),
                    "no page at \"" + written.text() + "\", so its policy is never sent",
                    "correct the path, or remove the entry"));
    tooLong.forEach(
        (file, place) ->
            problems.add(
                place,
                "the policy of "
                    + file
                    + " becomes longer than "
                    + PolicyDraft.LONGEST
                    + " characters",
                "allow fewer sources, or whole hosts in place of single files"));
  }

  /** Whether a path names the file, as it is or as the address of a page. */
  private static boolean fits(Pattern path, String file) {
    if (path.matcher(file).matches()) {
      return true;
    }
    String page =
        file.endsWith("/index.html")
            ? file.substring(0, file.length() - "index.html".length())
            : file.endsWith(".html") ? file.substring(0, file.length() - ".html".length()) : "";
    return !page.isEmpty() && path.matcher(page).matches();
  }

  private static boolean check(ServingSettings.Policy policy, Problems problems) {
    Placed directive = policy.directive();
    String takes = DIRECTIVES.get(directive.text());
    if (takes == null) {
      List<String> known = DIRECTIVES.keySet().stream().sorted().toList();
      problems.add(
          directive.place(),
          "unknown directive \"" + shortened(directive.text()) + "\"",
          Closest.to(directive.text(), known)
              .map(near -> "did you mean \"" + near + "\"?")
              .orElse("write one of CSP 3, such as script-src, img-src or frame-ancestors"));
      return false;
    }
    boolean good = true;
    for (Placed source : policy.sources()) {
      good &= takes.equals("sources") ? checkSource(source, problems) : checkWord(source, problems);
    }
    List<String> texts = policy.sources().stream().map(Placed::text).toList();
    if (texts.contains("'none'") && texts.size() > 1) {
      problems.add(
          directive.place(),
          "\"'none'\" beside other sources of " + directive.text(),
          "keep either \"'none'\" or the others");
      good = false;
    }
    return good;
  }

  private static boolean checkWord(Placed word, Problems problems) {
    if (WORD.matcher(word.text()).matches() && word.text().length() <= HeaderText.LONGEST) {
      return true;
    }
    problems.add(
        word.place(),
        "\"" + shortened(word.text()) + "\" cannot stand in a policy",
        "write one word of printable ASCII, without \";\" and \",\"");
    return false;
  }

  private static boolean checkSource(Placed source, Problems problems) {
    String text = source.text();
    String fix;
    if (text.length() > HeaderText.LONGEST) {
      fix = "shorten it to " + HeaderText.LONGEST + " characters";
    } else if (KEYWORDS.contains(text)) {
      fix = "write \"'" + text + "'\", with the single quotes inside the double ones";
    } else if (text.startsWith("'nonce-")) {
      fix = "use a hash; a nonce that is the same for everybody protects nothing";
    } else if (text.startsWith("'") && text.endsWith("'") && text.length() > 1) {
      String word = text.substring(1, text.length() - 1);
      if (KEYWORDS.contains(word) || HASH.matcher(text).matches()) {
        return true;
      }
      fix =
          Closest.to(word, KEYWORDS)
              .map(near -> "did you mean \"'" + near + "'\"?")
              .orElse("write a keyword such as \"'self'\", or a whole hash");
    } else if (text.equals("*") || SCHEME.matcher(text).matches() || HOST.matcher(text).matches()) {
      return true;
    } else {
      fix = "write a host such as https://cdn.example.org, a scheme such as data:, or \"'self'\"";
    }
    problems.add(source.place(), "\"" + shortened(text) + "\" is no source of a policy", fix);
    return false;
  }

  /** For messages: one line, and not too long a one. */
  private static String shortened(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return line.length() > 60 ? line.substring(0, 60) + "…" : line;
  }
}
