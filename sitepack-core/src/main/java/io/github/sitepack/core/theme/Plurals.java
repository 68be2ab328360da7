package io.github.sitepack.core.theme;

import java.util.regex.Pattern;

/**
 * Which form of a text goes with a number. For whole numbers only, and without the form for
 * millions that some Romance languages have: there {@code other} is read as well.
 *
 * @see <a href="https://cldr.unicode.org/index/cldr-spec/plural-rules">CLDR's plural rules</a>
 */
final class Plurals {
  private static final Pattern WHOLE = Pattern.compile("-?\\d{1,18}");

  private Plurals() {}

  /**
   * The form: {@code zero}, {@code one}, {@code two}, {@code few}, {@code many} or {@code other}.
   *
   * @param language its tag, of which the first part counts
   * @param number as it is shown; what is no whole number has the form {@code other}
   */
  static String form(String language, String number) {
    if (!WHOLE.matcher(number).matches()) {
      return "other";
    }
    long n = Math.abs(Long.parseLong(number));
    int end = (int) (n % 10);
    int ends = (int) (n % 100);
    int dash = language.indexOf('-');
    return switch (dash < 0 ? language : language.substring(0, dash)) {
      case "id", "ja", "jv", "km", "ko", "lo", "ms", "my", "th", "to", "vi", "wo", "yo", "zh" ->
          "other";
      case "am", "as", "bn", "fa", "ff", "fr", "gu", "hi", "hy", "kn", "pt", "zu" ->
          n <= 1 ? "one" : "other";
      case "be", "ru", "uk" -> east(end, ends, "many");
      case "bs", "hr", "sh", "sr" -> east(end, ends, "other");
      case "pl" ->
          n == 1 ? "one" : end >= 2 && end <= 4 && (ends < 12 || ends > 14) ? "few" : "many";
      case "cs", "sk" -> n == 1 ? "one" : n >= 2 && n <= 4 ? "few" : "other";
      case "sl" ->
          switch (ends) {
            case 1 -> "one";
            case 2 -> "two";
            case 3, 4 -> "few";
            default -> "other";
          };
      case "lt" -> (ends >= 11 && ends <= 19) || end == 0 ? "other" : end == 1 ? "one" : "few";
      case "lv" -> (ends >= 11 && ends <= 19) || end == 0 ? "zero" : end == 1 ? "one" : "other";
      case "mo", "ro" -> n == 1 ? "one" : n == 0 || (ends >= 1 && ends <= 19) ? "few" : "other";
      case "is", "mk" -> end == 1 && ends != 11 ? "one" : "other";
      case "he", "iw" -> n == 1 ? "one" : n == 2 ? "two" : "other";
      case "ga" ->
          n == 1
              ? "one"
              : n == 2 ? "two" : n >= 3 && n <= 6 ? "few" : n >= 7 && n <= 10 ? "many" : "other";
      case "ar" ->
          n == 0
              ? "zero"
              : n == 1
                  ? "one"
                  : n == 2
                      ? "two"
                      : ends >= 3 && ends <= 10 ? "few" : ends >= 11 ? "many" : "other";
      case "cy" ->
          n == 0
              ? "zero"
              : n == 1 ? "one" : n == 2 ? "two" : n == 3 ? "few" : n == 6 ? "many" : "other";
      default -> n == 1 ? "one" : "other";
    };
  }

  /** As Slavic languages of the east and south count: by the end, but not from 11 to 14. */
  private static String east(int end, int ends, String otherwise) {
    boolean teen = ends >= 11 && ends <= 14;
    return teen ? otherwise : end == 1 ? "one" : end >= 2 && end <= 4 ? "few" : otherwise;
  }
}
