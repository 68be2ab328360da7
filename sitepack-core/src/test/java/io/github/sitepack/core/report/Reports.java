package io.github.sitepack.core.report;

import java.util.List;

/** Reports that tests look at afterwards. */
public final class Reports {
  private Reports() {}

  /** Keeps the warnings. */
  public static Report warnings(List<Problem> to) {
    return new Kept() {
      @Override
      public synchronized void warn(Problem problem) {
        to.add(problem);
      }
    };
  }

  /** Keeps what a build prints, warnings among it. */
  public static Report lines(List<String> to) {
    return new Kept() {
      @Override
      public synchronized void info(String line) {
        to.add(line);
      }

      @Override
      public synchronized void warn(Problem problem) {
        to.add(problem.toString());
      }
    };
  }

  private abstract static class Kept implements Report {
    @Override
    public void info(String line) {}

    @Override
    public void debug(String line) {}
  }
}
