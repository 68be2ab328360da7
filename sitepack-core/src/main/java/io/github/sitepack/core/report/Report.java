package io.github.sitepack.core.report;

/**
 * Where the work tells what it does. Problems that end the work are thrown as {@link
 * SitepackException} instead. Implementations are safe for several threads.
 */
public interface Report {
  /** One of the few lines a good build prints. */
  void info(String line);

  /** Something the user should mend although the build goes on. */
  void warn(Problem problem);

  /** For those who look into the tool itself ({@code mvn -X}). */
  void debug(String line);

  /** Who watches what moves over the network: nobody, unless somebody wants to. */
  default Transfers transfers() {
    return Transfers.unseen();
  }

  /** A report nobody reads. */
  static Report silent() {
    return new Report() {
      @Override
      public void info(String line) {}

      @Override
      public void warn(Problem problem) {}

      @Override
      public void debug(String line) {}
    };
  }
}
