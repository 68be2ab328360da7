package io.github.sitepack.core.overview;

import io.github.sitepack.core.layer.ContentLayers;
import io.github.sitepack.core.overview.ShownLayer.ShownFile;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

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

  /** Paths in the image of files that the one before did not have so. */
  private final Set<String> fresh;

  private ImagePages(ImageFacts facts) {
    this.facts = facts;
    this.fresh =
        facts.before().map(before -> facts.now().freshSince(before)).orElseGet(TreeSet::new);
  }

  /** The files of the report, by their names in its folder. */
  public static SortedMap<String, byte[]> of(ImageFacts facts) {
    ImagePages pages = new ImagePages(facts);
    SortedMap<String, byte[]> files = new TreeMap<>();
    files.put(FIRST, new FirstPage(facts).bytes());
    files.put("report.css", Sheet.bytes());
    files.put(FOLDERS, pages.folders());
    for (int i = 0; i < facts.layers().size(); i++) {
      if (!facts.layers().get(i).files().isEmpty()) {
        files.put(layerPage(i), pages.layer(i));
      }
    }
    return files;
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
    return !fresh.isEmpty() && fresh.contains(ContentLayers.ROOT + "/" + file.path());
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
    files(layer.files(), out);
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
    Map<String, List<ShownFile>> folders = divided();
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
      List<ShownFile> files = folders.get(names.get(i));
      whole.add(
          new Cells.Cell(
              names.get(i),
              kind(files),
              sizes.get(names.get(i)),
              files.stream().anyMatch(this::isFresh),
              "#folder-" + (i + 1)));
    }
    whole.write("Folders of the site", out);
    List<ShownFile> all = folders.values().stream().flatMap(List::stream).toList();
    Legend.write(all.stream().map(ShownFile::kind).toList(), facts, out);
    Map<String, Integer> layers = layers();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      out.raw("<h2 id=\"folder-" + (i + 1) + "\">").text(name).raw("</h2>\n<p>");
      out.text(Words.size(sizes.get(name)) + ", ");
      out.text(Words.count(folders.get(name).size(), "file")).raw("</p>\n");
      Cells cells = new Cells();
      for (ShownFile file : folders.get(name)) {
        String page = layerPage(layers.get(file.path()));
        cells.add(new Cells.Cell(file.address(), file.kind(), file.share(), isFresh(file), page));
      }
      cells.write("Files below " + name, out);
    }
    return out.end();
  }

  /** The layer of each file. */
  private Map<String, Integer> layers() {
    Map<String, Integer> layers = new HashMap<>();
    for (int i = 0; i < facts.layers().size(); i++) {
      int index = i;
      facts.layers().get(i).files().forEach(file -> layers.put(file.path(), index));
    }
    return layers;
  }

  /** All files by their folders, largest first; a folder that is too large by those in it. */
  private Map<String, List<ShownFile>> divided() {
    List<ShownFile> all = new ArrayList<>();
    facts.layers().forEach(layer -> all.addAll(layer.files()));
    all.sort(
        Comparator.comparingLong((ShownFile file) -> -file.share()).thenComparing(ShownFile::path));
    double most = LARGE * size(all);
    Map<String, List<ShownFile>> folders = new TreeMap<>();
    Deque<String> left = new ArrayDeque<>(List.of("/"));
    folders.put("/", all);
    while (!left.isEmpty()) {
      String folder = left.remove();
      Map<String, List<ShownFile>> parts = parts(folder, folders.get(folder));
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

  private static Kind kind(List<ShownFile> files) {
    Map<Kind, Long> kinds = new EnumMap<>(Kind.class);
    files.forEach(file -> kinds.merge(file.kind(), file.share(), Long::sum));
    return Kind.most(kinds);
  }

  private static long size(List<ShownFile> files) {
    return files.stream().mapToLong(ShownFile::share).sum();
  }

  /** The folders of a folder, and what lies in itself. A page is no folder, though it has one. */
  private static Map<String, List<ShownFile>> parts(String folder, List<ShownFile> files) {
    Map<String, List<ShownFile>> parts = new TreeMap<>();
    for (ShownFile file : files) {
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
