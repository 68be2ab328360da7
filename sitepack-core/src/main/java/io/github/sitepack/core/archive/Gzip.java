package io.github.sitepack.core.archive;

import com.jcraft.jzlib.Deflater;
import com.jcraft.jzlib.GZIPException;
import com.jcraft.jzlib.JZlib;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import java.util.zip.CRC32;

/**
 * Compresses so that equal input gives equal bytes on every machine: the deflate encoder is pure
 * Java, never the JDK's, whose bytes change with the zlib it was built with.
 *
 * <p>The input is cut into blocks of 1 MiB. Each is compressed from nothing by an encoder of its
 * own, and all but the last end with a sync flush, so that they join into one gzip member. Blocks
 * are independent, hence neither the number of threads nor the sizes of the writes show in the
 * output.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1952">RFC 1952, the gzip format</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1951">RFC 1951, deflate</a>
 */
public final class Gzip {
  /**
   * Version of the output: part of the key of everything that is cached compressed. To be raised
   * with any change of the bytes, as when the level, the block size or the encoder changes.
   */
  public static final int FORMAT = 1;

  static final int BLOCK = 1 << 20;

  /**
   * On the nginx runtime, 9 is 0.5 % smaller than 6 and takes three times as long; on Markdown and
   * HTML it is 0.4 % and one and a half times.
   */
  private static final int LEVEL = 6;

  private static final int WINDOW_BITS = 15;

  /** zlib's default. 9 was 0.4 % larger on the runtime: its longer blocks fit machine code less. */
  private static final int MEMORY_LEVEL = 8;

  /** Deflate, no flags, no time, neither fastest nor best, an unknown system: section 2.3. */
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

  private Gzip() {}

  /** The bytes as one gzip member. */
  public static byte[] compress(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(Math.max(64, bytes.length / 3));
    try (OutputStream gzip = stream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return out.toByteArray();
  }

  /**
   * A stream that compresses into {@code out}. Closing it completes the member and closes {@code
   * out}. The stream itself is for one thread; blocks are compressed by the JDK's common pool.
   */
  public static OutputStream stream(OutputStream out) {
    return new Stream(out, ForkJoinPool.commonPool());
  }

  static OutputStream stream(OutputStream out, ForkJoinPool pool) {
    return new Stream(out, pool);
  }

  /** Deflates one block, which ends with a sync flush or, when it is the last, ends the stream. */
  private static byte[] deflate(byte[] block, int length, boolean last) {
    try {
      // A new encoder for each block: what is left in a used one could show in the bytes.
      Deflater deflater = new Deflater(LEVEL, WINDOW_BITS, MEMORY_LEVEL, JZlib.WrapperType.NONE);
      // All of the output at once, so that the encoder never stops for want of room.
      byte[] output = new byte[length + length / 100 + 64];
      deflater.setInput(block, 0, length, false);
      deflater.setOutput(output);
      int status = deflater.deflate(last ? JZlib.Z_FINISH : JZlib.Z_SYNC_FLUSH);
      if (status != (last ? JZlib.Z_STREAM_END : JZlib.Z_OK)
          || deflater.getAvailIn() > 0
          || deflater.getAvailOut() == 0) {
        throw new IllegalStateException("deflate ended with " + status);
      }
      byte[] result = Arrays.copyOf(output, deflater.getNextOutIndex());
      deflater.end();
      return result;
    } catch (GZIPException e) {
      throw new IllegalStateException("deflate with fixed settings", e);
    }
  }

  private static final class Stream extends OutputStream {
    private final OutputStream out;
    private final ForkJoinPool pool;
    private final int ahead;
    private final ArrayDeque<FutureTask<byte[]>> running = new ArrayDeque<>();
    private final CRC32 crc = new CRC32();
    private byte[] block = new byte[0];
    private int filled;
    private long size;
    private boolean started;
    private boolean closed;

    Stream(OutputStream out, ForkJoinPool pool) {
      this.out = out;
      this.pool = pool;
      this.ahead = 2 * Math.max(1, pool.getParallelism());
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (closed) {
        throw new IOException("closed");
      }
      crc.update(bytes, offset, length);
      size += length;
      int from = offset;
      int left = length;
      while (left > 0) {
        // A full block is kept until more comes, since the last one is ended in another way.
        if (filled == BLOCK) {
          submit(false);
        }
        int taken = Math.min(left, BLOCK - filled);
        if (block.length < filled + taken) {
          block = Arrays.copyOf(block, Math.min(BLOCK, Math.max(filled + taken, 2 * filled)));
        }
        System.arraycopy(bytes, from, block, filled, taken);
        filled += taken;
        from += taken;
        left -= taken;
      }
    }

    @Override
    public void close() throws IOException {
      if (closed) {
        return;
      }
      closed = true;
      try (out) {
        if (running.isEmpty() && !started) {
          start();
          out.write(deflate(block, filled, true));
        } else {
          submit(true);
          drain(0);
        }
        byte[] trailer = new byte[8];
        for (int i = 0; i < 4; i++) {
          trailer[i] = (byte) (crc.getValue() >>> (8 * i));
          trailer[4 + i] = (byte) (size >>> (8 * i));
        }
        out.write(trailer);
      } finally {
        running.forEach(task -> task.cancel(true));
      }
    }

    private void submit(boolean last) throws IOException {
      byte[] input = block;
      int length = filled;
      FutureTask<byte[]> task = new FutureTask<>(() -> deflate(input, length, last));
      pool.execute(task);
      running.add(task);
      block = new byte[last ? 0 : BLOCK];
      filled = 0;
      drain(ahead);
    }

    private void drain(int keep) throws IOException {
      while (running.size() > keep) {
        start();
        out.write(result(running.remove()));
      }
    }

    private static byte[] result(FutureTask<byte[]> task) {
      // Here and now when no thread has begun it: the pool may be busy, or have no thread at all.
      task.run();
      boolean interrupted = false;
      try {
        while (true) {
          try {
            return task.get();
          } catch (InterruptedException e) {
            interrupted = true;
          } catch (ExecutionException e) {
            throw new IllegalStateException("compressing a block", e.getCause());
          }
        }
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }

    private void start() throws IOException {
      if (!started) {
        started = true;
        out.write(HEADER);
      }
    }
  }
}
