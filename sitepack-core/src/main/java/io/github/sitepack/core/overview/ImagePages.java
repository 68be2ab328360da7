package io.github.sitepack.core.overview;

import io.github.sitepack.core.layer.ContentLayers;
import io.github.sitepack.core.overview.ShownLayer.ShownFile;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * The pages: one of the whole image, one of the site by its folders, and one of each layer with
 * files of the site. Equal facts give equal bytes.
 */
public final class ImagePages {
  /** The page that the others are reached from. */
  public static final String FIRST = "index.html";

  private static final String FOLDERS = "pages.html";

  /** A list longer than this is read by nobody. */
  private static final int ROWS = 200;

  /** A folder of more than this share of the site is shown by what is in it. */
  private static final double LARGE = 0.2;

  private static final int MOST_FOLDERS = 24;

  private final ImageFacts facts;

  /** Paths below the site's root of files that the image before did not have so. */
  private final Set<String> fresh = new TreeSet<>();

  private ImagePages(ImageFacts facts) {
    this.facts = facts;
    if (facts.before().isPresent()) {
      String root = ContentLayers.ROOT + "/";
      facts
          .now()
          .files()
          .since(facts.before().get().files())
          .forEach(
              (path, difference) -> {
                if (difference.isThere() && path.startsWith(root)) {
                  fresh.add(path.substring(root.length()));
                }
              });
    }
  }

  /**
   * A file of the report.
   *
   * @param inputs all that its bytes are a function of; empty when that is too much to tell
   * @param bytes makes it
   */
  public record Made(Optional<String> inputs, Supplier<byte[]> bytes) {}

  /** The files of the report, by their names in its folder. */
  public static SortedMap<String, Made> of(ImageFacts facts) {
    ImagePages pages = new ImagePages(facts);
    SortedMap<String, Made> files = new TreeMap<>();
    files.put(FIRST, new Made(Optional.empty(), () -> new FirstPage(facts).bytes()));
    files.put("report.css", new Made(Optional.of("styles"), Sheet::bytes));
    files.put(FOLDERS, new Made(Optional.empty(), pages::folders));
    for (int i = 0; i < facts.layers().size(); i++) {
      if (!facts.layers().get(i).files().isEmpty()) {
        int index = i;
        files.put(layerPage(i), new Made(Optional.of(pages.inputs(i)), () -> pages.layer(index)));
      }
    }
    return files;
  }

  /** What a layer's page shows; its digest stands for the files. */
  private String inputs(int index) {
    ShownLayer layer = facts.layers().get(index);
    StringBuilder text = new StringBuilder();
    text.append(facts.name()).append('\n').append(index).append('\n').append(layer.name());
    text.append('\n').append(layer.digest()).append(facts.before().isPresent());
    if (!fresh.isEmpty()) {
      for (ShownFile file : layer.files()) {
        if (isFresh(file)) {
          text.append('\n').append(file.path());
        }
      }
    }
    return text.toString();
  }

  /** The name of a layer's page. */
  static String layerPage(int index) {
    return "layer-" + (index + 1) + ".html";
  }

  /** Whether the name is one that a page of a layer has. */
  public static boolean isLayerPage(String name) {
    return name.matches("layer-[0-9]+\\.html");
  }

  /** Whether the image before did not have this file. */
  private boolean isFresh(ShownFile file) {
    return !fresh.isEmpty() && fresh.contains(file.path());
  }

  private byte[] layer(int index) {
    ShownLayer layer = facts.layers().get(index);
    Html out = Html.page("Layer " + (index + 1) + " of " + facts.name());
    out.raw("<header>\n<nav aria-label=\"Report\"><ul><li><a href=\"" + FIRST + "\">");
    out.raw("The whole image</a></li>");
    out.raw("<li><a href=\"" + FOLDERS + "\">The site by folders</a></li></ul></nav>\n");
    out.raw("<h1>Layer ").text((index + 1) + ": " + layer.label()).raw("</h1>\n");
    out.raw("<p>").text(Words.size(layer.size()) + " compressed, ");
    out.text(Words.count(layer.files().size(), "file") + " with their twins. A push sends all of");
    out.text(" it as soon as one of them has changed.").raw("</p>\n");
    out.raw("<p class=\"quiet\"><code>").text(layer.digest().toString()).raw("</code></p>\n");
    out.raw("</header>\n<main>\n");
    Cells cells = new Cells();
    for (ShownFile file : layer.files()) {
      cells.add(new Cells.Cell(file.address(), file.kind(), file.share(), isFresh(file), ""));
    }
    cells.write("Files of the layer", out);
    Legend.write(layer.files().stream().map(ShownFile::kind).toList(), facts, out);
    out.raw("<h2>Files</h2>\n");
    List<ShownFile> sorted = new ArrayList<>(layer.files());
    sorted.sort(
        Comparator.comparingLong((ShownFile file) -> -file.share()).thenComparing(ShownFile::path));
    files(sorted, out);
    return out.end();
  }

  private static void files(List<ShownFile> files, Html out) {
    out.raw("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Files\">");
    out.raw("<table><thead>");
    out.row("th", 1, "Address", "As it is", "gzip", "brotli", "In the layer")
        .raw("</thead><tbody>");
    for (ShownFile file : files.subList(0, Math.min(ROWS, files.size()))) {
      out.row(
          "td",
          1,
          file.address(),
          Words.size(file.size()),
          file.gzip() == 0 ? "–" : Words.size(file.gzip()),
          file.brotli() == 0 ? "–" : Words.size(file.brotli()),
          Words.size(file.share()));
    }
    out.raw("</tbody></table></div>\n");
    if (files.size() > ROWS) {
      out.raw("<p class=\"quiet\">").text("The largest " + ROWS + " of ");
      out.text(Words.count(files.size(), "file") + " are listed.").raw("</p>\n");
    }
  }

  private byte[] folders() {
    Map<String, List<Placed>> folders = divided();
    Map<String, Long> sizes = new TreeMap<>();
    folders.forEach((name, files) -> sizes.put(name, size(files)));
    List<String> names = new ArrayList<>(folders.keySet());
    names.sort(
        Comparator.comparingLong((String name) -> -sizes.get(name))
            .thenComparing(Comparator.naturalOrder()));
    Html out = Html.page("The site of " + facts.name() + " by folders");
    out.raw("<header>\n<nav aria-label=\"Report\"><ul><li><a href=\"" + FIRST + "\">");
    out.raw("The whole image</a></li></ul></nav>\n<h1>The site by folders</h1>\n");
    out.raw("<p>What each file adds to the compressed layers, with its twins, estimated.</p>\n");
    out.raw("</header>\n<main>\n");
    Cells whole = new Cells();
    for (int i = 0; i < names.size(); i++) {
      List<Placed> files = folders.get(names.get(i));
      whole.add(
          new Cells.Cell(
              names.get(i),
              kind(files),
              sizes.get(names.get(i)),
              files.stream().anyMatch(placed -> isFresh(placed.file())),
              "#folder-" + (i + 1)));
    }
    whole.write("Folders of the site", out);
    Set<Kind> kinds = new TreeSet<>();
    facts.layers().forEach(layer -> layer.files().forEach(file -> kinds.add(file.kind())));
    Legend.write(kinds, facts, out);
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      out.raw("<h2 id=\"folder-" + (i + 1) + "\">").text(name).raw("</h2>\n<p>");
      out.text(Words.size(sizes.get(name)) + ", ");
      out.text(Words.count(folders.get(name).size(), "file")).raw("</p>\n");
      Cells cells = new Cells();
      for (Placed placed : folders.get(name)) {
        ShownFile file = placed.file();
        cells.add(
            new Cells.Cell(
                placed.address(), file.kind(), file.share(), isFresh(file), placed.page()));
      }
      cells.write("Files below " + name, out);
    }
    return out.end();
  }

  /**
   * A file.
   *
   * @param address see {@link ShownFile#address}
   * @param page the page of its layer
   */
  private record Placed(ShownFile file, String address, String page) {}

  private List<Placed> placed() {
    List<Placed> placed = new ArrayList<>();
    for (int i = 0; i < facts.layers().size(); i++) {
      String page = layerPage(i);
      for (ShownFile file : facts.layers().get(i).files()) {
        placed.add(new Placed(file, file.address(), page));
      }
    }
    return placed;
  }

  /** All files by their folders; a folder that is too large by those in it. */
  private Map<String, List<Placed>> divided() {
    List<Placed> all = placed();
    double most = LARGE * size(all);
    Map<String, List<Placed>> folders = new TreeMap<>();
    Deque<String> left = new ArrayDeque<>(List.of("/"));
    folders.put("/", all);
    while (!left.isEmpty()) {
      String folder = left.remove();
      Map<String, List<Placed>> parts = parts(folder, folders.get(folder));
      boolean large = folder.equals("/") || size(folders.get(folder)) > most;
      if (large && folders.size() + parts.size() - 1 <= MOST_FOLDERS) {
        folders.remove(folder);
        folders.putAll(parts);
        parts.keySet().stream().filter(part -> part.endsWith("/")).forEach(left::add);
      }
    }
    folders.values().removeIf(List::isEmpty);
    return folders;
  }

  private static Kind kind(List<Placed> files) {
    Map<Kind, Long> kinds = new EnumMap<>(Kind.class);
    files.forEach(placed -> kinds.merge(placed.file().kind(), placed.file().share(), Long::sum));
    return Kind.most(kinds);
  }

  private static long size(List<Placed> files) {
    return files.stream().mapToLong(placed -> placed.file().share()).sum();
  }

  /** The folders of a folder, and what lies in itself. A page is no folder, though it has one. */
  private static Map<String, List<Placed>> parts(String folder, List<Placed> files) {
    Map<String, List<Placed>> parts = new TreeMap<>();
    for (Placed file : files) {
      String address = file.address();
      String rest = address.substring(Math.min(folder.length(), address.length()));
      int slash = rest.indexOf('/');
      boolean own = slash < 0 || slash == rest.length() - 1;
      String part = own ? folder + " itself" : folder + rest.substring(0, slash + 1);
      parts.computeIfAbsent(part, name -> new ArrayList<>()).add(file);
    }
    return parts;
  }
}
