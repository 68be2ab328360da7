package io.github.sitepack.core.render;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.content.Entities;
import io.github.sitepack.core.report.Closest;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.site.Answer;
import io.github.sitepack.core.site.Request;
import io.github.sitepack.core.site.Resolver;
import io.github.sitepack.core.site.Site;
import io.github.sitepack.core.site.SiteFile;
import io.github.sitepack.core.site.SitePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks what finished pages and style sheets refer to, whoever wrote it: a template, a shortcode
 * or a style sheet of the site. What stands in the text of a page has been told before, at its
 * place; so all that is found here is somebody else's.
 */
final class EmittedLinks {
  /** What a style sheet loads; comments and strings come first, since they hide the rest. */
  private static final Pattern CSS =
      Pattern.compile(
          "/\\*.*?\\*/"
              + "|(?i:url)\\(\\s*+(?:\"(?<double>[^\"\\n]*)\"|'(?<single>[^'\\n]*)'|(?<bare>[^\"'()\\s]++))\\s*+\\)"
              + "|(?i:@import)\\s++(?:\"(?<importd>[^\"\\n]*)\"|'(?<imports>[^'\\n]*)')"
              + "|\"(?:[^\"\\\\\\n]|\\\\.)*+\"|'(?:[^'\\\\\\n]|\\\\.)*+'",
          Pattern.DOTALL);

  private final Site site;
  private final Resolver resolver;
  private final String origin;
  private final String base;
  private final String ours;
  private final SiteSources sources;
  private final Problems problems;

  /** Whether an address leads somewhere, by its path, query and fragment. */
  private final Map<String, Boolean> known = new ConcurrentHashMap<>();

  private final Map<SitePath, Set<String>> anchors = new ConcurrentHashMap<>();

  /** Knows the finished site; {@code origin} is that of its own URL, or "". */
  EmittedLinks(Site site, String origin, String base, SiteSources sources, Problems problems) {
    this.site = site;
    this.resolver = new Resolver(site);
    this.origin = origin;
    this.base = base;
    this.ours = origin + new SitePath(base).encoded();
    this.sources = sources;
    this.problems = problems;
  }

  /** Checks the pages, each with its files, and tells each broken address once. */
  void pages(Map<Page, List<SiteFile>> pages, Parallel parallel) {
    SortedMap<String, SortedSet<Place>> broken = new TreeMap<>();
    parallel.each(
        List.copyOf(pages.entrySet()),
        entry -> {
          Page page = entry.getKey();
          for (SiteFile file : entry.getValue()) {
            String path = Claims.based(base, file.path()).encoded();
            String own =
                file.path().equals(page.path().file())
                    ? page.url()
                    : path.replaceFirst("(?<=/)index\\.html$", "");
            for (String written : dead(own, bytes(file))) {
              synchronized (broken) {
                broken.computeIfAbsent(written, w -> new TreeSet<>()).add(page.place());
              }
            }
          }
        });
    broken.forEach(this::tell);
  }

  /** The addresses on a page that lead nowhere. */
  private List<String> dead(String own, byte[] html) {
    List<String> dead = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    Set<String> inside = new LinkedHashSet<>();
    attributes(
        html,
        (name, value) -> {
          if (isAnchor(name)) {
            ids.add(value);
          } else {
            addresses(
                name,
                value,
                written -> {
                  if (written.startsWith("#")) {
                    inside.add(written); // What it leads to may stand further down.
                  } else if (!leads(own, written)) {
                    dead.add(written);
                  }
                });
          }
        });
    for (String written : inside) {
      String anchor = decoded(written.substring(1));
      if (!isAnywhere(anchor) && !ids.contains(anchor)) {
        dead.add(written);
      }
    }
    return dead;
  }

  /** Whether browsers find this anchor on every page. */
  static boolean isAnywhere(String anchor) {
    return anchor.isEmpty() || anchor.equals("top") || anchor.startsWith(":~:");
  }

  private static boolean isAnchor(String attribute) {
    return attribute.equals("id") || attribute.equals("name");
  }

  private void tell(String written, SortedSet<Place> pages) {
    String on =
        "on the page "
            + pages.first().file()
            + (pages.size() > 1 ? " and " + (pages.size() - 1) + " more" : "");
    Optional<Place> template = template(written);
    String fix =
        closest(written)
            .map(near -> "link to what is there (closest: " + near + ")")
            .orElse("correct the link, or add what it leads to");
    problems.add(
        template.orElse(pages.first()),
        template.isPresent()
            ? "a link to \"" + written + "\", which is not there, " + on
            : "a template makes a link to \"" + written + "\", which is not there, " + on,
        fix);
  }

  private Optional<String> closest(String written) {
    if (written.indexOf('#') >= 0) {
      return Optional.empty(); // Most likely the page is right, and its anchor is not.
    }
    List<String> paths = new ArrayList<>();
    site.files()
        .keySet()
        .forEach(path -> paths.add(path.value().replaceFirst("index\\.html$", "")));
    return Closest.to(written, paths);
  }

  /** Where a template of the site has the address letter by letter. */
  private Optional<Place> template(String written) {
    Path layouts = sources.source().resolve("layouts");
    if (!Files.isDirectory(layouts)) {
      return Optional.empty();
    }
    try (var files = Files.walk(layouts)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String text = new String(Files.readAllBytes(file), UTF_8);
        for (String quote : List.of("\"", "'")) {
          int at = text.indexOf(quote + written + quote);
          if (at >= 0) {
            return Optional.of(place(sources.name(file), text, at + 1));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Optional.empty();
  }

  private static Place place(String name, String text, int at) {
    int line = 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
    return Place.of(name, line, at - text.lastIndexOf('\n', at - 1));
  }

  /** Checks what a style sheet loads. */
  void styles(SitePath path, Place by, byte[] bytes) {
    String css = new String(bytes, UTF_8);
    Matcher matcher = CSS.matcher(css);
    while (matcher.find()) {
      for (String group : List.of("double", "single", "bare", "importd", "imports")) {
        String written = matcher.group(group);
        if (written != null
            && !written.isBlank()
            && !written.strip().startsWith("#")
            && !leads(path.encoded(), written.strip())) {
          problems.add(
              by.line() > 0 ? by : written(by.file(), css, matcher.start(group), written),
              "the style sheet loads \"" + written + "\", which is not there",
              closest(written)
                  .map(near -> "load what is there (closest: " + near + ")")
                  .orElse("correct the address, or add the file below static/"));
        }
      }
    }
  }

  /** Where a style sheet has an address, which is served with less in it than was written. */
  private Place written(String file, String served, int at, String address) {
    Path source = sources.project().resolve(file);
    if (!Files.isRegularFile(source)) {
      return place(file, served, at);
    }
    try {
      String text = new String(Files.readAllBytes(source), UTF_8);
      int found = text.equals(served) ? at : text.indexOf(address);
      return found < 0 ? Place.of(file) : place(file, text, found);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(SiteFile file) {
    try {
      return file.content().bytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether an address leads somewhere; those of other hosts are not looked at. */
  private boolean leads(String own, String written) {
    String target = written;
    // Below the same host others may have sites beside ours.
    if (!origin.isEmpty() && target.startsWith(ours)) {
      target = target.substring(origin.length());
    } else if (isElsewhere(target)) {
      return true;
    }
    if (!target.startsWith("/")) {
      int slash = own.lastIndexOf('/');
      target = target.startsWith("?") ? own + target : own.substring(0, slash + 1) + target;
    }
    return known.computeIfAbsent(target, this::isThere);
  }

  /** Whether an address names a scheme or a host. */
  static boolean isElsewhere(String address) {
    if (address.startsWith("//")) {
      return true;
    }
    for (int i = 0; i < address.length(); i++) {
      char c = address.charAt(i);
      boolean letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
      if (!letter && (i == 0 || !((c >= '0' && c <= '9') || c == '+' || c == '.' || c == '-'))) {
        return i > 0 && c == ':';
      }
    }
    return false;
  }

  private boolean isThere(String target) {
    int hash = target.indexOf('#');
    String path = hash < 0 ? target : target.substring(0, hash);
    Answer answer = answer(ascii(path));
    if (answer instanceof Answer.Folder folder) {
      answer = answer(folder.location());
    }
    if (answer instanceof Answer.Missing
        || answer instanceof Answer.Gone
        || answer instanceof Answer.Refused
        || answer instanceof Answer.Malformed) {
      return false;
    }
    String anchor = hash < 0 ? "" : decoded(target.substring(hash + 1));
    if (isAnywhere(anchor)
        || !(answer instanceof Answer.Found found)
        || !found.file().path().value().toLowerCase(Locale.ROOT).endsWith(".html")) {
      return true;
    }
    return anchors
        .computeIfAbsent(found.file().path(), p -> anchorsOf(bytes(found.file())))
        .contains(anchor);
  }

  /** What the site answers under its own name. */
  private Answer answer(String target) {
    SortedSet<String> names = site.serving().hosts().names();
    return resolver.resolve(new Request(target, names.isEmpty() ? "" : names.first(), "")).answer();
  }

  static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  /** A path as a browser would send it. */
  private static String ascii(String path) {
    StringBuilder sent = new StringBuilder(path.length());
    for (byte b : path.getBytes(UTF_8)) {
      if (b <= ' ') {
        sent.append(String.format(Locale.ROOT, "%%%02X", b & 0xff));
      } else {
        sent.append((char) b);
      }
    }
    return sent.toString();
  }

  /** What links to a page may name after {@code #}. */
  static Set<String> anchorsOf(byte[] html) {
    Set<String> anchors = new HashSet<>();
    attributes(
        html,
        (name, value) -> {
          if (isAnchor(name)) {
            anchors.add(value);
          }
        });
    return anchors;
  }

  /** Tells each address that a page refers to, with the attribute that does. */
  static void each(byte[] html, BiConsumer<String, String> found) {
    attributes(
        html, (name, value) -> addresses(name, value, written -> found.accept(name, written)));
  }

  private static void addresses(String name, String value, Consumer<String> found) {
    switch (name) {
      case "href", "src", "poster", "data", "cite", "action", "formaction" -> {
        if (!value.isBlank()) {
          found.accept(value.strip());
        }
      }
      case "srcset", "imagesrcset" -> {
        for (String candidate : value.strip().split("\\s*,\\s+")) {
          found.accept(candidate.strip().split("\\s+", 2)[0]);
        }
      }
      default -> {}
    }
  }

  /** The attributes that count here, of all tags but those amid scripts, styles and comments. */
  private static void attributes(byte[] html, BiConsumer<String, String> found) {
    int i = 0;
    int end = html.length;
    while (i < end) {
      if (html[i++] != '<' || i >= end) {
        continue;
      }
      if (html[i] == '!') {
        i = starts(html, i, "!--") ? after(html, i + 3, "-->") : after(html, i, ">");
        continue;
      }
      if (!isLetter(html[i])) {
        continue;
      }
      int name = i;
      while (i < end && html[i] > ' ' && html[i] != '>' && html[i] != '/') {
        i++;
      }
      boolean script = starts(html, name, "script");
      boolean style = starts(html, name, "style");
      i = tag(html, i, found);
      if (script || style) {
        i = after(html, i, script ? "</script" : "</style");
      }
    }
  }

  /** Reads the attributes of a tag; the offset after it. */
  private static int tag(byte[] html, int from, BiConsumer<String, String> found) {
    int i = from;
    int end = html.length;
    while (i < end && html[i] != '>') {
      if (html[i] <= ' ' || html[i] == '/') {
        i++;
        continue;
      }
      int name = i;
      while (i < end && html[i] > ' ' && html[i] != '=' && html[i] != '>' && html[i] != '/') {
        i++;
      }
      int nameEnd = i;
      while (i < end && html[i] >= 0 && html[i] <= ' ') {
        i++;
      }
      if (i >= end || html[i] != '=') {
        i = Math.max(i, name + 1);
        continue;
      }
      i++;
      while (i < end && html[i] >= 0 && html[i] <= ' ') {
        i++;
      }
      int value = i;
      int valueEnd;
      if (i < end && (html[i] == '"' || html[i] == '\'')) {
        byte quote = html[i];
        value = ++i;
        while (i < end && html[i] != quote) {
          i++;
        }
        valueEnd = i++;
      } else {
        while (i < end && (html[i] > ' ' || html[i] < 0) && html[i] != '>') {
          i++;
        }
        valueEnd = i;
      }
      String counted = counted(html, name, nameEnd);
      if (counted != null) {
        String text = new String(html, value, Math.min(valueEnd, end) - value, UTF_8);
        found.accept(counted, text.indexOf('&') < 0 ? text : Entities.resolve(text, true));
      }
    }
    return i;
  }

  /** The name of an attribute that counts, or null; most do not, and are not made strings. */
  private static String counted(byte[] html, int from, int to) {
    String name =
        switch (html[from] | 0x20) {
          case 'a' -> "action";
          case 'c' -> "cite";
          case 'd' -> "data";
          case 'f' -> "formaction";
          case 'h' -> "href";
          case 'i' -> to - from == 2 ? "id" : "imagesrcset";
          case 'n' -> "name";
          case 'p' -> "poster";
          case 's' -> to - from == 3 ? "src" : "srcset";
          default -> null;
        };
    return name != null && name.length() == to - from && starts(html, from, name) ? name : null;
  }

  private static boolean isLetter(byte b) {
    return (b | 0x20) >= 'a' && (b | 0x20) <= 'z';
  }

  private static boolean starts(byte[] html, int at, String text) {
    if (at + text.length() > html.length) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      int c = html[at + i];
      if (c != text.charAt(i) && (c | 0x20) != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static int after(byte[] html, int from, String text) {
    for (int i = from; i < html.length; i++) {
      if (starts(html, i, text)) {
        return i + text.length();
      }
    }
    return html.length;
  }
}
