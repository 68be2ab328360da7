package io.github.sitepack.maven;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The programs of this machine that tests use as a user would. */
final class Engines {
  private Engines() {}

  /**
   * Skips the test when something is missing, or fails it where everything has to be there ({@code
   * SITEPACK_REQUIRE_ENGINES=true}).
   */
  static void require(boolean present, String what) {
    if (!present
        && (Boolean.getBoolean("SITEPACK_REQUIRE_ENGINES")
            || "true".equals(System.getenv("SITEPACK_REQUIRE_ENGINES")))) {
      fail(what + " is missing, and SITEPACK_REQUIRE_ENGINES is set");
    }
    Assumptions.assumeTrue(present, what + " is missing");
  }

  /** Requires a program on the path. */
  static void requireProgram(String name) {
    boolean present = false;
    for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
      present |= Files.isExecutable(Path.of(folder, name));
    }
    require(present, name);
  }
}
