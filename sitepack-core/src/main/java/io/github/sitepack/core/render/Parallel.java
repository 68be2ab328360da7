package io.github.sitepack.core.render;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Does the same to many things at once; the threads end with it. */
final class Parallel implements AutoCloseable {
  private final int threads;
  private final ExecutorService pool;

  Parallel(int threads) {
    this.threads = threads;
    this.pool =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "sitepack-render");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Does it to each; the first exception comes out when all threads have stopped. */
  <T> void each(List<T> things, Consumer<T> action) {
    AtomicInteger at = new AtomicInteger();
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < Math.min(threads, things.size()); i++) {
      running.add(
          pool.submit(
              () -> {
                for (int n = at.getAndIncrement(); n < things.size(); n = at.getAndIncrement()) {
                  action.accept(things.get(n));
                }
              }));
    }
    RuntimeException failure = null;
    for (Future<?> thread : running) {
      try {
        thread.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while rendering", e);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof Error error) {
          throw error;
        }
        if (failure == null) {
          failure = (RuntimeException) e.getCause();
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
