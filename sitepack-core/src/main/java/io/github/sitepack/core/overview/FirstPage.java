package io.github.sitepack.core.overview;

import io.github.sitepack.core.lock.BaseImage;
import io.github.sitepack.core.lock.Lock;
import io.github.sitepack.core.overview.ShownLayer.ShownFile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The page of the whole image. */
final class FirstPage {
  /** Longer lists of changes end with a number. */
  private static final int CHANGES = 60;

  private static final int LARGEST = 15;

  private final ImageFacts facts;
  private final Html out;

  FirstPage(ImageFacts facts) {
    this.facts = facts;
    this.out = Html.page("Image " + facts.name());
  }

  byte[] bytes() {
    head();
    layers();
    site();
    changes();
    push();
    encodings();
    lock();
    return out.end();
  }

  private void head() {
    out.raw("<header>\n<h1>").text(facts.name()).raw("</h1>\n<p class=\"quiet\"><code>");
    out.text(facts.now().digest().toString()).raw("</code><br>made for ");
    out.text(String.join(", ", facts.sizes().keySet()));
    out.text("; dated " + Words.day(facts.created())).raw("</p>\n");
    out.raw("<nav aria-label=\"Report\"><ul>");
    for (String[] part :
        new String[][] {
          {"layers", "Layers"},
          {"site", "Site"},
          {"changes", "Changes"},
          {"push", "Push"},
          {"encodings", "Encodings"},
          {"lock", "Lock"}
        }) {
      out.raw("<li><a href=\"#" + part[0] + "\">" + part[1] + "</a></li>");
    }
    out.raw("</ul></nav>\n<dl class=\"figures\">\n");
    figure("Image, compressed", Words.size(facts.total()), layersOfSite() + " of them the site");
    ImageRecord.Missing push = facts.now().missingIn(known());
    figure(
        "The next push sends",
        Words.size(push.bytes()),
        push.blobs() + " of " + Words.count(push.of(), "blob"));
    figure(
        "An edit of one page sends",
        Words.size(Math.round(edit())),
        Words.share(Math.round(edit()), facts.content()) + " of the site, on average");
    figure(
        facts.lock().base().isPresent() ? "Base image of" : "Packages of",
        Words.day(facts.lock().date()),
        age());
    out.raw("</dl>\n</header>\n<main>\n");
  }

  private String layersOfSite() {
    long site = facts.layers().stream().filter(layer -> !layer.files().isEmpty()).count();
    return Words.count(facts.layers().size(), "layer") + ", " + site;
  }

  private void figure(String name, String value, String more) {
    out.raw("<div>").element("dt", "", name).raw("<dd>").text(value);
    out.element("span", "", more).raw("</dd></div>\n");
  }

  /** What a registry is expected to have: what was pushed last, else the image before. */
  private Optional<ImageRecord> known() {
    return facts.pushed().or(facts::before);
  }

  /** The average over the pages of what their layers are long. */
  private double edit() {
    double sum = 0;
    int pages = 0;
    for (ShownLayer layer : facts.layers()) {
      for (ShownFile file : layer.files()) {
        if (file.path().endsWith(".html")) {
          sum += layer.size();
          pages++;
        }
      }
    }
    return pages == 0 ? 0 : sum / pages;
  }

  private String age() {
    Instant last = facts.newer().map(Newer::asked).orElse(facts.created());
    long days = Duration.between(facts.lock().date(), last).toDays();
    return days <= 0
        ? "and not older than the image"
        : Words.count(days, "day")
            + (facts.newer().isPresent()
                ? " when it was asked for newer ones"
                : " before the image");
  }

  private void layers() {
    out.raw("<h2 id=\"layers\">Layers</h2>\n");
    out.raw("<p>Each cell is a layer of the image for ").text(facts.sizes().firstKey());
    out.raw(", as large as its compressed bytes. Those of the site lead to their files.</p>\n");
    Cells cells = new Cells();
    for (int i = 0; i < facts.layers().size(); i++) {
      ShownLayer layer = facts.layers().get(i);
      String link = layer.files().isEmpty() ? "#layer-" + (i + 1) : ImagePages.layerPage(i);
      cells.add(new Cells.Cell(layer.label(), layer.kind(), layer.size(), isFresh(layer), link));
    }
    cells.write("Layers of the image", out);
    Legend.write(facts.layers().stream().map(ShownLayer::kind).toList(), facts, out);
    table("All layers, lowest first", "Layers");
    out.row("th", 2, "Number", "Holds", "Compressed", "Files", "Since the build before");
    out.raw("</thead><tbody>");
    for (int i = 0; i < facts.layers().size(); i++) {
      ShownLayer layer = facts.layers().get(i);
      out.raw("<tr id=\"layer-" + (i + 1) + "\"><td>" + (i + 1));
      out.raw("</td><th scope=\"row\">");
      if (layer.files().isEmpty()) {
        out.text(layer.label());
      } else {
        out.raw("<a href=\"" + ImagePages.layerPage(i) + "\">").text(layer.label()).raw("</a>");
      }
      out.raw("</th>").element("td", "number", Words.size(layer.size()));
      out.element("td", "number", layer.files().isEmpty() ? "" : "" + layer.files().size());
      out.element("td", "number", facts.before().isEmpty() ? "" : isFresh(layer) ? "new" : "kept");
      out.raw("</tr>\n");
    }
    endOfTable();
    if (facts.sizes().size() > 1) {
      out.raw("<ul>");
      facts
          .sizes()
          .forEach((platform, size) -> out.element("li", "", platform + ": " + Words.size(size)));
      out.raw("</ul>\n");
    }
  }

  private boolean isFresh(ShownLayer layer) {
    return facts
        .before()
        .filter(before -> !before.blobs().containsKey(layer.digest().hex()))
        .isPresent();
  }

  private void table(String title, String label) {
    out.raw("<details><summary>").text(title).raw("</summary>");
    openTable(label);
  }

  private void openTable(String label) {
    out.raw("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"").text(label);
    out.raw("\"><table><thead>");
  }

  private void endOfTable() {
    out.raw("</tbody></table></div></details>\n");
  }

  private void site() {
    out.raw("<h2 id=\"site\">Site</h2>\n");
    List<ShownFile> all = new ArrayList<>();
    facts.layers().forEach(layer -> all.addAll(layer.files()));
    out.raw("<p>").text(Words.count(all.size(), "file") + " in " + Words.size(facts.content()));
    out.raw(", each with its compressed twins. <a href=\"pages.html\">See them by folders</a>.");
    out.raw("</p>\n");
    table("The largest files", "Largest files");
    out.row("th", 2, "Address", "Is", "As it is", "In its layer", "Of the site");
    out.raw("</thead><tbody>");
    for (ShownFile file : largest(all)) {
      out.row(
          "td",
          2,
          file.address(),
          file.kind().label(),
          Words.size(file.size()),
          Words.size(file.share()),
          Words.share(file.share(), facts.content()));
    }
    endOfTable();
  }

  private static List<ShownFile> largest(List<ShownFile> files) {
    Comparator<ShownFile> order =
        Comparator.comparingLong((ShownFile file) -> -file.share()).thenComparing(ShownFile::path);
    TreeSet<ShownFile> largest = new TreeSet<>(order);
    for (ShownFile file : files) {
      if (largest.size() < LARGEST || file.share() >= largest.last().share()) {
        largest.add(file);
        if (largest.size() > LARGEST) {
          largest.pollLast();
        }
      }
    }
    return List.copyOf(largest);
  }

  private void changes() {
    out.raw("<h2 id=\"changes\">Changes</h2>\n");
    if (facts.before().isEmpty()) {
      out.raw("<p>This is the first image of this folder that is remembered here. The next one");
      out.raw(" that differs is compared with it.</p>\n");
      return;
    }
    ImageRecord before = facts.before().get();
    out.raw("<p>Since the build before, <code>").text(before.digest().toString());
    out.raw("</code>:</p>\n");
    Changes changes = Changes.of(before, facts.now());
    list("Packages", changes.packages());
    list("Configuration", changes.server());
    list("Site", changes.pages());
    if (changes.isEmpty()) {
      out.raw("<p>No file has changed, only how the image is put together or what it says.</p>\n");
    }
  }

  private void list(String title, List<String> changes) {
    if (changes.isEmpty()) {
      return;
    }
    out.raw("<h3>").text(title + ": " + Words.count(changes.size(), "change"));
    out.raw("</h3>\n<ul class=\"changes\">\n");
    changes.stream().limit(CHANGES).forEach(change -> out.element("li", "", change).raw("\n"));
    if (changes.size() > CHANGES) {
      out.element("li", "", "and " + Words.number(changes.size() - CHANGES) + " more");
    }
    out.raw("</ul>\n");
  }

  private void push() {
    out.raw("<h2 id=\"push\">Push</h2>\n<p>A registry takes whole layers, and only those that it");
    out.raw(" does not have. This image would send:</p>\n");
    openTable("What a push sends");
    out.row("th", 1, "To a registry that has", "Blobs", "Bytes", "Of the site's bytes");
    out.raw("</thead><tbody>");
    facts.pushed().ifPresent(pushed -> push("what was pushed last", Optional.of(pushed)));
    facts.before().ifPresent(before -> push("the build before", Optional.of(before)));
    push("nothing of it", Optional.empty());
    out.raw("</tbody></table></div>\n");
    facts
        .pushed()
        .ifPresent(
            pushed -> {
              out.raw("<p>Pushed last, as ").text(String.join(", ", pushed.names()));
              out.raw(": <code>").text(pushed.digest().toString()).raw("</code></p>\n");
            });
    if (facts.lock().content().isEmpty()) {
      out.raw("<p>The layers of the site are not planned yet: <code>mvn sitepack:lock</code>,");
      out.raw(" after a build, plans them by what has changed in the past.</p>\n");
    }
  }

  private void push(String to, Optional<ImageRecord> known) {
    ImageRecord.Missing missing = facts.now().missingIn(known);
    out.row(
        "td",
        1,
        to,
        missing.blobs() + " of " + missing.of(),
        Words.size(missing.bytes()),
        known.isEmpty() ? "–" : Words.share(missing.bytes(), facts.content()));
  }

  /** What the files of a kind come to. */
  private static final class Sum {
    private int files;
    private long plain;
    private long gzip;
    private long brotli;

    void add(ShownFile file) {
      files++;
      plain += file.size();
      gzip += file.gzip() == 0 ? file.size() : file.gzip();
      brotli += file.brotli() == 0 ? gzipOf(file) : file.brotli();
    }

    private static long gzipOf(ShownFile file) {
      return file.gzip() == 0 ? file.size() : file.gzip();
    }
  }

  private void encodings() {
    out.raw("<h2 id=\"encodings\">Encodings</h2>\n<p>What is sent to a visitor who takes every");
    out.raw(" file once. nginx compresses nothing itself: what it sends lies in the image.</p>\n");
    Map<Kind, Sum> kinds = new EnumMap<>(Kind.class);
    Sum whole = new Sum();
    for (ShownLayer layer : facts.layers()) {
      for (ShownFile file : layer.files()) {
        kinds.computeIfAbsent(file.kind(), kind -> new Sum()).add(file);
        whole.add(file);
      }
    }
    openTable("Encodings");
    out.row("th", 1, "Kind", "Files", "As it is", "With gzip", "With brotli", "Brotli saves");
    out.raw("</thead><tbody>");
    kinds.forEach((kind, sum) -> encoding(kind.label(), sum));
    encoding("all", whole);
    out.raw("</tbody></table></div>\n");
  }

  private void encoding(String name, Sum sum) {
    out.row(
        "td",
        1,
        name,
        Words.number(sum.files),
        Words.size(sum.plain),
        Words.size(sum.gzip),
        Words.size(sum.brotli),
        Words.share(sum.plain - sum.brotli, sum.plain));
  }

  private void lock() {
    out.raw("<h2 id=\"lock\">Lock</h2>\n");
    if (facts.lock().base().isPresent()) {
      BaseImage base = facts.lock().base().get();
      out.raw("<p>The base image ").element("code", "", base.name());
      out.text(" of " + Words.day(base.date())).raw(", <code>").text(base.digest().toString());
      out.raw("</code></p>\n");
      newer("a newer image", "the registry", "the tag leads to another image now.");
      return;
    }
    out.raw("<p>Debian ").text(facts.lock().suite()).raw(", as it was then:</p>\n<ul>");
    for (Lock.Source source : facts.lock().sources()) {
      String text = source.suite() + ": " + Words.day(source.date());
      out.element("li", "", text);
    }
    out.raw("</ul>\n");
    int changes = facts.newer().map(newer -> newer.versions().size()).orElse(0);
    newer("something newer", "Debian", Words.count(changes, "package") + " would change.");
    packages();
  }

  private void newer(String what, String who, String said) {
    if (facts.newer().isEmpty()) {
      out.raw("<p>Whether there is ").text(what);
      out.raw(" is not known here: <code>mvn sitepack:outdated</code> asks, and the next build");
      out.raw(" shows what it was told.</p>\n");
    } else {
      Newer newer = facts.newer().get();
      out.raw("<p>").text("When " + who + " was asked on " + Words.day(newer.asked()) + ", ");
      out.text(newer.versions().isEmpty() ? "nothing newer was there." : said).raw("</p>\n");
    }
  }

  private void packages() {
    openTable("Packages");
    out.row("th", 4, "Package", "Version", "Newer", "Why it is there", "Compressed");
    out.raw("</thead><tbody>");
    for (Lock.Architecture architecture : facts.lock().architectures()) {
      for (Lock.LockedPackage locked : architecture.packages()) {
        String layer = locked.name() + " " + locked.version();
        Optional<ShownLayer> shown =
            facts.layers().stream().filter(l -> l.name().equals(layer)).findFirst();
        boolean first = architecture.name().equals(facts.lock().architectures().get(0).name());
        String key = architecture.name() + " " + locked.name();
        String version =
            facts.newer().map(newer -> newer.versions().getOrDefault(key, "")).orElse("");
        if (first || !version.isEmpty()) {
          out.row(
              "td",
              4,
              locked.name() + (first ? "" : " (" + architecture.name() + ")"),
              locked.version(),
              version.isEmpty() ? "–" : version,
              locked.why(),
              first ? shown.map(l -> Words.size(l.size())).orElse("–") : "");
        }
      }
    }
    out.raw("</tbody></table></div>\n");
  }
}
