package io.github.sitepack.maven;

import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problem;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.report.SitepackException;
import io.github.sitepack.core.report.Transfers;
import java.io.File;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/** What all goals share: the project, the skip switch and the one translation of failures. */
abstract class SitepackMojo extends AbstractMojo {
  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  MavenProject project;

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  MavenSession session;

  /**
   * Skips every goal of sitepack.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sitepack.skip", defaultValue = "false")
  boolean skip;

  /** Whether this goal alone is to be skipped. */
  boolean skipsItself() {
    return false;
  }

  /** The goal's one call of a use case. */
  abstract void perform(Report report);

  @Override
  public final void execute() throws MojoExecutionException, MojoFailureException {
    if (skip || skipsItself()) {
      getLog().info("skipped");
      return;
    }
    if (session.getRequest().getData().putIfAbsent("sitepack.options", "told") == null) {
      UnknownOptions.among(session.getUserProperties(), project.getProperties())
          .forEach(problem -> problem.toString().lines().forEach(getLog()::warn));
    }
    try (TransferLines lines = Terminal.lines(session.getRequest(), getLog()::info)) {
      // With -q nobody wants to see anything.
      perform(
          new LogReport(getLog(), getLog().isInfoEnabled() ? lines : Transfers.unseen(), lines));
    } catch (SitepackException e) {
      throw Failures.ofUser(e, session.getRequest().isShowErrors());
    } catch (UncheckedIOException e) {
      throw Failures.ofMachine(e.getCause());
    }
  }

  /** The folder of the project, which problems and relative paths are told from. */
  final Path basedir() {
    return project.getBasedir().toPath();
  }

  /** The folder that holds all of the output except the archive. */
  final Path output() {
    return Path.of(project.getBuild().getDirectory(), "sitepack");
  }

  /** The archive that docker and podman load. */
  final Path tar() {
    return Path.of(
        project.getBuild().getDirectory(), project.getBuild().getFinalName() + "-image.tar");
  }

  /** A path as the user would type it in the project's folder. */
  final String shown(Path path) {
    return path.startsWith(basedir())
        ? basedir().relativize(path).toString().replace('\\', '/')
        : path.toString();
  }

  /** A problem with the configuration of this build, wherever its value came from. */
  final SitepackException misconfigured(String what, String fix) {
    return new SitepackException(configuration(), what, fix);
  }

  /** Where the configuration is. */
  final Place configuration() {
    File pom = project.getFile();
    return Place.of(pom == null ? "pom.xml" : pom.getName());
  }

  /** Tells Maven's log, and takes the line of transfers out of its way. */
  private record LogReport(Log log, Transfers transfers, TransferLines lines) implements Report {
    @Override
    public void info(String line) {
      lines.sum();
      log.info(line);
    }

    @Override
    public void warn(Problem problem) {
      lines.clear();
      problem.toString().lines().forEach(log::warn);
    }

    @Override
    public void debug(String line) {
      lines.clear();
      log.debug(line);
    }
  }
}
