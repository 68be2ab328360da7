package io.github.sitepack.core.render;

import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.site.HeaderRule;
import java.util.Optional;

/** What a header of a rule may be, wherever the rule is written. */
final class HeaderText {
  /** The longest value, in characters: some clients and proxies take no more than 8 KB in all. */
  static final int LONGEST = 2000;

  private static final int LONGEST_NAME = 200;

  private HeaderText() {}

  /**
   * Checks name and value; what is wrong is a problem.
   *
   * @param value empty to send no such header
   * @return whether a rule can be made of them
   */
  static boolean check(String name, Optional<String> value, Place place, Problems problems) {
    if (name.length() > LONGEST_NAME) {
      problems.add(
          place, name.length() + " characters in one name", "shorten it to " + LONGEST_NAME);
    } else if (!HeaderRule.isName(name)) {
      problems.add(
          place,
          "\"" + shortened(name) + "\" is no name of a header",
          "write it as \"Name: value\", the name of ASCII letters, digits and \"-\"");
    } else if (HeaderRule.isOwned(name)) {
      problems.add(
          place,
          name + " follows from what is sent and cannot be set",
          "remove the line; the manual tells what is sent");
    } else if (value.isEmpty()) {
      if (!name.equalsIgnoreCase(HeaderRule.CACHE_CONTROL)) {
        return true;
      }
      problems.add(
          place,
          "without " + name + " browsers would guess how long to keep a file",
          "write a value, such as \"Cache-Control: no-cache\"");
    } else if (value.get().length() > LONGEST) {
      problems.add(
          place, value.get().length() + " characters in one value", "shorten it to " + LONGEST);
    } else if (!HeaderRule.isValue(value.get())) {
      problems.add(
          place,
          value.get().isEmpty() ? name + " without a value" : name + " with more than plain ASCII",
          value.get().isEmpty()
              ? "write the value, or have " + name + " removed"
              : "use printable ASCII");
    } else {
      return true;
    }
    return false;
  }

  private static String shortened(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "…" : text;
  }
}
