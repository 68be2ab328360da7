package io.github.sitepack.core.fetch;

import java.time.Duration;

/**
 * How long a server is waited for before the next one is asked.
 *
 * @param connect longest time to connect
 * @param answer longest time from the request to the first line of the answer
 * @param stall longest time in which next to nothing arrives
 * @param attempts how often a server that says "later" (429 or 5xx) or breaks off is asked, at
 *     least 1
 * @param pause time before the second attempt; each further one takes twice as long
 */
public record Patience(
    Duration connect, Duration answer, Duration stall, int attempts, Duration pause) {
  /** What a build uses. */
  public static final Patience USUAL =
      new Patience(
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(20),
          3,
          Duration.ofSeconds(1));

  /** Checks the ranges. */
  public Patience {
    if (attempts < 1) {
      throw new IllegalArgumentException("no attempt at all");
    }
  }
}
