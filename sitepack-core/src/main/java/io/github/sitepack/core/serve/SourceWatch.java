package io.github.sitepack.core.serve;

import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problem;
import io.github.sitepack.core.report.Report;
import io.methvin.watcher.DirectoryWatcher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Watches folders for changes, also those that come into being or are made anew, as a mounted
 * folder is whenever its tool runs. Used by one thread, which waits.
 */
final class SourceWatch implements AutoCloseable {
  /** An editor saves in several steps, and so does a branch switch; they belong together. */
  private static final long QUIET_MILLIS = 40;

  /** Under a stream of changes the preview still has to move. */
  private static final int MOST_BATCHES = 25;

  /** How often single files are looked at, which nobody tells about. */
  private static final long LOOK_MILLIS = 200;

  private final List<Path> folders;
  private final Supplier<? extends Collection<Path>> files;
  private final SortedMap<Path, String> looks = new TreeMap<>();
  private final Report report;
  private final LinkedBlockingQueue<Path> changes = new LinkedBlockingQueue<>();
  private List<String> identities = List.of();
  private DirectoryWatcher watcher;
  private Thread thread;

  /** Starts to watch folders, and the single files that there are when asked. */
  SourceWatch(List<Path> folders, Supplier<? extends Collection<Path>> files, Report report) {
    this.folders = List.copyOf(folders);
    this.files = files;
    this.report = report;
    watch();
  }

  /**
   * Waits for changes, and until they have come to rest.
   *
   * @return whether there were any; there may be none when {@code millis} have passed
   */
  boolean await(long millis) throws InterruptedException {
    boolean changed = look();
    for (long left = millis; left > 0 && !changed; left -= LOOK_MILLIS) {
      long wait = looks.isEmpty() ? left : Math.min(left, LOOK_MILLIS);
      changed = changes.poll(wait, TimeUnit.MILLISECONDS) != null || look();
      if (looks.isEmpty()) {
        break;
      }
    }
    for (int i = 0; changed && i < MOST_BATCHES; i++) {
      changes.clear();
      if (changes.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS) == null) {
        break;
      }
    }
    if (!identities().equals(identities)) {
      // Perhaps another folder of the same name, of which the old watcher knows nothing. What
      // happens from here on is noticed; what happened before is seen by who is told now.
      close();
      watch();
      changed = true;
    }
    return changed;
  }

  /** Whether one of the single files is another one than at the last look. */
  private boolean look() {
    SortedMap<Path, String> now = new TreeMap<>();
    files.get().forEach(file -> now.put(file, identity(file)));
    boolean changed =
        now.entrySet().stream()
            .anyMatch(
                file ->
                    !file.getValue().equals(looks.getOrDefault(file.getKey(), file.getValue())));
    looks.clear();
    looks.putAll(now);
    return changed;
  }

  private void watch() {
    identities = identities();
    List<Path> present = folders.stream().filter(Files::isDirectory).toList();
    if (present.isEmpty()) {
      return;
    }
    try {
      watcher =
          DirectoryWatcher.builder()
              .paths(present)
              // What a change amounts to is seen when the new site is compared with the old.
              .fileHashing(false)
              .listener(
                  event -> changes.add(event.path() == null ? event.rootPath() : event.path()))
              .build();
      // Folders are registered before this returns, so nothing is missed after it.
      CompletableFuture<Void> watching =
          watcher.watchAsync(
              loop -> {
                thread = new Thread(loop, "sitepack-watch");
                thread.setDaemon(true);
                thread.start();
              });
      if (watching.isCompletedExceptionally()) {
        watching.join();
      }
    } catch (IOException | UncheckedIOException | CompletionException e) {
      report.warn(
          new Problem(
              Place.of(folders.get(0).toString()),
              "changes cannot be watched: " + e.getMessage(),
              "raise the system's limit of watched folders, or start the preview again"));
    }
  }

  private List<String> identities() {
    return folders.stream().map(SourceWatch::identity).toList();
  }

  /** What tells a folder from another one of its name; a new one may well get the old one's key. */
  private static String identity(Path folder) {
    try {
      BasicFileAttributes now = Files.readAttributes(folder, BasicFileAttributes.class);
      return now.fileKey()
          + " "
          + now.lastModifiedTime()
          + (now.isRegularFile() ? " " + now.size() : "");
    } catch (IOException e) {
      return "none";
    }
  }

  /** Stops to watch; the waiting thread may start again. */
  @Override
  public void close() {
    try {
      if (watcher != null) {
        watcher.close();
      }
      if (thread != null) {
        thread.join(TimeUnit.SECONDS.toMillis(5));
      }
    } catch (IOException e) {
      report.debug("the end of watching: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    watcher = null;
    thread = null;
  }
}
