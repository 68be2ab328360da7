package io.github.sitepack.maven;

import io.github.sitepack.core.report.Transfer;
import io.github.sitepack.core.report.Transfers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Tells people what moves over the network: on a terminal in one line that is written over and goes
 * away in the end, elsewhere in a line for each big thing. Both end in a sum of what was fetched.
 * What a push has sent is told by the push itself.
 */
final class TransferLines implements Transfers, AutoCloseable {
  /** A thing of less bytes is not worth a line of its own. */
  private static final long BIG = 1_000_000;

  private static final long MILLIS_BETWEEN = 200;

  /** A longer line would be broken by a narrow terminal, and could not be written over. */
  private static final int WIDTH = 78;

  /** How much is told. */
  enum Manner {
    /** A line that is written over, and the sum. */
    LIVE,
    /** A line for each big thing, and the sum. */
    PLAIN,
    /** The sum only. */
    SUM
  }

  private final Manner manner;
  private final Consumer<String> terminal;
  private final Consumer<String> log;
  private final LongSupplier millis;

  private final List<Moving> moving = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();
  private int shown;
  private boolean drawn;
  private long drawnAt;
  private int fetched;
  private long fetchedBytes;
  private boolean toldOne;

  /**
   * For one goal.
   *
   * @param terminal takes characters as they are, when the manner is live
   * @param log takes lines
   * @param millis a clock that never goes back
   */
  TransferLines(
      Manner manner, Consumer<String> terminal, Consumer<String> log, LongSupplier millis) {
    this.manner = manner;
    this.terminal = terminal;
    this.log = log;
    this.millis = millis;
  }

  @Override
  public synchronized Transfer begin(Transfer.Way way, String name, long size) {
    Moving begun = new Moving(way, printable(name), size);
    moving.add(begun);
    draw();
    return begun;
  }

  @Override
  public synchronized Steps expect(int things) {
    Row row = new Row(things);
    rows.add(row);
    return row;
  }

  /** Makes room for a line of somebody else. */
  synchronized void clear() {
    if (shown > 0) {
      terminal.accept("\r" + " ".repeat(shown) + "\r");
      shown = 0;
    }
  }

  /** Tells the sum of what was fetched since it was told last, unless more is on its way. */
  synchronized void sum() {
    clear();
    if (moving.isEmpty() && fetched > 0) {
      if (fetched > 1 || !toldOne) {
        log.accept("fetched " + Counted.of(fetched, "file") + ", " + amount(fetchedBytes));
      }
      fetched = 0;
      fetchedBytes = 0;
      toldOne = false;
    }
  }

  @Override
  public synchronized void close() {
    moving.clear();
    sum();
  }

  private void draw() {
    if (manner != Manner.LIVE || moving.isEmpty()) {
      return;
    }
    long now = millis.getAsLong();
    if (drawn && now - drawnAt < MILLIS_BETWEEN) {
      return;
    }
    drawn = true;
    drawnAt = now;
    String line = line();
    String rest = " ".repeat(Math.max(0, shown - line.length()));
    // The cursor waits at the start, so that a line of another module hides this one.
    terminal.accept("\r" + line + rest + "\r");
    shown = line.length();
  }

  private String line() {
    Moving first = moving.get(0);
    int of = rows.stream().mapToInt(row -> row.things).sum();
    int there = rows.stream().mapToInt(row -> row.there).sum();
    String start =
        "[INFO] "
            + (first.way == Transfer.Way.FETCH ? "Fetching " : "Sending ")
            + (of > 0 ? Math.min(there + 1, of) + " of " + of + ": " : "");
    String end =
        " "
            + progress(first.at, first.size)
            + (moving.size() > 1 ? " and " + (moving.size() - 1) + " more" : "");
    int room = WIDTH - start.length() - end.length();
    String name = first.name;
    return start + (name.length() > room ? name.substring(0, room - 3) + "..." : name) + end;
  }

  /** {@code 1.2/2.1 MB}; without a known end {@code 1.2 MB}. */
  private static String progress(long at, long size) {
    if (size < 0) {
      return amount(at);
    }
    String whole = amount(size);
    long unit = unit(size);
    return number(at, unit) + "/" + whole;
  }

  private static String amount(long bytes) {
    long unit = unit(bytes);
    return number(bytes, unit) + (unit == 1 ? " B" : unit == 1000 ? " kB" : " MB");
  }

  /** Never 1000 of a unit where the next would do. */
  private static long unit(long bytes) {
    return bytes < 1000 ? 1 : bytes < 999_500 ? 1000 : 1_000_000;
  }

  private static String number(long bytes, long unit) {
    if (unit < 1_000_000) {
      return String.valueOf((bytes + unit / 2) / unit);
    }
    long tenths = (bytes + 50_000) / 100_000;
    return tenths / 10 + "." + tenths % 10;
  }

  /** A name from outside could move the cursor, or look like another line. */
  private static String printable(String name) {
    return name.replaceAll("[^\\x20-\\x7e]", "?");
  }

  private final class Moving implements Transfer {
    private final Way way;
    private final String name;
    private long size;
    private long at;
    private boolean done;
    private boolean over;

    Moving(Way way, String name, long size) {
      this.way = way;
      this.name = name;
      this.size = size;
    }

    @Override
    public void size(long bytes) {
      synchronized (TransferLines.this) {
        size = bytes;
      }
    }

    @Override
    public void at(long bytes) {
      synchronized (TransferLines.this) {
        if (!over) {
          at = bytes;
          draw();
        }
      }
    }

    @Override
    public void done() {
      synchronized (TransferLines.this) {
        done = true;
      }
    }

    @Override
    public void close() {
      synchronized (TransferLines.this) {
        if (over) {
          return;
        }
        over = true;
        moving.remove(this);
        if (done) {
          tell();
        }
        if (moving.isEmpty() && rows.isEmpty()) {
          clear();
        } else {
          draw();
        }
      }
    }

    private void tell() {
      long bytes = Math.max(at, size);
      boolean big = manner == Manner.PLAIN && bytes >= BIG;
      if (big) {
        log.accept((way == Way.FETCH ? "fetched " : "sent ") + name + ", " + amount(bytes));
      }
      if (way == Way.FETCH) {
        fetched++;
        fetchedBytes += bytes;
        toldOne = big;
      }
    }
  }

  private final class Row implements Steps {
    private final int things;
    private int there;

    Row(int things) {
      this.things = things;
    }

    @Override
    public void next() {
      synchronized (TransferLines.this) {
        there++;
      }
    }

    @Override
    public void close() {
      synchronized (TransferLines.this) {
        rows.remove(this);
        if (moving.isEmpty()) {
          clear();
        }
      }
    }
  }
}
