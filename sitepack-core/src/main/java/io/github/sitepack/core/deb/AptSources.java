package io.github.sitepack.core.deb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Debian mirrors that the host's own apt uses, whatever release the host runs: a mirror near by
 * that its administrator chose. Read for their addresses only; nothing else of apt's configuration
 * is used, and a file that cannot be read gives none.
 *
 * @see <a href="https://manpages.debian.org/trixie/apt/sources.list.5.en.html">sources.list(5)</a>
 */
public final class AptSources {
  /** Suites by which an entry is known to be Debian's when its address does not say it. */
  private static final Pattern SUITE =
      Pattern.compile(
          "(?:buster|bullseye|bookworm|trixie|forky|duke|sid|oldoldstable|oldstable|stable|testing"
              + "|unstable)(-security|/updates)?(?:-[a-z-]+)?/?");

  private static final Pattern ONE_LINE =
      Pattern.compile("deb(?:-src)?\\s+(?:\\[[^]]*]\\s+)?(\\S+)\\s+(\\S+).*");

  private static final String MIRROR_LIST = "mirror+file:";

  private final Set<URI> debian = new LinkedHashSet<>();
  private final Set<URI> security = new LinkedHashSet<>();

  private AptSources() {}

  /**
   * Reads {@code sources.list} and {@code sources.list.d/*.list|*.sources}.
   *
   * @param apt the folder {@code /etc/apt}; need not exist
   */
  public static AptSources read(Path apt) {
    AptSources sources = new AptSources();
    for (Path file : files(apt)) {
      try {
        String text = Files.readString(file, UTF_8);
        if (file.toString().endsWith(".sources")) {
          sources.readStanzas(text);
        } else {
          sources.readLines(text);
        }
      } catch (IOException | IllegalArgumentException e) {
        // Somebody else's file, and only a hint: do without.
      }
    }
    return sources;
  }

  /**
   * Bases of an archive, in the order of the files, each ending in {@code /}.
   *
   * @param archive {@code debian} or {@code debian-security}; there is none for others
   */
  public List<URI> bases(String archive) {
    return switch (archive) {
      case "debian" -> List.copyOf(debian);
      case "debian-security" -> List.copyOf(security);
      default -> List.of();
    };
  }

  private static List<Path> files(Path apt) {
    List<Path> files = new ArrayList<>();
    if (Files.isReadable(apt.resolve("sources.list"))) {
      files.add(apt.resolve("sources.list"));
    }
    Path folder = apt.resolve("sources.list.d");
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.{list,sources}")) {
        Set<Path> sorted = new TreeSet<>();
        found.forEach(sorted::add);
        files.addAll(sorted);
      } catch (IOException e) {
        return files;
      }
    }
    return files;
  }

  private void readLines(String text) {
    for (String line : text.split("\n", -1)) {
      Matcher matcher = ONE_LINE.matcher(line.strip());
      if (matcher.matches()) {
        add(matcher.group(1), matcher.group(2));
      }
    }
  }

  private void readStanzas(String text) {
    for (String stanza : text.replaceAll("(?m)^#.*\n", "").split("\n\\s*\n")) {
      Control control = Control.parse(stanza);
      if (control.text("Enabled").equals("no")) {
        continue;
      }
      for (String uri : control.text("URIs").strip().split("\\s+")) {
        for (String suite : control.text("Suites").strip().split("\\s+")) {
          add(uri, suite);
        }
      }
    }
  }

  private void add(String address, String suite) {
    if (address.startsWith(MIRROR_LIST)) {
      Path list = Path.of(address.substring(MIRROR_LIST.length()).replaceFirst("^/+", "/"));
      try {
        for (String line : Files.readAllLines(list, UTF_8)) {
          String first = line.strip().split("\\s+")[0];
          if (!first.isEmpty() && !first.startsWith("#") && !first.startsWith(MIRROR_LIST)) {
            add(first, suite);
          }
        }
      } catch (IOException e) {
        return;
      }
      return;
    }
    URI uri;
    try {
      uri = new URI(address.endsWith("/") ? address : address + "/");
    } catch (URISyntaxException e) {
      return;
    }
    String scheme = String.valueOf(uri.getScheme());
    if (!scheme.equals("http") && !scheme.equals("https") && !scheme.equals("file")) {
      return;
    }
    String path = String.valueOf(uri.getPath());
    Matcher known = SUITE.matcher(suite);
    if (path.endsWith("/debian-security/")) {
      security.add(uri);
    } else if (path.endsWith("/debian/")) {
      debian.add(uri);
    } else if (known.matches()) {
      (known.group(1) == null ? debian : security).add(uri);
    }
  }
}
