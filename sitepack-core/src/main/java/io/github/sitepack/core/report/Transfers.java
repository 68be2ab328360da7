package io.github.sitepack.core.report;

/** Watches what moves over the network. Implementations are safe for several threads. */
public interface Transfers {
  /** When it is not known how many bytes a thing has. */
  long UNKNOWN = -1;

  /**
   * Something is about to move.
   *
   * @param name what the user calls it; it may come from outside and hold anything
   * @param size its number of bytes, or {@link #UNKNOWN}
   */
  Transfer begin(Transfer.Way way, String name, long size);

  /**
   * So many things are wanted one after the other; those that are where they should be already will
   * not move.
   */
  Steps expect(int things);

  /** How far a row of things is. */
  interface Steps extends AutoCloseable {
    /** One of them is there. */
    void next();

    /** No more of them are wanted, even if some are missing. */
    @Override
    void close();
  }

  /** Watches nothing. */
  static Transfers unseen() {
    return Unseen.INSTANCE;
  }
}
