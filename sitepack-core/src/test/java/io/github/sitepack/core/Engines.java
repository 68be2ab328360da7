package io.github.sitepack.core;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Programs that tests run for real. */
public final class Engines {
  private Engines() {}

  /**
   * Skips the test when an engine is missing, and says so; fails it where all must be there.
   *
   * @param present whether it is there
   * @param what what it is
   */
  public static void require(boolean present, String what) {
    String missing = what + " is not on this machine";
    boolean required =
        Boolean.getBoolean("SITEPACK_REQUIRE_ENGINES")
            || Boolean.parseBoolean(System.getenv("SITEPACK_REQUIRE_ENGINES"));
    if (!present && required) {
      fail(missing);
    }
    assumeTrue(present, missing);
  }
}
