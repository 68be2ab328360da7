package io.github.sitepack.core.target;

import io.github.sitepack.core.archive.Entry;
import io.github.sitepack.core.archive.TarWriter;
import io.github.sitepack.core.fetch.WholeFile;
import io.github.sitepack.core.image.OciLayout;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Writes the archive, unless the file is it already. */
record ArchiveTarget(Path file) implements Target {
  @Override
  public boolean put(OciLayout image) throws IOException {
    List<Entry> entries = image.archive();
    if (Files.isRegularFile(file) && isThere(entries)) {
      return false;
    }
    try (WholeFile whole = WholeFile.at(file)) {
      write(entries, whole.out());
      whole.keep();
    }
    return true;
  }

  private static void write(List<Entry> entries, OutputStream out) throws IOException {
    try (TarWriter tar = new TarWriter(out)) {
      for (Entry entry : entries) {
        tar.write(entry);
      }
    }
  }

  private boolean isThere(List<Entry> entries) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      write(entries, new Comparison(in));
      return in.read() < 0;
    } catch (DifferenceException e) {
      return false;
    }
  }

  /** Takes what would be written and ends at the first byte that the file does not have. */
  private static final class Comparison extends OutputStream {
    private final InputStream in;

    Comparison(InputStream in) {
      this.in = in;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      byte[] there = in.readNBytes(length);
      if (!Arrays.equals(there, 0, there.length, bytes, offset, offset + length)) {
        throw new DifferenceException();
      }
    }
  }

  private static final class DifferenceException extends IOException {
    private static final long serialVersionUID = 1L;

    DifferenceException() {
      super("the file has other bytes");
    }
  }
}
