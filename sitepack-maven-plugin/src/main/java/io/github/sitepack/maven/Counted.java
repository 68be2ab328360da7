package io.github.sitepack.maven;

/** A number of things in words, the same in every locale. */
final class Counted {
  private Counted() {}

  /** {@code 1 page}, {@code 2 pages}. */
  static String of(long count, String thing) {
    return count + " " + thing + (count == 1 ? "" : "s");
  }

  /** Bytes in megabytes (10⁶) with two decimals, for example {@code 5.33 MB}. */
  static String megabytes(long bytes) {
    long hundredths = (bytes + 5_000) / 10_000;
    long fraction = hundredths % 100;
    return hundredths / 100 + (fraction < 10 ? ".0" : ".") + fraction + " MB";
  }
}
