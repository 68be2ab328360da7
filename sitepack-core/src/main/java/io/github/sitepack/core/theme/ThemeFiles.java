package io.github.sitepack.core.theme;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problem;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.report.SitepackException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The files a theme is made of: the built-in ones, over them those of other themes, and over these
 * the site's own.
 *
 * @param templates source of each template by its canonical name, such as {@code blog/page.ftlh}
 * @param assets scripts and styles by name
 * @param assetFiles what the user calls each of them
 * @param files what is served under its plain name
 * @param texts words by language tag in lower case; the site's come after the built-in ones
 * @param fresh names of the site's templates that take no other's place
 * @param warnings files of the site that nothing will use
 */
record ThemeFiles(
    SortedMap<String, Source> templates,
    SortedMap<String, byte[]> assets,
    SortedMap<String, String> assetFiles,
    SortedMap<String, byte[]> files,
    SortedMap<String, List<Source>> texts,
    SortedSet<String> fresh,
    List<Problem> warnings) {

  /** The one template that does not make HTML. */
  static final String ROBOTS = "robots.txt.ftl";

  /** How templates end: for text, for XML, and for HTML. */
  static final List<String> ENDINGS = List.of(".ftl", ".ftlx", ".ftlh");

  private static final String BUILT_IN = "builtin/";

  private static final String THEIRS = "report this to those who make the theme";

  /**
   * One text file of a theme.
   *
   * @param file what the user calls it
   * @param text its text with {@code \n} line ends
   * @param origin whose it is
   */
  record Source(String file, String text, Origin origin) {
    /** Whether it is the site's, which those who build it can mend. */
    boolean own() {
      return origin == Origin.SITE;
    }
  }

  /** Whose a file is. */
  enum Origin {
    BUILT_IN,
    THEME,
    SITE
  }

  /**
   * Reads everything; what is wrong with a file goes to {@code problems} and the file is left out.
   */
  static ThemeFiles read(Path project, Path source, List<ThemeLayer> layers, Problems problems) {
    ThemeFiles theme = builtIn();
    for (int i = layers.size() - 1; i >= 0; i--) {
      theme.readLayer(layers.get(i), problems);
    }
    Folder site = new Folder(project, source, problems);
    theme.readLayouts(site);
    theme.readAssets(site);
    theme.readTexts(site);
    return theme;
  }

  /** Those of the built-in theme alone. */
  static ThemeFiles builtIn() {
    ThemeFiles theme =
        new ThemeFiles(
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeSet<>(),
            new ArrayList<>());
    for (String name : new String(resource("index.txt"), UTF_8).split("\n")) {
      theme.put(name, resource(name), "built-in theme: " + name, Origin.BUILT_IN);
    }
    return theme;
  }

  /** Puts the files of a theme over what is there. */
  private void readLayer(ThemeLayer layer, Problems problems) {
    SortedMap<String, String> named = new TreeMap<>();
    layer
        .files()
        .forEach(
            (name, bytes) -> {
              String shown = "theme " + layer.shown() + ": " + name;
              boolean text = name.startsWith("layouts/") || name.startsWith("i18n/");
              if (text && decoded(bytes) == null) {
                problems.add(Place.of(shown), "this file is not UTF-8", THEIRS);
                return;
              }
              if (name.startsWith("layouts/") && name.endsWith(".ftlh")) {
                String other =
                    named.putIfAbsent(canonical(name.substring("layouts/".length())), shown);
                if (other != null) {
                  problems.add(Place.of(shown), "this is the same template as " + other, THEIRS);
                }
              }
              put(name, bytes, shown, Origin.THEME);
            });
  }

  private void put(String name, byte[] bytes, String shown, Origin origin) {
    int slash = name.indexOf('/');
    String below = name.substring(slash + 1);
    switch (slash < 0 ? "" : name.substring(0, slash)) {
      case "layouts" -> {
        if (isTemplate(below)) {
          templates.put(canonical(below), new Source(shown, decoded(bytes), origin));
        }
      }
      case "assets" -> {
        assets.put(below, isText(below) ? unixLines(bytes) : bytes);
        assetFiles.put(below, shown);
      }
      case "static" -> files.put(below, bytes);
      case "i18n" -> {
        if (below.endsWith(".properties")) {
          texts
              .computeIfAbsent(languageOf(below), language -> new ArrayList<>())
              .add(new Source(shown, decoded(bytes), origin));
        }
      }
      default -> {
        // What a theme's makers keep beside it, such as a licence.
      }
    }
  }

  private static byte[] resource(String name) {
    try (InputStream in = ThemeFiles.class.getResourceAsStream(BUILT_IN + name)) {
      if (in == null) {
        throw new IllegalStateException("the built-in theme has no " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + name + " of the built-in theme", e);
    }
  }

  private void readLayouts(Folder site) {
    SortedMap<String, String> named = new TreeMap<>();
    List<String> unused = new ArrayList<>();
    List<String> stubs = new ArrayList<>();
    for (String below : site.list("layouts")) {
      if (!isTemplate(below)) {
        unused.add(site.shown("layouts", below));
        continue;
      }
      String text = site.text("layouts", below);
      if (text == null) {
        continue;
      }
      String file = site.shown("layouts", below);
      String name = canonical(below);
      String other = named.putIfAbsent(name, file);
      if (other != null) {
        site.problems.add(
            Place.of(file),
            "this is the same template as " + other + ", under another name",
            "keep one of the two files");
        continue;
      }
      if (templates.put(name, new Source(file, text, Origin.SITE)) == null) {
        fresh.add(name);
      }
      if (ShortcodeStub.isStub(text)) {
        stubs.add(file);
      }
    }
    if (!stubs.isEmpty()) {
      warnings.add(
          new Problem(
              Place.of(stubs.get(0)),
              stubs.size() == 1
                  ? "this template is a stub, which shows nothing of its own"
                  : "this template and "
                      + (stubs.size() - 1)
                      + " more are stubs, which show nothing of their own",
              "write what the shortcode is to show, and remove the first line"));
    }
    if (!unused.isEmpty()) {
      warnings.add(
          new Problem(
              Place.of(unused.get(0)),
              unused.size() == 1
                  ? "this file is no template and is not used"
                  : "this and " + (unused.size() - 1) + " more files here are no templates",
              "write templates in FreeMarker with names that end in .ftlh, or move the file away"));
    }
  }

  private void readAssets(Folder site) {
    for (String below : site.list("assets")) {
      byte[] bytes = site.bytes("assets", below);
      if (bytes != null) {
        assets.put(below, isText(below) ? unixLines(bytes) : bytes);
        assetFiles.put(below, site.shown("assets", below));
      }
    }
  }

  private void readTexts(Folder site) {
    for (String below : site.list("i18n")) {
      if (below.matches("[^/]*\\.(yaml|yml|toml|json)")) {
        continue; // Read by those who know these languages.
      }
      if (!below.endsWith(".properties")) {
        warnings.add(
            new Problem(
                Place.of(site.shown("i18n", below)),
                "this file is not used",
                "write the words to a file named after the language, such as de.yaml or"
                    + " de.properties"));
        continue;
      }
      String text = site.text("i18n", below);
      if (text != null) {
        texts
            .computeIfAbsent(languageOf(below), language -> new ArrayList<>())
            .add(new Source(site.shown("i18n", below), text, Origin.SITE));
      }
    }
  }

  private static String languageOf(String file) {
    return Texts.tag(file.substring(0, file.length() - ".properties".length()));
  }

  /** Text with {@code \n} line ends, or null when it is not UTF-8. */
  private static String decoded(byte[] bytes) {
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return (text.startsWith("\uFEFF") ? text.substring(1) : text).replace("\r\n", "\n");
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** Whether a file of the layouts is a template: of HTML, or of a form with a name of its own. */
  private static boolean isTemplate(String below) {
    return below.endsWith(".ftlh")
        || (below.matches("(?:.*/)?[^/]+\\.[\\w-]+\\.ftlx?")
            && !below.matches("(?:.*/)?_?(?:shortcodes|markup)/.*"));
  }

  /** The name of Hugo 0.146 and later for a template that may go by an older one. */
  static String canonical(String name) {
    boolean older = name.startsWith("partials/") || name.startsWith("shortcodes/");
    String path =
        older
            ? "_" + name
            : name.startsWith("_default/_markup/") ? name.substring("_default/".length()) : name;
    String folder = path.substring(0, path.lastIndexOf('/') + 1);
    String file = path.substring(folder.length());
    if (folder.equals("_default/")) {
      folder = "";
    }
    if (file.endsWith(".html.ftlh")) {
      file = file.substring(0, file.length() - ".html.ftlh".length()) + ".ftlh";
    }
    if (!folder.startsWith("_")) {
      int dot = Math.max(0, file.indexOf('.'));
      file =
          switch (file.substring(0, dot)) {
                case "single" -> "page";
                case "list" -> "section";
                case "index" -> folder.isEmpty() ? "home" : "index";
                default -> file.substring(0, dot);
              }
              + file.substring(dot);
    }
    return folder + file;
  }

  private static boolean isText(String name) {
    return name.endsWith(".css")
        || name.endsWith(".js")
        || name.endsWith(".mjs")
        || name.endsWith(".svg");
  }

  /** Without carriage returns before line feeds, which a checkout may have put there. */
  private static byte[] unixLines(byte[] bytes) {
    byte[] kept = new byte[bytes.length];
    int length = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] != '\r' || i + 1 == bytes.length || bytes[i + 1] != '\n') {
        kept[length++] = bytes[i];
      }
    }
    return length == bytes.length ? bytes : Arrays.copyOf(kept, length);
  }

  /** The site's folder, in which everything may be missing. */
  private record Folder(Path project, Path source, Problems problems) {
    /** Files below a folder of the site, by relative name with slashes, in order. */
    List<String> list(String folder) {
      Path root = source.resolve(folder);
      if (!Files.isDirectory(root)) {
        return List.of();
      }
      try (Stream<Path> tree = Files.walk(root)) {
        return tree.filter(file -> isFile(folder, root.relativize(file).toString(), file))
            .map(file -> root.relativize(file).toString().replace('\\', '/'))
            .filter(name -> !name.startsWith(".") && !name.contains("/."))
            .sorted()
            .toList();
      } catch (IOException | UncheckedIOException e) {
        throw new SitepackException(
            Place.of(shown(folder, "")),
            "this folder cannot be read: " + e.getMessage(),
            "check who may read it",
            e);
      }
    }

    /** Whether it is a file; what cannot be used goes to the problems. */
    private boolean isFile(String folder, String below, Path file) {
      if (Files.isDirectory(file)) {
        if (Files.isSymbolicLink(file)) {
          problems.add(
              Place.of(shown(folder, below)),
              "a symbolic link to a folder, which is not followed",
              "put the folder itself there");
        }
        return false;
      }
      if (below.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
        problems.add(
            Place.of(shown(folder, below).replaceAll("\\p{Cntrl}", "?")),
            "a file name with a control character, which no URL can hold",
            "give the file another name");
        return false;
      }
      return true;
    }

    String shown(String folder, String below) {
      Path file = source.resolve(folder).resolve(below);
      Path relative =
          file.toAbsolutePath().startsWith(project.toAbsolutePath())
              ? project.toAbsolutePath().relativize(file.toAbsolutePath())
              : file;
      return relative.toString().replace('\\', '/');
    }

    byte[] bytes(String folder, String below) {
      Path file = source.resolve(folder).resolve(below);
      Place place = Place.of(shown(folder, below));
      try {
        if (!file.toRealPath().startsWith(source.toRealPath())) {
          problems.add(
              place,
              "this symbolic link leads out of the site's folder",
              "replace the link by the file it points to");
          return null;
        }
        return Files.readAllBytes(file);
      } catch (IOException e) {
        problems.add(
            place,
            "this file cannot be read: " + e.getClass().getSimpleName(),
            "check that it exists and who may read it");
        return null;
      }
    }

    String text(String folder, String below) {
      byte[] bytes = bytes(folder, below);
      if (bytes == null) {
        return null;
      }
      String text = decoded(bytes);
      if (text == null) {
        problems.add(Place.of(shown(folder, below)), "this file is not UTF-8", "save it in UTF-8");
      }
      return text;
    }
  }
}
