package io.github.sitepack.core.javadoc;

import io.github.sitepack.core.report.Closest;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns {@code com.acme.Foo#bar(int)} into the address of its Javadoc, when there is such a member
 * on the classpath. Addresses are those that the standard doclet writes since JDK 10. Safe for
 * several threads.
 *
 * @see <a
 *     href="https://docs.oracle.com/en/java/javase/17/docs/specs/javadoc/doc-comment-spec.html">
 *     Documentation Comment Specification</a>
 */
public final class JavadocLinks {
  /** The key of the JDK among the sites. */
  public static final String JDK = "jdk";

  private static final String DEPENDENCIES =
      "https://javadoc.io/doc/{groupId}/{artifactId}/{version}/";
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w*)\\}");
  private static final Pattern WRITTEN =
      Pattern.compile(
          "(?:(?<module>[\\w.]+)/)?(?<name>[\\w$.\\x{a0}-\\x{10ffff}]*)(?:#(?<member>[^()]+)(?<list>\\((?<types>.*)\\))?)?");

  /** The first release whose Javadoc has a folder for each module. */
  private static final int WITH_MODULES = 11;

  /** The first release whose Javadoc has addresses of members as they are today. */
  private static final int WITH_PARENTHESES = 10;

  private final Sources sources;
  private final SortedMap<String, String> sites;
  private final Classpath classpath;

  /**
   * What a project knows about its Java.
   *
   * @param release the release of Java it is compiled for; 0 when it says nothing
   * @param sourceRoots folders of sources, to tell a class that is not compiled from none
   * @param libraries gives its classpath; called only when a link needs it
   */
  public record Sources(int release, List<Path> sourceRoots, Supplier<List<Library>> libraries) {
    /** Copies the list. */
    public Sources {
      sourceRoots = List.copyOf(sourceRoots);
    }

    /** A project without libraries. */
    public static final Sources NONE = new Sources(0, List.of(), List::of);
  }

  /**
   * A link to Javadoc.
   *
   * @param url percent-encoded; a path on the site when it begins with {@code /}
   * @param text what a link without a text of its own says: {@code Foo.bar(int)}
   */
  public record Link(String url, String text) {}

  /** A member, and the class on whose page it is. */
  private record Member(ApiClass page, Classpath.Origin origin, ApiMember member) {}

  /**
   * Knows where to look.
   *
   * @param sites addresses by the beginning of packages' names; {@code jdk} is the JDK's
   */
  public JavadocLinks(Sources sources, SortedMap<String, String> sites) {
    this.sources = sources;
    this.sites = Collections.unmodifiableSortedMap(new TreeMap<>(sites));
    this.classpath = new Classpath(sources.release(), sources.libraries());
  }

  /**
   * The address of what is named.
   *
   * @param written {@code com.acme.Foo}, {@code com.acme.Foo#bar(int)}, {@code com.acme/} for a
   *     package or a module
   * @return empty with a problem when there is no such thing
   */
  public Optional<Link> resolve(String written, Place place, Problems problems) {
    Matcher matcher = WRITTEN.matcher(written.strip().replace("%3C", "<").replace("%3E", ">"));
    if (!matcher.matches()
        || (matcher.group("name").isEmpty() && matcher.group("module") == null)) {
      problems.add(
          place,
          "\"" + written + "\" names nothing that Javadoc has",
          "write com.acme.Foo, com.acme.Foo#bar(int) or com.acme/");
      return Optional.empty();
    }
    String module = matcher.group("module");
    String name = matcher.group("name");
    if (name.isEmpty()) {
      return container(module, place, problems);
    }
    Optional<Classpath.Found> found = type(name);
    if (found.isEmpty() && matcher.group("member") == null) {
      Optional<Classpath.Origin> origin = classpath.packageOrigin(name);
      if (origin.isPresent()) {
        return summary(name, origin.get(), place, problems);
      }
    }
    if (found.isEmpty()) {
      missing(name, place, problems);
      return Optional.empty();
    }
    ApiClass type = found.get().type();
    if (module != null && !module.equals(found.get().origin().module())) {
      problems.add(
          place,
          type.canonicalName() + " is not in the module \"" + module + "\"",
          found.get().origin().module().isEmpty()
              ? "leave the module out"
              : "it is in " + found.get().origin().module());
      return Optional.empty();
    }
    if (!visible(type)) {
      problems.add(
          place,
          type.canonicalName() + " is neither public nor protected, so Javadoc does not show it",
          "make it public, or write its name as code without a link");
      return Optional.empty();
    }
    if (matcher.group("member") == null) {
      return site(type.packageName(), found.get().origin(), place, problems)
          .map(site -> new Link(site + page(type), type.simpleName()));
    }
    List<String> types = matcher.group("list") == null ? null : types(matcher.group("types"));
    return member(found.get(), matcher.group("member"), types, place, problems)
        .flatMap(member -> link(type, member, place, problems));
  }

  private Optional<Link> link(ApiClass type, Member member, Place place, Problems problems) {
    boolean old = member.origin().library().isEmpty() && sources.release() < WITH_PARENTHESES;
    String anchor =
        old ? member.member().oldAnchor(lastName(member.page())) : member.member().anchor();
    return site(member.page().packageName(), member.origin(), place, problems)
        .map(
            site ->
                new Link(
                    site + page(member.page()) + "#" + encoded(anchor),
                    member.member().name().equals("<init>")
                        ? type.simpleName() + member.member().shown("")
                        : type.simpleName() + "." + member.member().shown(lastName(type))));
  }

  private static String encoded(String anchor) {
    return URLEncoder.encode(anchor, StandardCharsets.UTF_8)
        .replace("%28", "(")
        .replace("%29", ")")
        .replace("%2C", ",")
        .replace("%3A", ":");
  }

  private static String page(ApiClass type) {
    String folder = type.packageName().replace('.', '/');
    return (folder.isEmpty() ? "" : folder + "/") + encoded(type.simpleName()) + ".html";
  }

  private static String lastName(ApiClass type) {
    String simple = type.simpleName();
    return simple.substring(simple.lastIndexOf('.') + 1);
  }

  /** The class of a name with dots: from the right, dots stand before nested classes. */
  private Optional<Classpath.Found> type(String name) {
    String path = name.replace('.', '/');
    while (true) {
      Optional<Classpath.Found> found = classpath.find(path);
      int slash = path.lastIndexOf('/');
      if (found.isPresent() || slash < 0) {
        return found;
      }
      path = path.substring(0, slash) + "$" + path.substring(slash + 1);
    }
  }

  /** Whether Javadoc has a page of a class: those around it must be visible, too. */
  private boolean visible(ApiClass type) {
    int dollar = type.name().lastIndexOf('$');
    return type.visible()
        && (dollar <= 0
            || classpath
                .find(type.name().substring(0, dollar))
                .map(outer -> visible(outer.type()))
                .orElse(true));
  }

  private static List<String> types(String written) {
    String erased = written;
    for (String before = ""; !before.equals(erased); ) {
      before = erased;
      erased = erased.replaceAll("<[^<>]*>", "");
    }
    List<String> types = new ArrayList<>();
    for (String type : erased.isBlank() ? new String[0] : erased.split(",", -1)) {
      types.add(type.strip().replaceAll("\\s+", ""));
    }
    return types;
  }

  private Optional<Member> member(
      Classpath.Found in, String written, List<String> types, Place place, Problems problems) {
    ApiClass type = in.type();
    String name = written.strip().equals(lastName(type)) ? "<init>" : written.strip();
    List<Member> named = new ArrayList<>();
    members(in, in, name, new LinkedHashSet<>(), named);
    for (Member member : named) {
      if (types == null ? alone(named, member) : member.member().takes(types)) {
        return Optional.of(member);
      }
    }
    String shown = written.strip() + (types == null ? "" : "(" + String.join(",", types) + ")");
    Set<String> candidates = new LinkedHashSet<>();
    named.forEach(member -> candidates.add(member.member().shown(lastName(type))));
    if (!candidates.isEmpty()) {
      problems.add(
          place,
          types == null
              ? "several members \"" + shown + "\" in " + type.canonicalName()
              : "no \"" + shown + "\" in " + type.canonicalName(),
          Closest.to(shown, types == null ? List.of() : candidates)
              .map(near -> "did you mean #" + near + "?")
              .orElse("there are #" + String.join(", #", candidates)));
      return Optional.empty();
    }
    SortedSet<String> names = new TreeSet<>();
    List<Member> all = new ArrayList<>();
    members(in, in, null, new LinkedHashSet<>(), all);
    all.forEach(member -> names.add(member.member().name()));
    boolean hidden = type.members().stream().anyMatch(m -> m.name().equals(name) && !m.visible());
    problems.add(
        place,
        hidden
            ? "\""
                + shown
                + "\" in "
                + type.canonicalName()
                + " is not shown by Javadoc, for it is"
                + " neither public nor protected"
            : "no member \"" + shown + "\" in " + type.canonicalName(),
        Closest.to(name, names)
            .map(near -> "did you mean #" + near + "?")
            .orElse("link to a member that is there, or to the class"));
    return Optional.empty();
  }

  /** Whether a name without a list of types means this member: no other is as near. */
  private static boolean alone(List<Member> named, Member member) {
    ApiClass page = named.get(0).page();
    return member.equals(named.get(0))
        && named.stream().filter(other -> other.page().equals(page)).count() == 1;
  }

  /**
   * The visible members of a name, those of the class first, then those it inherits. A class that
   * is not shown has its members shown on the page of the class that extends it.
   */
  private void members(
      Classpath.Found in,
      Classpath.Found page,
      String name,
      Set<String> seen,
      List<Member> members) {
    ApiClass type = in.type();
    if (!seen.add(type.name())) {
      return;
    }
    Classpath.Found shownOn = visible(type) ? in : page;
    for (ApiMember member : type.members()) {
      boolean inherited = !type.equals(page.type()) || seen.size() > 1;
      if (member.visible()
          && (name == null || member.name().equals(name))
          && !(inherited && member.name().equals("<init>"))) {
        members.add(new Member(shownOn.type(), shownOn.origin(), member));
      }
    }
    List<String> above = new ArrayList<>();
    if (type.superName() != null) {
      above.add(type.superName());
    }
    above.addAll(type.interfaces());
    for (String parent : above) {
      classpath.find(parent).ifPresent(found -> members(found, shownOn, name, seen, members));
    }
  }

  private Optional<Link> container(String name, Place place, Problems problems) {
    Optional<Classpath.Origin> origin = classpath.packageOrigin(name);
    if (origin.isPresent()) {
      return summary(name, origin.get(), place, problems);
    }
    Optional<Classpath.Origin> module = classpath.moduleOrigin(name);
    if (module.isPresent()) {
      return site(name, module.get(), place, problems)
          .map(site -> new Link(site + "module-summary.html", name));
    }
    missing(name, place, problems);
    return Optional.empty();
  }

  private Optional<Link> summary(
      String name, Classpath.Origin origin, Place place, Problems problems) {
    return site(name, origin, place, problems)
        .map(site -> new Link(site + name.replace('.', '/') + "/package-summary.html", name));
  }

  /** The address below which the Javadoc of a package is, with a slash at its end. */
  private Optional<String> site(
      String packageName, Classpath.Origin origin, Place place, Problems problems) {
    Optional<String> set = set(origin.library().isEmpty() ? JDK : packageName);
    int release = sources.release();
    if (origin.library().isEmpty()) {
      if (release == 0 && set.map(url -> url.contains("{release}")).orElse(true)) {
        problems.add(
            place,
            "nothing says for which release of Java " + packageName + " is linked",
            "set the property maven.compiler.release in the POM, or jdk below javadoc in site.yaml");
        return Optional.empty();
      }
      String url =
          set.orElse(
              release >= WITH_MODULES
                  ? "https://docs.oracle.com/en/java/javase/{release}/docs/api/{module}/"
                  : "https://docs.oracle.com/javase/{release}/docs/api/");
      return filled(
          url,
          Map.of("release", Integer.toString(release), "module", origin.module()),
          place,
          problems);
    }
    Library library = origin.library().get();
    if (set.isEmpty() && library.own()) {
      problems.add(
          place,
          "nothing says where the Javadoc of " + packageName + " is, which this build makes",
          "mount it, and set \"" + packageName + "\" below javadoc in site.yaml to where it is");
      return Optional.empty();
    }
    return filled(
        set.orElse(DEPENDENCIES + (origin.module().isEmpty() ? "" : "{module}/")),
        Map.of(
            "groupId", library.groupId(),
            "artifactId", library.artifactId(),
            "version", library.version(),
            "module", origin.module(),
            "release", Integer.toString(release)),
        place,
        problems);
  }

  /** What the settings say about the longest beginning of a package's name. */
  private Optional<String> set(String packageName) {
    for (String name = packageName; ; ) {
      if (sites.containsKey(name)) {
        return Optional.of(sites.get(name));
      }
      int dot = name.lastIndexOf('.');
      if (dot < 0) {
        return Optional.empty();
      }
      name = name.substring(0, dot);
    }
  }

  private static Optional<String> filled(
      String url, Map<String, String> values, Place place, Problems problems) {
    StringBuilder filled = new StringBuilder();
    Matcher matcher = PLACEHOLDER.matcher(url);
    while (matcher.find()) {
      String value = values.get(matcher.group(1));
      if (value == null) {
        problems.add(
            place,
            "the address " + url + " of its Javadoc asks for {" + matcher.group(1) + "}",
            "use {groupId}, {artifactId}, {version}, {module} or {release} below javadoc in"
                + " site.yaml");
        return Optional.empty();
      }
      matcher.appendReplacement(filled, Matcher.quoteReplacement(value));
    }
    matcher.appendTail(filled);
    return Optional.of(filled + (url.endsWith("/") ? "" : "/"));
  }

  private void missing(String name, Place place, Problems problems) {
    String path = name.replace('.', '/') + ".java";
    if (sources.sourceRoots().stream().anyMatch(root -> Files.exists(root.resolve(path)))) {
      problems.add(
          place,
          name + " has not been compiled yet",
          "let the goal render run after its module is compiled: in a later phase, or in a module"
              + " that depends on it");
      return;
    }
    SortedSet<String> names = classpath.names();
    String simple = name.substring(name.lastIndexOf('.') + 1);
    String around = name.substring(0, name.length() - simple.length());
    List<String> same = names.stream().filter(n -> n.endsWith("." + simple)).limit(3).toList();
    List<String> near = names.stream().filter(n -> n.startsWith(around)).toList();
    problems.add(
        place,
        "no class \"" + name + "\" on the classpath",
        Closest.to(name, near)
            .map(n -> "did you mean \"" + n + "\"?")
            .or(
                () ->
                    same.isEmpty()
                        ? Optional.empty()
                        : Optional.of("did you mean \"" + String.join("\" or \"", same) + "\"?"))
            .orElse("correct the name, or add the dependency that has it"));
  }
}
