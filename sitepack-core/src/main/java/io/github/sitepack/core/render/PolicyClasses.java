package io.github.sitepack.core.render;

import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problem;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.site.ContentPolicy;
import io.github.sitepack.core.site.SitePath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Tells the policies of many pages in few words: the most frequent one for the whole site or a
 * folder, and single pages where they differ.
 */
final class PolicyClasses {
  /** How many policies a site has at most; a server reads them all when it starts. */
  static final int MOST = 200;

  /** How many pages a rule for a folder must save, since each is a pattern to try. */
  private static final int WORTH = 24;

  private static final int MOST_FOLDERS = 32;

  private PolicyClasses() {}

  /** The rules for the policies of {@code pages}. */
  static SortedMap<SitePath, ContentPolicy> of(
      SortedMap<SitePath, ContentPolicy> pages, Report report) {
    SortedMap<SitePath, ContentPolicy> few = few(pages, report);
    SortedMap<SitePath, ContentPolicy> rules = new TreeMap<>();
    if (few.isEmpty()) {
      return rules;
    }
    ContentPolicy first = few.get(few.firstKey());
    if (few.values().stream().allMatch(first::equals)) {
      rules.put(SitePath.ROOT, first);
      return rules;
    }
    // Counts by folder, for every folder that is long enough to be worth a rule.
    SortedMap<SitePath, SortedMap<String, Integer>> folders = new TreeMap<>();
    few.forEach(
        (page, policy) -> {
          String path = page.value();
          for (int end = path.lastIndexOf('/'); end >= 0; end = path.lastIndexOf('/', end - 1)) {
            folders
                .computeIfAbsent(new SitePath(path.substring(0, end + 1)), key -> new TreeMap<>())
                .merge(policy.value(), 1, Integer::sum);
          }
        });
    rules.put(SitePath.ROOT, new ContentPolicy(most(folders.get(SitePath.ROOT))));
    // In order of paths, so each folder comes behind those around it.
    folders.forEach(
        (folder, counts) -> {
          String most = most(counts);
          String around = effective(rules, folder).value();
          int saved = counts.get(most) - counts.getOrDefault(around, 0);
          if (saved >= WORTH && rules.size() < MOST_FOLDERS) {
            rules.put(folder, new ContentPolicy(most));
          }
        });
    SortedMap<SitePath, ContentPolicy> all = new TreeMap<>(rules);
    few.forEach(
        (page, policy) -> {
          if (!effective(rules, page).equals(policy)) {
            all.put(page, policy);
          }
        });
    return all;
  }

  private static String most(SortedMap<String, Integer> counts) {
    String most = counts.firstKey();
    for (Map.Entry<String, Integer> count : counts.entrySet()) {
      if (count.getValue() > counts.get(most)) {
        most = count.getKey();
      }
    }
    return most;
  }

  private static ContentPolicy effective(SortedMap<SitePath, ContentPolicy> rules, SitePath path) {
    String prefix = path.value();
    while (true) {
      ContentPolicy policy = rules.get(new SitePath(prefix));
      if (policy != null) {
        return policy;
      }
      prefix = prefix.substring(0, prefix.lastIndexOf('/', prefix.length() - 2) + 1);
    }
  }

  /** The same, with what the rarest policies allow put together when there are too many. */
  private static SortedMap<SitePath, ContentPolicy> few(
      SortedMap<SitePath, ContentPolicy> pages, Report report) {
    SortedMap<String, Integer> counts = new TreeMap<>();
    pages.values().forEach(policy -> counts.merge(policy.value(), 1, Integer::sum));
    if (counts.size() <= MOST) {
      return pages;
    }
    List<String> byCount = new ArrayList<>(counts.keySet());
    byCount.sort(Comparator.comparingInt((String value) -> -counts.get(value)));
    SortedSet<String> rare = new TreeSet<>(byCount.subList(MOST - 1, byCount.size()));
    ContentPolicy together = together(rare);
    SortedMap<SitePath, ContentPolicy> few = new TreeMap<>();
    List<SitePath> merged = new ArrayList<>();
    pages.forEach(
        (page, policy) -> {
          boolean one = rare.contains(policy.value());
          few.put(page, one ? together : policy);
          if (one) {
            merged.add(page);
          }
        });
    report.warn(
        new Problem(
            Place.of(merged.get(0).relative()),
            merged.size()
                + " pages like this one differ so much in what they load that they share one"
                + " policy, which allows scripts and styles inside of a page",
            "have the tool that made them put scripts into files, or give them a policy below"
                + " serving in the settings"));
    return few;
  }

  private static ContentPolicy together(SortedSet<String> values) {
    Map<String, SortedSet<String>> union = new LinkedHashMap<>();
    boolean trusted = true;
    for (String value : values) {
      Map<String, List<String>> directives = new ContentPolicy(value).directives();
      trusted &= directives.containsKey("require-trusted-types-for");
      directives.forEach(
          (name, sources) -> {
            if (!name.equals("default-src")) {
              union.computeIfAbsent(name, key -> new TreeSet<>()).addAll(sources);
            }
          });
    }
    if (!trusted) {
      union.remove("require-trusted-types-for");
    }
    PolicyDraft draft = new PolicyDraft();
    union.forEach(
        (name, sources) -> {
          if (sources.size() > 1) {
            sources.remove("'none'");
          }
          boolean inline = sources.removeIf(source -> source.startsWith("'sha256-"));
          inline |= sources.remove("'unsafe-hashes'");
          if (inline) {
            sources.add("'unsafe-inline'");
          }
          draft.set(name, sources.first());
          sources.forEach(source -> draft.add(name, source));
        });
    draft.shorten();
    return draft.policy();
  }
}
