package io.github.sitepack.core;

import io.github.sitepack.core.RenderSite.Settings;
import io.github.sitepack.core.render.ProjectCode;
import io.github.sitepack.core.report.Problem;
import io.github.sitepack.core.report.Report;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;

/** Passes on what a rendering tells, and notes what it warns of and what else it reads. */
final class Watched implements Report {
  private final Report report;
  private final List<Problem> warnings = new ArrayList<>();
  private final TreeSet<Path> included = new TreeSet<>();
  private final AtomicBoolean libraries = new AtomicBoolean();

  Watched(Report report) {
    this.report = report;
  }

  /** The same settings, which tell when the project's classpath is asked for. */
  Settings over(Settings settings) {
    ProjectCode code = settings.code();
    return settings.with(
        new ProjectCode(
            code.root(),
            code.modules(),
            code.sourceRoots(),
            code.release(),
            () -> {
              libraries.set(true);
              return code.libraries().get();
            }));
  }

  /** Takes the files that pages show parts of. */
  synchronized void include(SortedMap<String, SortedSet<Path>> byPage) {
    byPage.values().forEach(included::addAll);
  }

  /** Whether all that was read lies in the site's folder and in those that are mounted. */
  synchronized boolean seesAll(Settings settings) {
    Path source = settings.source().toAbsolutePath().normalize();
    return !libraries.get() && included.stream().allMatch(file -> file.startsWith(source));
  }

  /** The warnings in their order. */
  synchronized List<Problem> warnings() {
    return List.copyOf(warnings);
  }

  @Override
  public void info(String line) {
    report.info(line);
  }

  @Override
  public synchronized void warn(Problem problem) {
    warnings.add(problem);
    report.warn(problem);
  }

  @Override
  public void debug(String line) {
    report.debug(line);
  }
}
