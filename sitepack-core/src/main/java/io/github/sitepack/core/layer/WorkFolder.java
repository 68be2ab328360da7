package io.github.sitepack.core.layer;

import io.github.sitepack.core.digest.KnownFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What one build keeps for the next, held by one build at a time. The operating system lets go of
 * it when a build ends, however it ends.
 */
public final class WorkFolder implements Closeable {
  private static final int PAUSE_MILLIS = 50;

  private final Path folder;
  private final FileChannel channel;

  private WorkFolder(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /** Waits until no other build uses the folder, which is made when it is missing. */
  @SuppressWarnings("try") // The lock goes with its channel.
  public static WorkFolder hold(Path folder) throws IOException {
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    while (true) {
      try {
        FileLock lock = channel.lock();
        if (lock.isValid()) {
          return new WorkFolder(folder, channel);
        }
      } catch (OverlappingFileLockException e) {
        // Another thread of this process has it, and the system does not wait for threads.
        try {
          Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException interrupted) {
          channel.close();
          Thread.currentThread().interrupt();
          throw new IOException("interrupted", interrupted);
        }
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    }
  }

  /** The cache of layers that belong to this build alone. */
  public LayerCache layers(KnownFiles known) {
    return new LayerCache(folder.resolve("layers"), known);
  }

  /** What files held when the last build read them; to be closed before the folder is. */
  public KnownFiles files() throws IOException {
    return KnownFiles.open(folder.resolve("files"));
  }

  /** Where it is kept what the files of the site held. */
  public Path site() {
    return folder.resolve("site");
  }

  /** The file of what else is known of files by their digests. */
  public Path sums() {
    return folder.resolve("sha1");
  }

  /** The store of compressed twins; to be closed before the folder is. */
  public Twins twins() throws IOException {
    return Twins.open(folder.resolve("twins"));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
