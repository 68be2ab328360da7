package io.github.sitepack.core.nginx;

import io.github.sitepack.core.site.ContentPolicy;
import io.github.sitepack.core.site.HeaderRule;
import io.github.sitepack.core.site.HeaderRules;
import io.github.sitepack.core.site.ServingPolicy;
import io.github.sitepack.core.site.Site;
import io.github.sitepack.core.site.SitePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Content policies. Pages are mapped to the number of their policy, so that each policy stands in
 * the configuration once, however many pages have it; the most frequent one is the default.
 */
final class PolicyMaps {
  /** What no policy is: no rule tells one for the path. */
  private static final String UNTOLD = "\"-\"";

  private final Site site;

  /** The variable with the path, in which a host has its folder. */
  private final String uri;

  private final List<HeaderRule> rules;
  private final Parameters parameters;

  /** Numbers of policies, by their value. */
  private final SortedMap<String, Integer> numbers = new TreeMap<>();

  PolicyMaps(Site site, HostMaps hosts, Parameters parameters) {
    this.site = site;
    this.uri = hosts.uri();
    this.parameters = parameters;
    this.rules = new HeaderRules(site).byName().getOrDefault(HeaderRule.CONTENT_POLICY, List.of());
    numbers.put(root().value(), 0);
    site.policies().values().forEach(policy -> numbers.putIfAbsent(policy.value(), 0));
    int number = 0;
    for (Map.Entry<String, Integer> policy : numbers.entrySet()) {
      policy.setValue(++number);
    }
  }

  private ContentPolicy root() {
    return site.policies().getOrDefault(SitePath.ROOT, ContentPolicy.BARE);
  }

  /** The maps: by path, then by type. */
  String maps() {
    StringBuilder out = new StringBuilder();
    out.append("map ").append(uri).append(" $page_class {\n");
    out.append("  default ").append(numbers.get(root().value())).append(";\n");
    StringBuilder files = new StringBuilder();
    // The longest first, for the first regular expression that fits wins.
    ArrayList<SitePath> longestFirst = new ArrayList<>(site.policies().keySet());
    longestFirst.sort((a, b) -> b.value().length() - a.value().length());
    SortedMap<SitePath, Boolean> ambiguous = Parameters.ambiguous(site.files().keySet());
    for (SitePath path : longestFirst) {
      if (path.equals(SitePath.ROOT)) {
        continue;
      }
      String key =
          path.isDirectory()
              ? parameters.pattern(path, false)
              : parameters.key(path, ambiguous.containsKey(path));
      String line = "  " + key + " " + numbers.get(site.policies().get(path).value()) + ";\n";
      boolean page =
          path.isDirectory() || ServingPolicy.DOCUMENTS.contains(site.serving().type(path).name());
      (page ? out : files).append(line);
    }
    out.append("}\n\n");
    byNumber(out, "$page_class", "$page_policy");
    out.append("map $page_class $page_embedder {\n  default \"\";\n");
    numbers.forEach(
        (value, number) -> {
          if (new ContentPolicy(value).isAlone()) {
            out.append("  ").append(number).append(' ').append(ServingPolicy.EMBEDDER);
            out.append(";\n");
          }
        });
    out.append("}\n\n");
    boolean others = files.length() > 0;
    if (others) {
      out.append("map ")
          .append(uri)
          .append(" $file_class {\n  default 0;\n")
          .append(files)
          .append("}\n\n");
      byNumber(out, "$file_class", "$file_policy");
    }
    told(out);
    byType(out, others);
    return out.toString();
  }

  private void byNumber(StringBuilder out, String number, String variable) {
    out.append("map ").append(number).append(' ').append(variable).append(" {\n");
    out.append("  default \"\";\n");
    numbers.forEach(
        (value, n) ->
            out.append("  ").append(n).append(' ').append(parameters.quote(value)).append(";\n"));
    out.append("}\n\n");
  }

  /** What rules tell by the path that is asked for. */
  private void told(StringBuilder out) {
    if (rules.isEmpty()) {
      return;
    }
    out.append("map $asked $told_policy {\n  default ").append(UNTOLD).append(";\n");
    for (HeaderRule rule : rules) {
      out.append("  ").append(parameters.quote("~(?s)^" + rule.path().decoded(), "$"));
      out.append(' ').append(parameters.quote(rule.value().orElse(""))).append(";\n");
    }
    out.append("}\n\n");
  }

  private void byType(StringBuilder out, boolean files) {
    SortedMap<String, String> documents = new TreeMap<>();
    ServingPolicy.DOCUMENTS.forEach(type -> documents.put(type, "$page_policy"));
    SortedMap<String, String> usual = new TreeMap<>();
    ServingPolicy.OTHER_DOCUMENTS.forEach(
        (type, policy) -> {
          String value = parameters.quote(policy.value());
          String variable = usual.computeIfAbsent(value, key -> "$usual_" + (usual.size() + 1));
          documents.put(type, files ? variable : value);
        });
    if (files) {
      usual.forEach(
          (value, variable) -> {
            out.append("map $file_policy ").append(variable).append(" {\n");
            out.append("  default $file_policy;\n  \"\" ").append(value).append(";\n}\n\n");
          });
    }
    out.append("map $sent_http_content_type ");
    out.append(rules.isEmpty() ? "$content_policy" : "$own_policy").append(" {\n");
    out.append("  default \"\";\n");
    documents.forEach((type, value) -> type(out, type, value));
    out.append("}\n\n");
    if (!rules.isEmpty()) {
      out.append("map $sent_http_content_type $told_policy_of_type {\n  default \"\";\n");
      documents.forEach((type, value) -> type(out, type, "$told_policy"));
      out.append("}\n\n");
      out.append("map $told_policy_of_type $content_policy {\n");
      out.append("  default $told_policy_of_type;\n  ").append(UNTOLD).append(" $own_policy;\n");
      out.append("}\n\n");
    }
    out.append("map $sent_http_content_type $");
    out.append(rules.isEmpty() ? "embedder_policy" : "own_embedder").append(" {\n");
    out.append("  default \"\";\n");
    type(out, ServingPolicy.SCRIPT, ServingPolicy.EMBEDDER);
    ServingPolicy.DOCUMENTS.forEach(type -> type(out, type, "$page_embedder"));
    out.append("}\n\n");
    if (!rules.isEmpty()) {
      // Of a policy that a rule tells, nobody knows what it is for.
      out.append("map $told_policy_of_type $embedder_policy {\n  default \"\";\n");
      out.append("  \"\" $script_embedder;\n");
      out.append("  ").append(UNTOLD).append(" $own_embedder;\n}\n\n");
      out.append("map $sent_http_content_type $script_embedder {\n  default \"\";\n");
      type(out, ServingPolicy.SCRIPT, ServingPolicy.EMBEDDER);
      out.append("}\n\n");
    }
  }

  private static void type(StringBuilder out, String type, String value) {
    out.append("  \"~^").append(type.replace("+", "\\\\+")).append("(?:;|$)\" ");
    out.append(value).append(";\n");
  }
}
