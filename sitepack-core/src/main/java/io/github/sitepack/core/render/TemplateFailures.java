package io.github.sitepack.core.render;

import io.github.sitepack.core.report.Problem;
import io.github.sitepack.core.report.Problems;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What went wrong in templates: a template that fails does so for all of its pages, and is told
 * once, with the first of them. Safe for several threads.
 */
final class TemplateFailures {
  private static final String RENDERING = "while rendering ";

  /** The problems without the name of the page, each with the pages. */
  private final SortedMap<Problem, SortedSet<String>> pages = new TreeMap<>();

  /** Adds what went wrong for a page. */
  synchronized void add(String page, List<Problem> problems) {
    String prefix = RENDERING + page + ": ";
    for (Problem problem : problems) {
      boolean named = problem.what().startsWith(prefix);
      Problem shared =
          named
              ? new Problem(
                  problem.place(), problem.what().substring(prefix.length()), problem.fix())
              : problem;
      SortedSet<String> seen = pages.computeIfAbsent(shared, p -> new TreeSet<>());
      if (named) {
        seen.add(page);
      }
    }
  }

  /** Tells all of them. */
  synchronized void addTo(Problems problems) {
    pages.forEach(
        (problem, seen) -> {
          String more = seen.size() < 2 ? "" : " and " + (seen.size() - 1) + " more";
          problems.add(
              problem.place(),
              seen.isEmpty()
                  ? problem.what()
                  : RENDERING + seen.first() + more + ": " + problem.what(),
              problem.fix());
        });
  }
}
