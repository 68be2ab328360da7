package io.github.sitepack.core.proof;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.sitepack.core.proof.StoredImage.Part;
import io.github.sitepack.core.proof.StoredImage.StoredLayer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares the image that the sources give with one that is given, down to the first byte of every
 * file that differs.
 */
public final class ImageComparison {
  /** What the history says of a layer with a package: its name and its version. */
  private static final Pattern PACKAGE =
      Pattern.compile("([a-z0-9][a-z0-9+.-]+) ((?:[0-9]+:)?[0-9][A-Za-z0-9.+~-]*)");

  private static final String DOCKER = "application/vnd.docker.";

  private final StoredImage rebuilt;
  private final StoredImage given;
  private final boolean withManifest;
  private final List<Difference> differences = new ArrayList<>();

  private ImageComparison(StoredImage rebuilt, StoredImage given, boolean withManifest) {
    this.rebuilt = rebuilt;
    this.given = given;
    this.withManifest = withManifest;
  }

  /**
   * Compares.
   *
   * @param withManifest whether the given image has a manifest of its own; what {@code docker save}
   *     writes may have none
   * @return everything that differs, in order of platforms, layers and files; nothing when the
   *     images are identical
   * @throws IOException when a layer cannot be read
   */
  public static List<Difference> of(StoredImage rebuilt, StoredImage given, boolean withManifest)
      throws IOException {
    return new ImageComparison(rebuilt, given, withManifest).run();
  }

  /** Whether the history names a package, and which. */
  static Optional<String> packageOf(StoredLayer layer) {
    Matcher matcher = PACKAGE.matcher(layer.createdBy());
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private List<Difference> run() throws IOException {
    if (withManifest && rebuilt.digest().equals(given.digest())) {
      return List.of();
    }
    for (Part part : rebuilt.platforms()) {
      Optional<Part> other = given.part(part.platform());
      if (other.isPresent()) {
        compare(part, other.get());
      } else {
        platform(part.platform(), "it", "");
      }
    }
    for (Part part : given.platforms()) {
      if (rebuilt.part(part.platform()).isEmpty()) {
        platform(part.platform(), "", "it");
      }
    }
    if (differences.isEmpty() && withManifest) {
      differences.addAll(
          new JsonComparison(
                  "",
                  "index",
                  pointer -> false,
                  (pointer, node) -> isDocker(node) ? Cause.DOCKER_FORMAT : Cause.MANIFEST)
              .run(rebuilt.top(), given.top()));
    }
    return List.copyOf(differences);
  }

  private void platform(String platform, String ours, String theirs) {
    differences.add(
        new Difference("", "index", platform, "platform", -1, ours, theirs, Cause.PLATFORMS));
  }

  private void compare(Part part, Part other) throws IOException {
    String platform = rebuilt.platforms().size() > 1 ? part.platform() : "";
    if (withManifest && part.manifest().digest().equals(other.manifest().digest())) {
      return;
    }
    if (withManifest && !part.base().equals(other.base())) {
      // Nearly everything below the site differs then, which tells nobody anything.
      differences.add(
          new Difference(
              platform, "manifest", "", "base", -1, part.base(), other.base(), Cause.OTHER_BASE));
      return;
    }
    int before = differences.size();
    layers(platform, part, other);
    boolean layersDiffer = differences.size() > before;
    differences.addAll(
        new JsonComparison(
                platform,
                "config",
                pointer ->
                    layersDiffer
                        && (pointer.startsWith("/rootfs/") || pointer.startsWith("/history/")),
                (pointer, node) ->
                    pointer.equals("/created") || pointer.endsWith("/created")
                        ? Cause.CREATED
                        : Cause.CONFIG)
            .run(part.config(), other.config()));
    if (!withManifest) {
      return;
    }
    boolean changed = differences.size() > before;
    differences.addAll(
        new JsonComparison(
                platform,
                "manifest",
                pointer ->
                    changed
                        && (pointer.endsWith("/digest")
                            || pointer.endsWith("/size")
                            || pointer.matches("/layers/[0-9]+")),
                (pointer, node) -> isDocker(node) ? Cause.DOCKER_FORMAT : Cause.MANIFEST)
            .run(part.manifest(), other.manifest()));
  }

  private static boolean isDocker(JsonNode node) {
    return node.isTextual() && node.asText().startsWith(DOCKER);
  }

  /** Pairs the layers: those that are equal, then those of one name, then what is left in order. */
  private void layers(String platform, Part part, Part other) throws IOException {
    List<StoredLayer> ours = new ArrayList<>(part.layers());
    List<StoredLayer> theirs = new ArrayList<>(other.layers());
    List<StoredLayer[]> pairs = new ArrayList<>();
    for (StoredLayer layer : part.layers()) {
      theirs.stream()
          .filter(l -> l.digest().equals(layer.digest()))
          .findFirst()
          .ifPresent(
              same -> {
                ours.remove(layer);
                theirs.remove(same);
              });
    }
    if (ours.isEmpty() && theirs.isEmpty()) {
      moved(platform, part, other);
    }
    for (StoredLayer layer : List.copyOf(ours)) {
      Optional<StoredLayer> twin =
          theirs.stream()
              .filter(l -> !l.createdBy().isEmpty() && l.createdBy().equals(layer.createdBy()))
              .findFirst();
      if (twin.isEmpty() && packageOf(layer).isPresent()) {
        twin = theirs.stream().filter(l -> packageOf(l).equals(packageOf(layer))).findFirst();
      }
      if (twin.isEmpty() && !layer.diffId().isEmpty()) {
        twin = theirs.stream().filter(l -> l.diffId().equals(layer.diffId())).findFirst();
      }
      if (twin.isPresent()) {
        ours.remove(layer);
        theirs.remove(twin.get());
        pairs.add(new StoredLayer[] {layer, twin.get()});
      }
    }
    if (ours.size() == theirs.size()) {
      for (int i = 0; i < ours.size(); i++) {
        pairs.add(new StoredLayer[] {ours.get(i), theirs.get(i)});
      }
      ours.clear();
      theirs.clear();
    }
    if (!ours.isEmpty() || !theirs.isEmpty()) {
      divided(platform, part, other, ours, theirs);
      return;
    }
    for (StoredLayer[] pair : pairs) {
      pair(platform, pair[0], pair[1]);
    }
  }

  private void pair(String platform, StoredLayer ours, StoredLayer theirs) throws IOException {
    boolean isPackage = packageOf(ours).isPresent();
    if (isPackage && !ours.createdBy().equals(theirs.createdBy())) {
      differences.add(
          new Difference(
              platform,
              ours.toString(),
              "",
              "package",
              -1,
              ours.createdBy(),
              theirs.createdBy(),
              Cause.OTHER_LOCK));
      return;
    }
    differences.addAll(new LayerComparison(platform, ours, theirs, isPackage, withManifest).run());
  }

  private void moved(String platform, Part part, Part other) {
    for (int i = 0; i < part.layers().size(); i++) {
      StoredLayer ours = part.layers().get(i);
      StoredLayer theirs = other.layers().get(i);
      if (!ours.digest().equals(theirs.digest())) {
        differences.add(
            new Difference(
                platform,
                ours.toString(),
                "",
                "order of layers",
                -1,
                ours.digest().toString(),
                theirs + " in its place",
                Cause.OTHER_LAYERS));
        return;
      }
    }
  }

  /** Not the same number of layers: packages that came or went, or the same files elsewhere. */
  private void divided(
      String platform, Part part, Part other, List<StoredLayer> ours, List<StoredLayer> theirs)
      throws IOException {
    SortedMap<String, LayerFiles.Stored> all = tree(part.layers());
    SortedMap<String, LayerFiles.Stored> others = tree(other.layers());
    List<StoredLayer> left = new ArrayList<>();
    for (StoredLayer layer : ours) {
      if (isMissing(layer, others)) {
        lock(platform, layer, layer.createdBy(), "");
        all.keySet().removeAll(tree(List.of(layer)).keySet());
      } else {
        left.add(layer);
      }
    }
    List<StoredLayer> more = new ArrayList<>();
    for (StoredLayer layer : theirs) {
      if (isMissing(layer, all)) {
        lock(platform, layer, "", layer.createdBy());
        others.keySet().removeAll(tree(List.of(layer)).keySet());
      } else {
        more.add(layer);
      }
    }
    if (left.isEmpty() && more.isEmpty()) {
      return;
    }
    int before = differences.size();
    StoredLayer place = left.isEmpty() ? more.get(0) : left.get(0);
    differences.addAll(LayerComparison.names(platform, place, all, others));
    for (LayerFiles.Stored one : all.values()) {
      LayerFiles.Stored twin = others.get(one.name());
      if (twin != null && !twin.content().equals(one.content())) {
        differences.add(
            new Difference(
                platform,
                place.toString(),
                "/" + one.name(),
                "content",
                -1,
                one.content().toString(),
                twin.content().toString(),
                Cause.SOURCES));
      }
    }
    if (differences.size() == before) {
      differences.add(
          new Difference(
              platform,
              place.toString(),
              "",
              "layers",
              -1,
              part.layers().size() + " of them",
              other.layers().size() + " with the same files",
              Cause.OTHER_LAYERS));
    }
  }

  /** Whether it is a package of which the other image has nothing. */
  private static boolean isMissing(
      StoredLayer layer, SortedMap<String, LayerFiles.Stored> elsewhere) throws IOException {
    return packageOf(layer).isPresent()
        && tree(List.of(layer)).keySet().stream().noneMatch(name -> elsewhere.containsKey(name));
  }

  private void lock(String platform, StoredLayer layer, String ours, String theirs) {
    differences.add(
        new Difference(
            platform, layer.toString(), "", "package", -1, ours, theirs, Cause.OTHER_LOCK));
  }

  /** What a container sees. */
  private static SortedMap<String, LayerFiles.Stored> tree(List<StoredLayer> layers)
      throws IOException {
    SortedMap<String, LayerFiles.Stored> tree = new TreeMap<>();
    for (StoredLayer layer : layers) {
      tree.putAll(LayerFiles.read(layer).byName());
    }
    TreeSet<String> folders = new TreeSet<>();
    tree.forEach(
        (name, file) -> {
          if (file.item().type() == '5') {
            folders.add(name);
          }
        });
    // Tools differ in which folders they write; without files in them they hold nothing.
    folders.forEach(name -> tree.remove(name));
    return tree;
  }
}
