package io.github.sitepack.core.deb;

import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the dependencies of packages in the way apt does without recommendations: breadth first,
 * alternatives from left to right, a real package before one that provides it, and what is chosen
 * already before anything else. Nothing is taken back, which is enough within one stable release.
 */
public final class Resolver {
  private final PackagesIndex index;
  private final Collection<String> preferred;

  /**
   * A resolver.
   *
   * @param preferred names that win among several providers of a virtual package; else the first by
   *     name does
   */
  public Resolver(PackagesIndex index, Collection<String> preferred) {
    this.index = index;
    this.preferred = preferred;
  }

  /**
   * A package of the closure.
   *
   * @param found what the index has
   * @param neededBy the package whose dependency brought it in, "" for a root
   */
  public record Member(BinaryPackage found, String neededBy) {}

  /**
   * The roots and all they depend on, by name, in the order in which they were found.
   *
   * @throws io.github.sitepack.core.report.SitepackException with each root that is missing and
   *     each relation that nothing satisfies
   */
  public Map<String, Member> closure(Collection<String> roots) {
    Problems problems = new Problems();
    Map<String, Member> closure = new LinkedHashMap<>();
    Deque<BinaryPackage> left = new ArrayDeque<>();
    for (String root : roots) {
      Optional<BinaryPackage> found = index.find(root);
      if (found.isEmpty()) {
        problems.add(
            Place.of(root),
            "the suite has no such package",
            "name a mirror that is complete (sitepack.mirrors)");
      } else {
        closure.put(root, new Member(found.get(), ""));
        left.add(found.get());
      }
    }
    while (!left.isEmpty()) {
      BinaryPackage dependent = left.remove();
      for (Relation relation : dependent.depends()) {
        if (relation.alternatives().stream().anyMatch(a -> satisfied(closure, a))) {
          continue;
        }
        Optional<BinaryPackage> chosen = choose(relation);
        if (chosen.isEmpty()) {
          problems.add(
              Place.of(dependent.name() + " " + dependent.version()),
              "depends on \"" + relation + "\", which the suite does not have",
              "lock again later, when the mirror is whole, or name another (sitepack.mirrors)");
        } else if (closure.putIfAbsent(
                chosen.get().name(), new Member(chosen.get(), dependent.name()))
            == null) {
          left.add(chosen.get());
        }
      }
    }
    problems.throwIfAny();
    return closure;
  }

  /**
   * The names of a closure that the roots still depend on when some packages stay out.
   *
   * @param excluded names that stay out; what only they depend on is not reached
   */
  public static Set<String> reached(
      Map<String, Member> closure, Collection<String> roots, Collection<String> excluded) {
    Set<String> reached = new LinkedHashSet<>(roots);
    Deque<String> left = new ArrayDeque<>(roots);
    while (!left.isEmpty()) {
      for (Relation relation : closure.get(left.remove()).found().depends()) {
        for (Member member : closure.values()) {
          String name = member.found().name();
          if (!excluded.contains(name)
              && relation.alternatives().stream().anyMatch(member.found()::satisfies)
              && reached.add(name)) {
            left.add(name);
          }
        }
      }
    }
    return reached;
  }

  private static boolean satisfied(Map<String, Member> closure, Relation.Alternative wanted) {
    return closure.values().stream().anyMatch(member -> member.found().satisfies(wanted));
  }

  private Optional<BinaryPackage> choose(Relation relation) {
    for (Relation.Alternative alternative : relation.alternatives()) {
      Optional<BinaryPackage> real =
          index.find(alternative.name()).filter(found -> found.satisfies(alternative));
      if (real.isPresent()) {
        return real;
      }
      List<BinaryPackage> providers = index.providers(alternative);
      for (BinaryPackage provider : providers) {
        if (preferred.contains(provider.name())) {
          return Optional.of(provider);
        }
      }
      if (!providers.isEmpty()) {
        return Optional.of(providers.get(0));
      }
    }
    return Optional.empty();
  }
}
