package io.github.sitepack.core.layer;

import io.github.sitepack.core.archive.Entry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Makes a {@link LayerPlan} of what is known of a site.
 *
 * <p>All plans have the same parts. The lists of the whole site, which change with most new pages,
 * lie together, and each part of the search index lies alone. Large pictures and the like lie in
 * layers to which nothing new comes. Pages that were changed lately are expected to change again;
 * they lie in small layers, the likelier the smaller. Everything else is cut into ranges that send
 * about equally much, texts apart from pictures, and at the beginning of a folder where one is
 * near.
 */
final class PlanDraft {
  /** A layer is a request, which a smaller one is not worth: its least size in bytes. */
  private static final long SMALLEST = 48 << 10;

  /** A list of more than this share of the content is none of those that lie together. */
  private static final double LARGE = 0.006;

  /** How much of what is no text lies in layers by name, and how many of its layers these are. */
  private static final double NAMED = 0.9;

  private static final double NAMED_LAYERS = 0.5;

  /** In how many lines of the lock at most. */
  private static final int MOST_NAMES = 250;

  private static final int MOST_SEARCH = 16;

  /** How much of a page that lies elsewhere counts for its range: new ones appear beside it. */
  private static final double HOME = 0.3;

  private final SortedMap<String, Double> weights;
  private final double total;
  private final ChangeRates rates;

  /**
   * Drafts for a site.
   *
   * @param weights size of each file in bytes, by the identity of its path
   * @param rates how often they change
   */
  PlanDraft(SortedMap<String, Double> weights, ChangeRates rates) {
    this.weights = weights;
    this.total = Math.max(1, sum(weights.keySet()));
    this.rates = rates;
  }

  /**
   * What the plans differ in.
   *
   * @param layers share of the layers that pages which change often have to themselves, 0 to 1
   * @param share how much of the texts they may be
   * @param texts what becomes of the ranges of texts
   * @param others the same for everything else
   */
  record Shape(double layers, double share, Ranging texts, Ranging others) {}

  /** What becomes of the ranges that were there before. */
  enum Ranging {
    /** They stay. */
    KEPT,
    /** Those that have outgrown the others are cut, and their neighbours make room. */
    MENDED,
    /** They are made anew. */
    ANEW
  }

  /** One plan; what stays of the plan before, the shape says. */
  LayerPlan plan(Shape shape, Optional<LayerPlan> before) {
    int most = (int) Math.max(1, Math.min(LayerPlan.MOST_GROUPS, total / SMALLEST));
    SortedSet<String> left = new TreeSet<>(Entry::comparePaths);
    left.addAll(weights.keySet());
    List<LayerPlan.Group> lists = lists(most, left);
    int there = most - lists.size();
    List<LayerPlan.Group> groups = new ArrayList<>();
    if (there < 2) {
      groups.add(LayerPlan.Group.allFrom("everything else", ""));
    } else {
      SortedSet<String> texts = new TreeSet<>(Entry::comparePaths);
      SortedSet<String> others = new TreeSet<>(Entry::comparePaths);
      left.forEach(path -> (LayerPlan.isText(path) ? texts : others).add(path));
      groups.addAll(others(others, there, spread(others) / spread(left), shape.others(), before));
      groups.addAll(texts(texts, there - groups.size(), shape, before));
    }
    groups.addAll(lists);
    return new LayerPlan(groups);
  }

  private List<LayerPlan.Group> lists(int most, SortedSet<String> left) {
    List<LayerPlan.Group> lists = new ArrayList<>();
    List<String> roots = left.stream().filter(ContentPlan::isSearchRoot).toList();
    List<String> parts =
        left.stream()
            .filter(path -> ContentPlan.isSearch(path) && !ContentPlan.isSearchRoot(path))
            .toList();
    if (parts.size() > 1) {
      own("names of the parts of the search", roots, 1, left, lists);
    }
    own("search", parts, Math.min(MOST_SEARCH, most / 4), left, lists);
    own("lists and feeds", left.stream().filter(this::isListOfAll).toList(), 1, left, lists);
    return lists;
  }

  /** Whether a file is made of pages from anywhere in the site. */
  private boolean isListOfAll(String path) {
    return path.indexOf('/') < 0 && ContentPlan.isList(path) && weights.get(path) < LARGE * total;
  }

  /** Pictures and the like change far less often than texts do, so they are cut apart from them. */
  private List<LayerPlan.Group> others(
      SortedSet<String> files,
      int there,
      double share,
      Ranging ranging,
      Optional<LayerPlan> before) {
    if (ranging == Ranging.KEPT) {
      List<LayerPlan.Group> kept = named(large(files, before));
      before.orElseThrow().groups().stream()
          .filter(group -> group.from().isPresent())
          .forEach(group -> kept.add(group));
      if (kept.size() < there) {
        return kept;
      }
    }
    int count = (int) Math.max(1, Math.min(there - 1, Math.round(there * share)));
    Optional<LayerPlan> stays = ranging == Ranging.ANEW ? Optional.empty() : before;
    List<SortedSet<String>> large = large(files, stays);
    if (count > 1) {
      enlarge(large, (int) Math.max(1, count * NAMED_LAYERS), files);
    } else {
      large.clear();
    }
    List<LayerPlan.Group> groups = named(large);
    SortedSet<String> ranged = new TreeSet<>(files);
    large.forEach(members -> ranged.removeAll(members));
    groups.addAll(
        new Ranges(
                ranged, rates.spread(), count - large.size(), starts(stays, LayerPlan.Group::from))
            .groups("", LayerPlan.Group::allFrom));
    return groups;
  }

  private List<LayerPlan.Group> texts(
      SortedSet<String> files, int count, Shape shape, Optional<LayerPlan> before) {
    SortedSet<String> left = new TreeSet<>(files);
    List<LayerPlan.Group> often = new ArrayList<>();
    int own = (int) (shape.layers() * count);
    if (own > 0) {
      often(own, shape.share() * sum(files), left, often);
    }
    SortedMap<String, Double> sizes = new TreeMap<>();
    for (String path : files) {
      sizes.put(path, rates.spread().get(path) * (left.contains(path) ? 1 : HOME));
    }
    Optional<LayerPlan> stays = shape.texts() == Ranging.ANEW ? Optional.empty() : before;
    List<LayerPlan.Group> groups =
        new ArrayList<>(
            new Ranges(files, sizes, count - often.size(), starts(stays, LayerPlan.Group::texts))
                .groups("texts ", LayerPlan.Group::textsFrom));
    groups.addAll(often);
    return groups;
  }

  private static List<String> starts(
      Optional<LayerPlan> before, Function<LayerPlan.Group, Optional<String>> of) {
    return before.stream()
        .flatMap(plan -> plan.groups().stream())
        .flatMap(group -> of.apply(group).stream())
        .toList();
  }

  /** The files that lie in layers by their names so far, by layer. */
  private static List<SortedSet<String>> large(
      SortedSet<String> files, Optional<LayerPlan> before) {
    List<SortedSet<String>> large = new ArrayList<>();
    for (LayerPlan.Group group : before.map(LayerPlan::groups).orElse(List.of())) {
      SortedSet<String> members = new TreeSet<>(Entry::comparePaths);
      group.files().stream()
          .filter(path -> files.contains(path))
          .forEach(path -> members.add(path));
      if (!members.isEmpty()) {
        large.add(members);
      }
    }
    return large;
  }

  /**
   * What is large lies by name in layers to which nothing new comes, so that a new picture does not
   * send the old ones again: most of the bytes in few names. Layers that are there already stay.
   */
  private void enlarge(List<SortedSet<String>> large, int most, SortedSet<String> files) {
    SortedSet<String> named = new TreeSet<>();
    large.forEach(members -> named.addAll(members));
    double enough = NAMED * sum(files) - sum(named);
    SortedSet<String> more = new TreeSet<>(Entry::comparePaths);
    for (String path :
        files.stream()
            .filter(path -> !named.contains(path) && weights.get(path) >= SMALLEST)
            .sorted(Comparator.comparing(path -> -weights.get(path)))
            .limit(Math.max(0, MOST_NAMES - named.size()))
            .toList()) {
      if (enough > 0) {
        more.add(path);
        enough -= weights.get(path);
      }
    }
    double average = (sum(more) + sum(named)) / most;
    if (large.isEmpty() || sum(more) > average / 2) {
      SortedSet<String> next = new TreeSet<>(Entry::comparePaths);
      for (String path : more) {
        next.add(path);
        if (sum(next) >= average || path.equals(more.last())) {
          large.add(next);
          next = new TreeSet<>(Entry::comparePaths);
        }
      }
    }
    while (large.size() > most) {
      large.sort(Comparator.comparing(this::sum));
      large.get(1).addAll(large.remove(0));
    }
  }

  private static List<LayerPlan.Group> named(List<SortedSet<String>> large) {
    List<LayerPlan.Group> groups = new ArrayList<>();
    for (SortedSet<String> members :
        large.stream()
            .sorted(Comparator.comparing(members -> members.first(), Entry::comparePaths))
            .toList()) {
      String number = large.size() == 1 ? "" : " " + (groups.size() + 1);
      groups.add(LayerPlan.Group.of("large files" + number, List.copyOf(members)));
    }
    return groups;
  }

  /** One file for each layer, in their order, and from the last layer on one more for each. */
  private static void own(
      String name,
      List<String> files,
      int most,
      SortedSet<String> left,
      List<LayerPlan.Group> groups) {
    int count = Math.min(Math.max(1, most), files.size());
    for (int i = 0; i < count; i++) {
      SortedSet<String> members = new TreeSet<>(Entry::comparePaths);
      for (int file = i; file < files.size(); file += count) {
        members.add(files.get(file));
      }
      group(count == 1 ? name : name + " " + (i + 1), members, left, groups);
    }
  }

  private static void group(
      String name,
      Collection<String> members,
      SortedSet<String> left,
      List<LayerPlan.Group> groups) {
    groups.add(LayerPlan.Group.of(name, List.copyOf(members)));
    left.removeAll(members);
  }

  /**
   * The likeliest pages, in layers that each are sent about as many bytes: for one file that is
   * optimal when the root of likelihood times size is the same in each. Those of a section lie
   * together, for what changes its menu changes all of them.
   */
  private void often(int count, double most, SortedSet<String> left, List<LayerPlan.Group> groups) {
    SortedMap<String, Double> likelihood = rates.likelihood();
    List<String> candidates =
        likelihood.entrySet().stream()
            .filter(file -> left.contains(file.getKey()) && LayerPlan.isText(file.getKey()))
            .sorted(
                Comparator.<Map.Entry<String, Double>>comparingDouble(
                        file -> -file.getValue() / Math.sqrt(weights.get(file.getKey())))
                    .thenComparing(Map.Entry::getKey))
            .map(Map.Entry::getKey)
            .toList();
    List<String> chosen = new ArrayList<>();
    double size = 0;
    double roots = 0;
    for (String path : candidates) {
      if (size > most) {
        break;
      }
      chosen.add(path);
      size += weights.get(path);
      roots += Math.sqrt(weights.get(path) * likelihood.get(path));
    }
    chosen.sort(Comparator.comparing(PlanDraft::section));
    SortedMap<Integer, SortedSet<String>> layers = new TreeMap<>();
    double before = 0;
    for (String path : chosen) {
      int layer = (int) (before / roots * count);
      layers.computeIfAbsent(layer, l -> new TreeSet<>(Entry::comparePaths)).add(path);
      before += Math.sqrt(weights.get(path) * likelihood.get(path));
    }
    int number = 1;
    for (SortedSet<String> members : layers.values()) {
      group("changes often " + number++, members, left, groups);
    }
  }

  /** What a site divides its pages into: the first folder. */
  private static String section(String path) {
    return path.substring(0, path.indexOf('/') + 1);
  }

  private double spread(Collection<String> paths) {
    return paths.stream().mapToDouble(path -> rates.spread().get(path)).sum();
  }

  private double sum(Collection<String> paths) {
    return paths.stream().mapToDouble(path -> weights.get(path)).sum();
  }
}
