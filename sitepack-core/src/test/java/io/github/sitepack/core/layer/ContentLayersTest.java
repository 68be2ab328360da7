package io.github.sitepack.core.layer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.archive.Entry;
import io.github.sitepack.core.archive.FileEntry;
import io.github.sitepack.core.archive.Gzip;
import io.github.sitepack.core.archive.brotli.Brotli;
import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.report.SitepackException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentLayersTest {
  @TempDir Path folder;

  private Path site;
  private Path store;

  @BeforeEach
  void places() throws IOException {
    site = Files.createDirectory(folder.resolve("site"));
    store = folder.resolve("work").resolve("twins");
  }

  private void write(String path, String text) throws IOException {
    Path file = site.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private List<ContentFile> read() throws IOException {
    return ContentFile.read(site, path -> !path.endsWith(".png"));
  }

  private List<String> entries() throws IOException {
    return entries(Optional.empty());
  }

  private List<String> entries(Optional<LayerPlan> plan) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Twins twins = Twins.open(store)) {
      for (Recipe recipe : ContentLayers.recipes(read(), plan, twins)) {
        for (Entry entry : recipe.source().entries()) {
          lines.add(recipe.createdBy() + ": " + entry.path());
        }
      }
    }
    return lines;
  }

  @Test
  void aSmallSiteIsOneLayerBesideItsLists() throws IOException {
    write("index.html", "<p>page ".repeat(300));
    write("short.html", "<p>short");
    write("index.xml", "<feed/>");
    write("photo.png", "not compressed ".repeat(300));
    write("own.js", "// comment\n".repeat(300));
    Files.write(
        site.resolve("own.js.gz"), Gzip.compress("// comment\n".repeat(300).getBytes(UTF_8)));
    assertEquals(
        List.of(
            "content: pages and assets: srv/www/index.html",
            "content: pages and assets: srv/www/own.js",
            "content: pages and assets: srv/www/own.js.gz",
            "content: pages and assets: srv/www/photo.png",
            "content: pages and assets: srv/www/short.html",
            "content: pages and assets: srv/www/index.html.gz",
            "content: pages and assets: srv/www/index.html.br",
            "content: pages and assets: srv/www/own.js.br",
            "content: lists and feeds: srv/www/index.xml"),
        entries());
  }

  @Test
  void whatChangesTogetherSharesALayer() throws IOException {
    for (int i = 0; i < 300; i++) {
      write("p" + i + "/index.html", "<p>page");
      write("p" + i + "/index.md", "page");
    }
    for (int i = 0; i < 16; i++) {
      write("search/en." + i + ".0123456789abcdef.js", "part");
    }
    write("search/en.js", "names");
    write("search/index.html", "<p>page");
    TreeMap<String, String> layers = new TreeMap<>();
    for (String entry : entries()) {
      layers.put(
          entry.substring(entry.lastIndexOf(' ') + "srv/www/".length() + 1),
          entry.substring(0, entry.lastIndexOf(':')));
    }
    for (int i = 0; i < 300; i++) {
      assertEquals(layers.get("p" + i + "/index.html"), layers.get("p" + i + "/index.md"));
    }
    for (int i = 0; i < 16; i++) {
      assertEquals(
          "content: search, part " + (i % 8 + 1) + " of 8",
          layers.get("search/en." + i + ".0123456789abcdef.js"));
    }
    assertEquals("content: names of the parts of the search", layers.get("search/en.js"));
    assertTrue(layers.get("search/index.html").startsWith("content: pages and assets, part "));
  }

  @Test
  void thePlanSaysWhatSharesALayer() throws IOException {
    for (String path :
        List.of(
            "a/index.html",
            "b.html",
            "c/1.html",
            "c/2.html",
            "c.html",
            "é.html",
            "css/site.0123456789abcdef.css",
            "css/site.012.css")) {
      write(path, path);
    }
    LayerPlan plan =
        new LayerPlan(
            List.of(
                group("start", ""),
                group("middle", "c/"),
                LayerPlan.Group.of("nothing", List.of("gone.html")),
                LayerPlan.Group.of("often", List.of("b.html", "css/site.*.css", "gone.html"))));
    assertEquals(
        List.of(
            "content: start: srv/www/a/index.html",
            "content: start: srv/www/c.html",
            "content: middle: srv/www/c/1.html",
            "content: middle: srv/www/c/2.html",
            "content: middle: srv/www/css/site.012.css",
            "content: middle: srv/www/é.html",
            "content: often: srv/www/b.html",
            "content: often: srv/www/css/site.0123456789abcdef.css"),
        entries(Optional.of(plan)));
    assertTrue(
        entries(Optional.of(new LayerPlan(List.of(group("middle", "c/")))))
            .contains("content: what the plan does not name: srv/www/a/index.html"));
  }

  private static LayerPlan.Group group(String name, String from) {
    return LayerPlan.Group.allFrom(name, from);
  }

  @Test
  void textsHaveRangesOfTheirOwnAndMarkdownLiesWithItsPage() throws IOException {
    for (String path :
        List.of(
            "OWNERS",
            "a/index.html",
            "a/index.md",
            "b/index.html",
            "b/index.md",
            "b/photo.JPG",
            "c/film.mp4",
            "c/index.html",
            "c/index.md")) {
      write(path, path);
    }
    LayerPlan plan =
        new LayerPlan(
            List.of(
                group("everything else", ""),
                LayerPlan.Group.textsFrom("texts up to c/", ""),
                LayerPlan.Group.textsFrom("texts from c/", "c/"),
                LayerPlan.Group.of("often", List.of("a/index.html", "c/film.mp4"))));
    assertEquals(
        List.of(
            "content: everything else: srv/www/b/photo.JPG",
            "content: texts up to c/: srv/www/OWNERS",
            "content: texts up to c/: srv/www/b/index.html",
            "content: texts up to c/: srv/www/b/index.md",
            "content: texts from c/: srv/www/c/index.html",
            "content: texts from c/: srv/www/c/index.md",
            "content: often: srv/www/a/index.html",
            "content: often: srv/www/a/index.md",
            "content: often: srv/www/c/film.mp4"),
        entries(Optional.of(plan)));
  }

  @Test
  void twinsComeBehindAllOthers() throws IOException {
    write("a.html", "<p>page ".repeat(300));
    write("b/a.html", "<p>page ".repeat(300));
    write("b/z.gz/index.html", "<p>a folder");
    write("b/z", "no twin is a folder");
    try (Twins twins = Twins.open(store)) {
      Recipe recipe = ContentLayers.recipes(read(), Optional.empty(), twins).get(0);
      assertEquals(
          List.of(
              "srv",
              "srv/www",
              "srv/www/a.html",
              "srv/www/b",
              "srv/www/b/a.html",
              "srv/www/b/z",
              "srv/www/b/z.gz",
              "srv/www/b/z.gz/index.html",
              "srv/www/a.html.br",
              "srv/www/a.html.gz",
              "srv/www/b/a.html.br",
              "srv/www/b/a.html.gz"),
          LayerTree.of("content", recipe.source().entries()).stream().map(Entry::path).toList());
    }
  }

  @Test
  void timesAreAFunctionOfTheBytes() throws IOException {
    write("a.html", "price: 100 EUR");
    write("b/c.html", "price: 999 EUR");
    write("d.html", "price: 100 EUR");
    List<ContentFile> files = read();
    assertEquals(files.get(0).mtime(), files.get(2).mtime());
    assertNotEquals(files.get(0).mtime(), files.get(1).mtime());
    // 1 + 0xffffffff mod (2^30 - 1): the remainder is 3, because 0xffffffff = 4 * (2^30 - 1) + 3.
    assertEquals(4, new Digest("f".repeat(64)).contentTime().getEpochSecond());
    assertEquals(1, new Digest("0".repeat(64)).contentTime().getEpochSecond());
    assertEquals(
        (1L << 30) - 1, new Digest("3ffffffe" + "0".repeat(56)).contentTime().getEpochSecond());
  }

  @Test
  void aLargeGroupIsDividedAndAnEditTouchesOnePart() throws IOException {
    for (int i = 0; i < 600; i++) {
      write("p/" + i + ".html", "<p>" + i);
    }
    List<Digest> before = inputs();
    assertEquals(16, before.size());
    write("p/77.html", "<p>edited");
    List<Digest> after = inputs();
    assertEquals(16, after.size());
    int changed = 0;
    for (int i = 0; i < before.size(); i++) {
      changed += before.get(i).equals(after.get(i)) ? 0 : 1;
    }
    assertEquals(1, changed);
  }

  private List<Digest> inputs() throws IOException {
    try (Twins twins = Twins.open(store)) {
      return ContentLayers.recipes(read(), Optional.empty(), twins).stream()
          .map(Recipe::inputs)
          .toList();
    }
  }

  @Test
  void everyFileIsInExactlyOneLayerAndLayersStayFew() throws IOException {
    for (int i = 0; i < 300; i++) {
      write("p/" + i + ".html", "<p>page ".repeat(200) + i);
      write("i/" + i + ".css", "a { color: red }\n".repeat(100) + i);
    }
    List<String> paths = new ArrayList<>();
    try (Twins twins = Twins.open(store)) {
      List<Recipe> recipes = ContentLayers.recipes(read(), Optional.empty(), twins);
      assertTrue(recipes.size() <= LayerPlan.MOST_GROUPS, recipes.size() + " layers");
      for (Recipe recipe : recipes) {
        recipe.source().entries().forEach(entry -> paths.add(entry.path()));
      }
    }
    assertEquals(1800, paths.size());
    assertEquals(1800, paths.stream().distinct().count());
  }

  @Test
  void aTwinIsMadeOnceAndADamagedOneAgain() throws IOException {
    write("index.html", "<p>page ".repeat(300));
    byte[] expected = Gzip.compress(Files.readAllBytes(site.resolve("index.html")));
    assertArrayEquals(expected, twin());
    byte[] stored = Files.readAllBytes(store);
    assertArrayEquals(expected, twin());
    assertArrayEquals(stored, Files.readAllBytes(store), "nothing was added");
    for (int at = 0; at < stored.length; at += 7) {
      byte[] damaged = stored.clone();
      damaged[at] ^= 4;
      Files.write(store, damaged);
      assertArrayEquals(expected, twin(), "byte " + at);
    }
    for (int length = 0; length < stored.length; length += 11) {
      Files.write(store, Arrays.copyOf(stored, length));
      assertArrayEquals(expected, twin(), "cut at " + length);
      assertArrayEquals(stored, Files.readAllBytes(store), "cut at " + length);
    }
  }

  private byte[] twin() throws IOException {
    try (Twins twins = Twins.open(store)) {
      List<Recipe> recipes = ContentLayers.recipes(read(), Optional.empty(), twins);
      FileEntry entry = (FileEntry) recipes.get(recipes.size() - 1).source().entries().get(1);
      assertEquals("srv/www/index.html.gz", entry.path());
      return entry.data().open().readAllBytes();
    }
  }

  @Test
  void theStoreForgetsWhatIsGone() throws IOException {
    for (int i = 0; i < 10; i++) {
      write(i + ".html", ("<p>page " + i).repeat(300));
    }
    entries();
    long before = Files.size(store);
    for (int i = 1; i < 10; i++) {
      Files.delete(site.resolve(i + ".html"));
    }
    try (Twins twins = Twins.open(store)) {
      twins.retain(read());
    }
    assertTrue(Files.size(store) < before / 5, Files.size(store) + " of " + before);
    long small = Files.size(store);
    entries();
    assertEquals(small, Files.size(store), "the twin that is still wanted was kept");
  }

  @Test
  void equalFilesAreCompressedOnceThoughTheyComeAtOnce() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      text.append("<p>").append(i * i).append('\n');
    }
    write("0.html", text.toString());
    entries();
    long one = Files.size(store);
    Files.delete(store);
    for (int i = 1; i < 20; i++) {
      write(i + ".html", text.toString());
    }
    entries();
    assertEquals(one, Files.size(store));
  }

  @Test
  void aFileThatChangesWhileItIsPackedIsNotKeptUnderItsOldName() throws IOException {
    write("index.html", "price: 100 EUR");
    LayerCache cache = new LayerCache(folder.resolve("layers"));
    try (Twins twins = Twins.open(store)) {
      Recipe recipe = ContentLayers.recipes(read(), Optional.empty(), twins).get(0);
      write("index.html", "price: 999 EUR");
      IOException e = assertThrows(IOException.class, () -> cache.get(recipe));
      assertTrue(e.getMessage().endsWith("index.html changed while it was read"), e.getMessage());
      write("index.html", "price: 100 EUR");
      Layer layer = cache.get(recipe);
      try (InputStream in = new GZIPInputStream(Files.newInputStream(layer.file()))) {
        assertTrue(new String(in.readAllBytes(), UTF_8).contains("price: 100 EUR"));
      }
    }
  }

  @Test
  void aTwinThatCouldNotBeUnpackedIsNotMade() throws IOException {
    String page = "<p>page ".repeat(300);
    String longest = "\u00e9".repeat(120) + "1234567.html";
    write(longest, page);
    write("x" + longest, page);
    write("folder.txt", page);
    write("folder.txt.gz/index.txt", "a folder where the twin would lie");
    List<String> entries = entries();
    assertTrue(
        entries.contains("content: pages and assets: srv/www/" + longest + ".gz"), "255 bytes");
    entries.removeIf(entry -> !entry.endsWith(".gz") && !entry.endsWith(".br"));
    assertEquals(3, entries.size(), entries::toString);
    assertTrue(entries.contains("content: lists and feeds: srv/www/folder.txt.br"));
  }

  @Test
  void aTwinThatIsBroughtAlongMustBeOne() throws IOException {
    String text = "// comment\n".repeat(300);
    byte[] bytes = text.getBytes(UTF_8);
    write("a.js", text);
    Files.write(site.resolve("a.js.gz"), Gzip.compress(bytes));
    Files.write(site.resolve("a.js.br"), Brotli.compress(bytes));
    Files.write(site.resolve("alone.gz"), new byte[10]);
    assertEquals(
        List.of(
            "content: pages and assets: srv/www/a.js",
            "content: pages and assets: srv/www/a.js.br",
            "content: pages and assets: srv/www/a.js.gz",
            "content: pages and assets: srv/www/alone.gz"),
        entries());
    write("b.js", text + "//");
    Files.write(site.resolve("b.js.gz"), Gzip.compress(bytes));
    Files.write(site.resolve("b.js.br"), Brotli.compress(bytes));
    write("c.js", text);
    Files.write(site.resolve("c.js.br"), Arrays.copyOf(Brotli.compress(bytes), 20));
    write("c.js.gz", "no gzip at all");
    SitepackException e = assertThrows(SitepackException.class, this::entries);
    assertEquals(4, e.problems().size(), e.getMessage());
    assertTrue(e.getMessage().contains("b.js.br: is not b.js compressed"), e.getMessage());
  }

  @Test
  void whatGzipMakesLargerHasNoTwin() throws IOException {
    byte[] noise = new byte[5000];
    new Random(1).nextBytes(noise);
    Files.write(site.resolve("noise.txt"), noise);
    assertEquals(List.of("content: lists and feeds: srv/www/noise.txt"), entries());
  }

  @Test
  void linksAreRefused() throws IOException {
    write("index.html", "x");
    Files.createSymbolicLink(site.resolve("out"), Path.of("/etc/passwd"));
    SitepackException e = assertThrows(SitepackException.class, this::read);
    assertTrue(e.getMessage().contains("/site/out: this is a link"), e.getMessage());
  }

  @Test
  void namesThatNoAddressCanHaveAreRefused() throws IOException {
    write("a\\b.html", "x");
    write("line\nbreak.html", "x");
    SitepackException e = assertThrows(SitepackException.class, this::read);
    assertEquals(2, e.problems().size(), e.getMessage());
  }

  @Test
  void theConfigurationGoesToItsPlace() throws IOException {
    write("nginx.conf", "daemon off;");
    write("conf.d/x.conf", "#");
    Recipe recipe = ConfigLayer.recipe(site);
    List<String> lines =
        LayerTree.of("config", recipe.source().entries()).stream()
            .map(e -> "%s %o".formatted(e.path(), e.mode()))
            .toList();
    assertEquals(
        List.of(
            "etc 755",
            "etc/group 644",
            "etc/nginx 755",
            "etc/nginx/conf.d 755",
            "etc/nginx/conf.d/x.conf 644",
            "etc/nginx/nginx.conf 644",
            "etc/passwd 644",
            "srv 755",
            "srv/www 755",
            "tmp 1777"),
        lines);
    Digest before = recipe.inputs();
    Files.writeString(site.resolve("nginx.conf"), "daemon on;", UTF_8);
    assertNotEquals(before, ConfigLayer.recipe(site).inputs());
  }
}
