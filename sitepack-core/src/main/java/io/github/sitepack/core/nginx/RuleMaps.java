package io.github.sitepack.core.nginx;

import io.github.sitepack.core.site.PathRule;
import io.github.sitepack.core.site.Serving;
import io.github.sitepack.core.site.Site;
import io.github.sitepack.core.site.SitePath;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Rules for forms of paths: those that come before files, and those that stand behind them. */
final class RuleMaps {
  private final Site site;
  private final ErrorPages errors;
  private final HostMaps hosts;
  private final AddressMaps addresses;
  private final Parameters parameters;

  RuleMaps(
      Site site, ErrorPages errors, HostMaps hosts, AddressMaps addresses, Parameters parameters) {
    this.site = site;
    this.errors = errors;
    this.hosts = hosts;
    this.addresses = addresses;
    this.parameters = parameters;
  }

  /**
   * A first map tells which rule fits the decoded path, by a number with the status before it.
   * Others give the target for that number: where it goes into a header, with the parts of the path
   * as they were sent, for those cannot end a line.
   */
  String maps() {
    StringBuilder out = new StringBuilder();
    for (String kind : List.of("forced", "rule")) {
      List<PathRule> rules = rules(kind.equals("forced"));
      if (rules.isEmpty() && kind.equals("forced")) {
        continue;
      }
      out.append("map ").append(hosts.uri()).append(" $").append(kind);
      out.append(" {\n  default \"\";\n");
      for (String health : hosts.healths()) {
        out.append("  ").append(parameters.quote(health)).append(" \"\";\n");
      }
      for (int i = 0; i < rules.size(); i++) {
        PathRule rule = rules.get(i);
        out.append("  ").append(parameters.quote(hosts.decoded(rule.from()), "$"));
        out.append(" \"").append(number(rules, i)).append("\";\n");
      }
      out.append("}\n\n");
      for (int status : statuses(rules)) {
        out.append(
            "map \"$%1$s %3$s$request_uri\" $%1$s_%2$s {\n".formatted(kind, status, hosts.root()));
        targets(
            out,
            rules,
            status,
            "",
            (rule, number) -> "~^" + number + " " + rule.from().sent() + "(?:\\?|\\z)");
      }
      if (kind.equals("rule")) {
        out.append("map \"$rule ").append(hosts.root()).append("$uri\" $rule_file {\n");
        entries(
            out, rules, 200, "", (rule, number) -> "~(?s)^" + number + " " + rule.from().decoded());
        apps(out);
        out.append("}\n\n");
        if (rules.stream().anyMatch(rule -> rule.status() == 404)) {
          out.append("map $rule $rule_404 {\n");
          targets(out, rules, 404, errors.notFound(), (rule, number) -> number);
        }
        if (rules.stream().anyMatch(rule -> rule.status() == 410)) {
          out.append("map $rule $rule_410 {\n");
          targets(out, rules, 410, parameters.quote("/.410"), (rule, number) -> number);
        }
      }
    }
    return out.toString();
  }

  /** The redirects of rules of one kind, by what {@link #maps()} has written. */
  void locations(StringBuilder out, String indent, String kind) {
    for (int status : statuses(rules(kind.equals("forced")))) {
      String variable = "$" + kind + "_" + status;
      out.append(indent).append("if (").append(variable).append(") {\n");
      out.append(indent).append("  return ").append(status).append(' ').append(variable);
      out.append(";\n").append(indent).append("}\n\n");
    }
  }

  /** What is done where no file was found. */
  void location(StringBuilder out) {
    List<PathRule> rules = rules(false);
    boolean missing = rules.stream().anyMatch(rule -> rule.status() == 404);
    boolean gone = rules.stream().anyMatch(rule -> rule.status() == 410);
    out.append("\n    location @rules {\n");
    if (missing || gone) {
      ErrorPages.pages(out, "      ", missing ? "$rule_404" : errors.notFound());
    }
    if (gone) {
      out.append("      error_page 410 $rule_410;\n\n");
    }
    addresses.others(out);
    locations(out, "      ", "rule");
    if (missing) {
      status(out, 404);
    }
    if (gone) {
      status(out, 410);
    }
    out.append(
        """
              if ($rule_file = "") {
                return 404;
              }

              try_files $rule_file ${rule_file}index.html $rule_file/index.html $rule_file.html =404;
            }
        """);
  }

  private static void status(StringBuilder out, int status) {
    out.append("      if ($rule ~ ^").append(status).append(") {\n        return ");
    out.append(status).append(";\n      }\n\n");
  }

  private List<PathRule> rules(boolean forced) {
    return site.rules().stream()
        .filter(rule -> rule.forced() == forced)
        .map(site.serving().hosts()::located)
        .toList();
  }

  private static List<Integer> statuses(List<PathRule> rules) {
    return List.copyOf(
        rules.stream()
            .filter(PathRule::redirects)
            .map(PathRule::status)
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  private static String number(List<PathRule> rules, int index) {
    return rules.get(index).status() + "-" + (index + 1);
  }

  private interface Key {
    String of(PathRule rule, String number);
  }

  /** The pages of applications, for paths that no rule fits. */
  private void apps(StringBuilder out) {
    for (SitePath app : site.serving().appsLongestFirst()) {
      out.append("  ").append(parameters.quote("~(?s)^ " + Serving.navigation(app), "$"));
      out.append(' ').append(parameters.quote(hosts.location(app.value(), app.file().value())));
      out.append(";\n");
    }
  }

  private void targets(
      StringBuilder out, List<PathRule> rules, int status, String otherwise, Key key) {
    entries(out, rules, status, otherwise, key);
    out.append("}\n\n");
  }

  private void entries(
      StringBuilder out, List<PathRule> rules, int status, String otherwise, Key key) {
    out.append("  default ").append(otherwise.isEmpty() ? "\"\"" : otherwise).append(";\n");
    for (int i = 0; i < rules.size(); i++) {
      PathRule rule = rules.get(i);
      if (rule.status() == status) {
        out.append("  ").append(parameters.quote(key.of(rule, number(rules, i)), "$"));
        out.append(' ').append(target(rule)).append(";\n");
      }
    }
  }

  /** The target as a parameter, with variables for what varies and for the query. */
  private String target(PathRule rule) {
    StringBuilder text = new StringBuilder();
    for (PathRule.Piece piece : rule.pieces()) {
      if (piece.group() == 0) {
        String quoted = parameters.quote(piece.text());
        text.append(quoted, 1, quoted.length() - 1);
      } else {
        text.append("${r").append(piece.group()).append('}');
      }
    }
    int hash = rule.to().indexOf('#');
    String before = hash < 0 ? rule.to() : rule.to().substring(0, hash);
    if (rule.redirects() && before.indexOf('?') < 0) {
      int at = text.indexOf("#");
      text.insert(at < 0 ? text.length() : at, "${is_args}${args}");
    }
    return "\"" + text + "\"";
  }
}
