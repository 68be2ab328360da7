package io.github.sitepack.core.site;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The names that a site answers to, and its folders that are sites under names of their own. Asked
 * for by such a name, paths begin at that folder.
 *
 * @param origin scheme and host of the site itself, such as {@code https://example.org}, or ""
 * @param names the names of the site itself, in lower case
 * @param folders folders with names of their own, none inside another
 * @param unknown what becomes of other names
 */
public record Hosts(
    String origin, SortedSet<String> names, List<Folder> folders, UnknownHost unknown) {
  /** One site that answers to every name. */
  public static final Hosts ANY = new Hosts("", new TreeSet<>(), List.of(), UnknownHost.SERVE);

  private static final Pattern NAME =
      Pattern.compile(
          "(?=.{1,253}\\z)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*");

  /**
   * A folder with a name of its own.
   *
   * @param name the name, in lower case
   * @param folder the folder, whose path needs no escapes
   */
  public record Folder(String name, SitePath folder) {
    /** Checks the forms. */
    public Folder {
      if (!isName(name)
          || !folder.isDirectory()
          || folder.equals(SitePath.ROOT)
          || !folder.encoded().equals(folder.value())) {
        throw new IllegalArgumentException("no folder of a host: " + name + " " + folder);
      }
    }

    /** The folder without its last slash: what stands before the paths of its site. */
    public String root() {
      return folder.value().substring(0, folder.value().length() - 1);
    }
  }

  /** Checks the names and copies the collections. */
  public Hosts {
    names = Collections.unmodifiableSortedSet(new TreeSet<>(names));
    folders = List.copyOf(folders);
    for (String name : names) {
      if (!isName(name)) {
        throw new IllegalArgumentException("no name of a host: " + name);
      }
    }
    if (unknown == UnknownHost.REDIRECT && origin.isEmpty()) {
      throw new IllegalArgumentException("no host to redirect to");
    }
  }

  /** Whether it is the name of a host, RFC 1123 section 2.1, in lower case. */
  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /** Whether the name makes a difference at all. */
  public boolean matter() {
    return !folders.isEmpty() || unknown != UnknownHost.SERVE;
  }

  /** What stands before the paths that are asked for under a name: "" for the site itself. */
  public String root(String host) {
    return folders.stream()
        .filter(folder -> folder.name().equals(host))
        .map(Folder::root)
        .findFirst()
        .orElse("");
  }

  /** Every root of a folder, once. */
  public List<String> roots() {
    return folders.stream().map(Folder::root).distinct().toList();
  }

  /** Whether the name is known. */
  public boolean knows(String host) {
    return names.contains(host) || folders.stream().anyMatch(folder -> folder.name().equals(host));
  }

  /** The folder that a path of the whole site lies in, under its first name. */
  Optional<Folder> folderOf(String path) {
    return folders.stream().filter(f -> path.startsWith(f.folder().value())).findFirst();
  }

  /** Whether two paths of the whole site are under different names. */
  public boolean separates(String from, String to) {
    return !folderOf(from).map(Folder::folder).equals(folderOf(to).map(Folder::folder));
  }

  /** The rule with its target as it is called under the host of the paths it is for. */
  public PathRule located(PathRule rule) {
    return folders.isEmpty()
        ? rule
        : new PathRule(
            rule.from(),
            location(rule.from().value() + "/", rule.to()),
            rule.status(),
            rule.forced());
  }

  /** What the path of a target in a folder looks like as it is sent; the group is what follows. */
  public static String within(Folder folder) {
    StringBuilder out = new StringBuilder(PathPattern.NO_DOTS);
    for (String segment : folder.root().substring(1).split("/")) {
      out.append("/++").append(PathPattern.literal(segment));
    }
    return out.append("/++(?<within>(?:[/")
        .append(PathPattern.SENT)
        .append("]|")
        .append(PathPattern.ESCAPE)
        .append(")*+)")
        .toString();
  }

  /** Scheme and name of the host that a folder is sent under. */
  public String origin(Folder folder) {
    return (origin.startsWith("http://") ? "http://" : "https://") + folder.name();
  }

  /**
   * What leads from a path of the whole site to another: the path under the same name, or a whole
   * URL where that has another name.
   *
   * @param from the path it leads from
   * @param to a path of the whole site with query and fragment, or a whole URL
   */
  public String location(String from, String to) {
    if (folders.isEmpty() || !to.startsWith("/")) {
      return to;
    }
    Optional<Folder> here = folderOf(from);
    Optional<Folder> there = folderOf(to);
    String rest = there.map(folder -> to.substring(folder.root().length())).orElse(to);
    if (here.map(Folder::folder).equals(there.map(Folder::folder))) {
      return rest;
    }
    return there.map(this::origin).orElse(origin) + rest;
  }

  /**
   * Keeps a regular expression for paths of the whole site away from folders that are others'.
   *
   * @param pattern the form of paths that the expression is for
   */
  public String scope(PathPattern pattern) {
    if (folders.isEmpty() || folderOf(pattern.value() + "/").isPresent()) {
      return "";
    }
    return folders.stream()
        .map(folder -> PathPattern.literal(folder.folder().value()))
        .distinct()
        .collect(Collectors.joining("|", "(?!", ")"));
  }
}
