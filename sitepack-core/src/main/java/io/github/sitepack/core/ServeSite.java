package io.github.sitepack.core;

import io.github.sitepack.core.report.Problem;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.serve.PreviewServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** Previews the site on the loopback address, renders again on change and reloads browsers. */
public final class ServeSite {
  private final Report report;

  /** Tells {@code report} what it does. */
  public ServeSite(Report report) {
    this.report = report;
  }

  /**
   * What to preview and where.
   *
   * @param render what to render; nothing is written to its folders
   * @param host address to listen on, by default {@code localhost}
   * @param port the port asked for, which must be free; when empty, 8080 or the next free one
   */
  public record Settings(RenderSite.Settings render, String host, OptionalInt port) {}

  /** A running preview, which ends when it is closed. */
  public interface Preview extends AutoCloseable {
    /** Where the site's home page is. */
    URI uri();

    /** Waits until the preview has ended. */
    void await() throws InterruptedException;

    @Override
    void close();
  }

  /**
   * Starts the preview and returns at once. A site with problems starts too, and shows them.
   *
   * @throws io.github.sitepack.core.report.SitepackException when the port asked for is busy
   */
  public Preview run(Settings settings) {
    RenderSite.Settings rendering = settings.render();
    RenderSite renderer = new RenderSite(new Once(report));
    ArrayList<Path> watched = new ArrayList<>(List.of(rendering.source()));
    rendering.mounts().forEach(mount -> watched.add(mount.directory()));
    AtomicReference<Set<Path>> shown = new AtomicReference<>(Set.of());
    PreviewServer server =
        PreviewServer.start(
            new PreviewServer.Settings(
                settings.host(), settings.port(), rendering.project(), watched, shown::get),
            () -> renderer.render(rendering, included -> shown.set(outside(included, watched))),
            report);
    return new Running(server);
  }

  /** The files that pages show parts of and that lie in no watched folder. */
  private static Set<Path> outside(
      SortedMap<String, SortedSet<Path>> included, List<Path> watched) {
    TreeSet<Path> files = new TreeSet<>();
    included.values().forEach(files::addAll);
    files.removeIf(
        file -> watched.stream().anyMatch(folder -> file.startsWith(folder.toAbsolutePath())));
    return files;
  }

  /** Passes every warning on once: each rendering has the same ones. */
  private static final class Once implements Report {
    private final Report report;
    private final Set<Problem> told = ConcurrentHashMap.newKeySet();

    Once(Report report) {
      this.report = report;
    }

    @Override
    public void info(String line) {
      report.info(line);
    }

    @Override
    public void warn(Problem problem) {
      if (told.add(problem)) {
        report.warn(problem);
      }
    }

    @Override
    public void debug(String line) {
      report.debug(line);
    }
  }

  private record Running(PreviewServer server) implements Preview {
    @Override
    public URI uri() {
      return server.uri();
    }

    @Override
    public void await() throws InterruptedException {
      server.await();
    }

    @Override
    public void close() {
      server.close();
    }
  }
}
