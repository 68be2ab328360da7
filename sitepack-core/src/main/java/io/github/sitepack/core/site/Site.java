package io.github.sitepack.core.site;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A finished site, whoever made it: everything that is served and how. Paths include the base path
 * of the site, so they are what a browser asks for.
 *
 * @param files every file, by its path
 * @param redirects every redirect, by the path asked for
 * @param notFound the page that answers for a missing one, sent with status 404
 * @param notFoundBelow other such pages, by the folder below which they answer; the longest wins
 * @param policies what documents may load: for a folder, which counts for all pages below it, or
 *     for one file; the longest path wins, and without any {@link ServingPolicy#documentPolicy}
 * @param rules what becomes of paths by their form; the first that fits counts, and those that are
 *     forced come first
 * @param headers headers by the form of the path; of those of one name, the last that fits counts
 * @param serving how addresses lead to files beyond that
 */
public record Site(
    SortedMap<SitePath, SiteFile> files,
    SortedMap<SitePath, Redirect> redirects,
    Optional<SitePath> notFound,
    SortedMap<SitePath, SitePath> notFoundBelow,
    SortedMap<SitePath, ContentPolicy> policies,
    List<PathRule> rules,
    List<HeaderRule> headers,
    Serving serving) {
  /** Copies the maps and checks that the page for missing ones is there. */
  public Site {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    redirects = Collections.unmodifiableSortedMap(new TreeMap<>(redirects));
    notFoundBelow = Collections.unmodifiableSortedMap(new TreeMap<>(notFoundBelow));
    policies = Collections.unmodifiableSortedMap(new TreeMap<>(policies));
    for (Map.Entry<SitePath, SiteFile> file : files.entrySet()) {
      if (!file.getKey().equals(file.getValue().path())) {
        throw new IllegalArgumentException(file.getValue().path() + " filed as " + file.getKey());
      }
    }
    for (Map.Entry<SitePath, Redirect> redirect : redirects.entrySet()) {
      if (!redirect.getKey().equals(redirect.getValue().from())) {
        throw new IllegalArgumentException(
            redirect.getValue().from() + " filed as " + redirect.getKey());
      }
    }
    rules = List.copyOf(rules);
    headers = List.copyOf(headers);
    for (int i = 0; i < rules.size(); i++) {
      PathRule rule = rules.get(i);
      if (rule.forced() && i > 0 && !rules.get(i - 1).forced()) {
        throw new IllegalArgumentException("a forced rule behind others: " + rule);
      }
      if ((rule.status() == 404 || rule.status() == 410)
          && !files.containsKey(new SitePath(rule.to()))) {
        throw new IllegalArgumentException("no file at " + rule.to());
      }
    }
    if (notFound.isPresent() && !files.containsKey(notFound.get())) {
      throw new IllegalArgumentException("no file for missing pages at " + notFound.get());
    }
    for (SitePath page : notFoundBelow.values()) {
      if (!files.containsKey(page)) {
        throw new IllegalArgumentException("no file for missing pages at " + page);
      }
    }
  }

  /** A site whose pages are all rendered by us. */
  public Site(
      SortedMap<SitePath, SiteFile> files,
      SortedMap<SitePath, Redirect> redirects,
      Optional<SitePath> notFound) {
    this(
        files,
        redirects,
        notFound,
        Collections.emptySortedMap(),
        Collections.emptySortedMap(),
        List.of(),
        List.of(),
        Serving.DEFAULT);
  }

  /** The same site served in another way. */
  public Site with(Serving how) {
    return new Site(files, redirects, notFound, notFoundBelow, policies, rules, headers, how);
  }

  /** The same site with these redirects and rules. */
  public Site with(SortedMap<SitePath, Redirect> redirects, List<PathRule> rules) {
    return new Site(files, redirects, notFound, notFoundBelow, policies, rules, headers, serving);
  }

  /**
   * The page for missing ones under a host, below no folder that has one of its own.
   *
   * @param root what stands before the paths of the host, "" for the site itself
   */
  public Optional<SitePath> notFound(String root) {
    if (root.isEmpty()) {
      return notFound;
    }
    SitePath own = new SitePath(root + "/404.html");
    return files.containsKey(own) ? Optional.of(own) : Optional.empty();
  }

  /**
   * The page that answers for a path that is missing.
   *
   * @param root what stands before the paths of the host, "" for the site itself
   * @param path the path within the host
   */
  public Optional<SitePath> notFound(String root, String path) {
    for (SitePath folder : notFoundFolders()) {
      if (rootOf(folder).equals(root) && (root + path).startsWith(folder.value())) {
        return Optional.of(notFoundBelow.get(folder));
      }
    }
    return notFound(root);
  }

  /** What stands before the paths of the host that a path belongs to, "" for the site itself. */
  public String rootOf(SitePath path) {
    return serving.hosts().roots().stream()
        .filter(root -> path.value().startsWith(root + "/"))
        .max(Comparator.comparingInt(String::length))
        .orElse("");
  }

  /** The folders with such a page of their own, the longest first. */
  public List<SitePath> notFoundFolders() {
    return notFoundBelow.keySet().stream()
        .sorted(
            Comparator.<SitePath>comparingInt(path -> path.value().length())
                .reversed()
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  /** Whether a path in the whole site is that of a page for missing ones under a host. */
  public boolean isNotFound(String root, SitePath path) {
    return notFound(root).filter(path::equals).isPresent() || notFoundBelow.containsValue(path);
  }

  /** What the document at this path may load; empty for a file that is none. */
  public Optional<ContentPolicy> policy(SitePath path) {
    MediaType type = serving.type(path);
    if (ServingPolicy.DOCUMENTS.contains(type.name())) {
      for (String prefix = path.value(); !prefix.isEmpty(); prefix = parent(prefix)) {
        ContentPolicy policy = policies.get(new SitePath(prefix));
        if (policy != null) {
          return Optional.of(policy);
        }
      }
    }
    return ServingPolicy.documentPolicy(type).map(usual -> policies.getOrDefault(path, usual));
  }

  private static String parent(String path) {
    return path.substring(0, path.lastIndexOf('/', path.length() - 2) + 1);
  }
}
