package io.github.sitepack.core.report;

/**
 * One thing on its way over the network. Whoever moves it tells how far it is, and closes it
 * whatever happens. Safe for several threads; nothing is heard after the closing.
 */
public interface Transfer extends AutoCloseable {
  /** Which way a thing goes. */
  enum Way {
    /** From outside to here. */
    FETCH,
    /** From here to outside. */
    SEND
  }

  /** How many bytes it has, for who learns it on the way only. */
  void size(long bytes);

  /** How many bytes have moved in all. Fewer than before when it begins anew. */
  void at(long bytes);

  /** All of it has arrived. */
  void done();

  /** It moves no more. Without {@link #done} it has failed, or was not needed. */
  @Override
  void close();
}
