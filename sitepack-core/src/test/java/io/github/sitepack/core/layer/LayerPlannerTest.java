package io.github.sitepack.core.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerPlannerTest {
  @TempDir Path site;

  private final Random random = new Random(7);

  /** A file that nothing compresses, and that is not tried to be. */
  private void write(String path, int size) throws IOException {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    Files.createDirectories(site.resolve(path).getParent());
    Files.write(site.resolve(path), bytes);
  }

  private List<ContentFile> files() throws IOException {
    return ContentFile.read(site, path -> false);
  }

  private LayerPlanner.Choice choose(List<List<String>> history, Optional<LayerPlan> before)
      throws IOException {
    return LayerPlanner.choose(
        files(),
        history.stream().map(touched -> new SiteChange(touched, List.of())).toList(),
        before);
  }

  private SortedMap<String, List<String>> layers(LayerPlan plan) throws IOException {
    SortedMap<String, List<String>> layers = new TreeMap<>();
    LayerPlan.Places places = plan.places();
    for (ContentFile file : files()) {
      layers
          .computeIfAbsent(
              plan.groups().get(places.of(file.path())).name(), name -> new ArrayList<>())
          .add(file.path());
    }
    return layers;
  }

  @Test
  void aSmallSiteIsOneLayer() throws IOException {
    write("index.html", 9000);
    write("guide/index.html", 9000);
    LayerPlan plan = choose(List.of(), Optional.empty()).plan();
    assertEquals(List.of(LayerPlan.Group.allFrom("everything else", "")), plan.groups());
  }

  @Test
  void withoutHistoryNeighboursShareALayerAndLargeFilesLieAlone() throws IOException {
    for (int i = 0; i < 400; i++) {
      write("docs/" + (char) ('a' + i / 100) + "/" + (1000 + i) + ".html", 20_000);
    }
    write("docs/b/movie.mp4", 400_000);
    write("sitemap.xml", 2000);
    LayerPlanner.Choice choice = choose(List.of(), Optional.empty());
    assertEquals(0, choice.changes());
    assertTrue(choice.plan().groups().size() <= LayerPlan.MOST_GROUPS);
    assertTrue(choice.mean() < 0.02, "one layer of many: " + choice.mean());
    SortedMap<String, List<String>> layers = layers(choice.plan());
    assertEquals(List.of("docs/b/movie.mp4"), layers.get("everything else"));
    assertEquals(List.of("sitemap.xml"), layers.get("lists and feeds"));
    assertTrue(
        layers
            .keySet()
            .containsAll(List.of("texts from docs/b/", "texts from docs/c/", "texts from docs/d/")),
        "folders begin with a layer: " + layers.keySet());
    int smallest = layers.values().stream().mapToInt(List::size).filter(s -> s > 1).min().orElse(0);
    assertTrue(smallest >= 2, "nearly equal: " + smallest);
  }

  @Test
  void whatChangedLatelyLiesInSmallLayers() throws IOException {
    List<List<String>> history = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      write("docs/" + (1000 + i) + ".html", 20_000);
    }
    for (int i = 0; i < 300; i++) {
      // Nine of ten edits go to eight pages.
      int page = i % 10 == 9 ? random.nextInt(400) : 50 * random.nextInt(8);
      history.add(List.of("docs/" + (1000 + page) + ".html", "gone/" + i + ".html"));
    }
    LayerPlanner.Choice planned = choose(history, Optional.empty());
    assertEquals(100, planned.changes());
    assertTrue(planned.median() < 0.0051, "a layer of two pages or less: " + planned.median());
    LayerPlan bare = choose(List.of(), Optional.empty()).plan();
    assertFalse(bare.equals(planned.plan()));
    SortedMap<String, List<String>> layers = layers(planned.plan());
    assertTrue(layers.get("changes often 1").size() <= 2, layers.get("changes often 1")::toString);
  }

  @Test
  void aPlanIsKeptWhileNoOtherSavesMoreThanMovingCosts() throws IOException {
    for (int i = 0; i < 300; i++) {
      write("docs/" + (1000 + i) + ".html", 20_000);
    }
    LayerPlan plan = choose(List.of(), Optional.empty()).plan();
    write("docs/1017a.html", 20_000);
    LayerPlanner.Choice again = choose(List.of(), Optional.of(plan));
    assertTrue(again.kept());
    assertEquals(plan, again.plan());
    for (int i = 0; i < 300; i++) {
      write("docs/1017b" + (1000 + i) + ".html", 20_000);
    }
    LayerPlanner.Choice grown = choose(List.of(), Optional.of(plan));
    assertFalse(grown.kept(), "half of the site lies in one range");
    assertTrue(grown.mean() < 0.03, "and is cut: " + grown.mean());
    long same = grown.plan().groups().stream().filter(plan.groups()::contains).count();
    assertTrue(same > 20, "while others stay: " + same);
  }

  @Test
  void aFingerprintIsNoPartOfAName() throws IOException {
    write("a.html", 20_000);
    for (int i = 0; i < 40; i++) {
      write("search/en." + i + ".0123456789abcde" + i % 10 + ".js", 30_000);
    }
    List<LayerPlan.Group> groups = choose(List.of(), Optional.empty()).plan().groups();
    List<String> search =
        groups.stream()
            .filter(group -> group.name().startsWith("search"))
            .flatMap(group -> group.files().stream())
            .sorted()
            .toList();
    assertEquals(40, search.size());
    assertEquals("search/en.0.*.js", search.get(0));
  }

  private String layer(LayerPlan plan, String path) {
    int group = plan.places().of(path);
    return plan.groups().get(group).name();
  }

  @Test
  void aNewPictureSendsNoneOfTheLargeOnes() throws IOException {
    for (int i = 0; i < 60; i++) {
      write("blog/" + (1000 + i) + "/index.html", 20_000);
      write("blog/" + (1000 + i) + "/photo.jpg", 90_000);
      write("blog/" + (1000 + i) + "/icon.png", 2_000);
    }
    LayerPlan plan = choose(List.of(), Optional.empty()).plan();
    SortedMap<String, List<String>> layers = layers(plan);
    layers.forEach(
        (name, files) ->
            assertTrue(
                files.stream().allMatch(LayerPlan::isText)
                    || files.stream().noneMatch(LayerPlan::isText),
                name + ": " + files));
    String added = layer(plan, "blog/1030/another.jpg");
    assertEquals(layer(plan, "blog/1030/icon.png"), added);
    long named =
        plan.groups().stream()
            .filter(group -> group.name().startsWith("large files"))
            .flatMap(group -> group.files().stream())
            .filter(file -> file.endsWith("photo.jpg"))
            .count();
    assertTrue(named >= 50, "nine of ten bytes lie by name: " + named);
    assertEquals(
        layer(plan, "blog/1030/index.html"), layer(plan, "blog/1030/new/index.html"), "a new page");
  }

  @Test
  void thePagesOfASectionThatChangeOftenLieTogether() throws IOException {
    List<List<String>> history = new ArrayList<>();
    for (String section : List.of("blog", "docs")) {
      for (int i = 0; i < 300; i++) {
        write(section + "/" + (1000 + i) + ".html", 20_000);
      }
    }
    for (int i = 0; i < 300; i++) {
      history.add(
          List.of((i % 2 == 0 ? "blog/" : "docs/") + (1000 + 5 * random.nextInt(60)) + ".html"));
    }
    List<LayerPlan.Group> often =
        choose(history, Optional.empty()).plan().groups().stream()
            .filter(group -> group.name().startsWith("changes often"))
            .toList();
    assertFalse(often.isEmpty());
    long mixed =
        often.stream()
            .filter(
                group ->
                    group.files().stream().map(file -> file.substring(0, 4)).distinct().count() > 1)
            .count();
    assertTrue(mixed <= 1, () -> mixed + " of " + often);
  }

  @Test
  void picturesStayWhereTheyAreWhileTextsMove() throws IOException {
    for (int i = 0; i < 200; i++) {
      write("docs/" + (1000 + i) + ".html", 20_000);
    }
    for (int i = 0; i < 40; i++) {
      write("docs/" + (1000 + i) + ".png", 200_000);
    }
    LayerPlan plan = choose(List.of(), Optional.empty()).plan();
    List<List<String>> history = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      history.add(List.of("docs/" + (1000 + random.nextInt(12)) + ".html"));
    }
    LayerPlanner.Choice renewed = choose(history, Optional.of(plan));
    assertFalse(renewed.kept());
    assertEquals(pictures(plan), pictures(renewed.plan()));
    assertTrue(renewed.plan().groups().size() <= LayerPlan.MOST_GROUPS);
  }

  private static List<LayerPlan.Group> pictures(LayerPlan plan) {
    return plan.groups().stream()
        .filter(
            group ->
                group.from().isPresent()
                    || group.files().stream().anyMatch(file -> file.endsWith(".png")))
        .toList();
  }

  @Test
  void filesThatTheTriedChangesHaveAddedAreNotKnownBefore() {
    SortedMap<String, Double> weights = new TreeMap<>();
    List<SiteChange> history = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      String page = (i < 200 ? "docs/" : "fresh/") + (1000 + i) + ".html";
      weights.put(page, 20_000.0);
      history.add(new SiteChange(List.of(page), List.of(page)));
    }
    LayerPlanner planner = new LayerPlanner(weights, history);
    assertFalse(starts(planner.draft(200)).contains("fresh/"));
    assertTrue(starts(planner.draft(300)).contains("fresh/"));
  }

  private static List<String> starts(PlanDraft draft) {
    return draft
        .plan(
            new PlanDraft.Shape(0, 0, PlanDraft.Ranging.ANEW, PlanDraft.Ranging.ANEW),
            Optional.empty())
        .groups()
        .stream()
        .flatMap(group -> group.texts().stream())
        .toList();
  }

  @Test
  void whatLeadsToThePartsOfTheSearchLiesApartFromThem() throws IOException {
    for (int i = 0; i < 300; i++) {
      write("docs/" + (1000 + i) + ".html", 20_000);
    }
    for (int i = 0; i < 4; i++) {
      write("search/en." + i + ".0123456789abcdef.js", 60_000);
    }
    write("search/en.js", 300);
    SortedMap<String, List<String>> layers = layers(choose(List.of(), Optional.empty()).plan());
    assertEquals(List.of("search/en.js"), layers.get("names of the parts of the search"));
    assertEquals(List.of("search/en.2.0123456789abcdef.js"), layers.get("search 3"));
  }
}
