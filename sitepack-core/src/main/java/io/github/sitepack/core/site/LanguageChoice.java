package io.github.sitepack.core.site;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the root of a site in several languages leads: to the home page in the language that the
 * reader's browser asks for, RFC 9110 section 12.5.4. Nothing else depends on the reader.
 *
 * @param at the path that is asked for
 * @param homes the home pages; the first is for those who ask for none of the languages
 */
public record LanguageChoice(SitePath at, List<Home> homes) {
  /**
   * The home page in a language.
   *
   * @param tag the language, BCP 47
   * @param home where its home page is
   */
  public record Home(String tag, SitePath home) {
    /** Checks the form of the tag. */
    public Home {
      if (!tag.matches("[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")) {
        throw new IllegalArgumentException("no language: " + tag);
      }
    }
  }

  /** The status: another reader is sent elsewhere. */
  public static final int STATUS = 302;

  /** What the answer depends on. */
  public static final String VARY = "Accept-Language";

  /** Copies the list. */
  public LanguageChoice {
    homes = List.copyOf(homes);
    if (homes.size() < 2) {
      throw new IllegalArgumentException("no choice of languages");
    }
  }

  /**
   * Regular expressions that find the language in the header, the first that fits, in any case.
   * They look for quality 1, then for 0.9 and so on; among languages of about one quality the first
   * one in the header counts. The group {@code choice} is the beginning of a known tag.
   */
  public List<String> expressions() {
    TreeSet<String> known =
        new TreeSet<>(
            Comparator.comparingInt(String::length)
                .reversed()
                .thenComparing(Comparator.naturalOrder()));
    for (Home home : homes) {
      known.add(lower(home.tag()));
      known.add(primary(home.tag()));
    }
    String choice =
        "(?:^|,)[ \\t]*+(?<choice>" + String.join("|", known) + ")(?:-[a-z0-9]++)*+[ \\t]*+";
    List<String> all = new ArrayList<>();
    all.add(choice + "(?:;[ \\t]*+q=1(?:\\.0*+)?[ \\t]*+)?(?:,|\\z)");
    for (int tenths = 9; tenths >= 0; tenths--) {
      String digits = tenths > 0 ? tenths + "[0-9]{0,2}" : "0(?!0?[ \\t,]|0?\\z)[0-9]{1,2}";
      all.add(choice + ";[ \\t]*+q=0\\." + digits + "[ \\t]*+(?:,|\\z)");
    }
    return all;
  }

  /** The home page for what an expression found, in lower case. */
  public List<Home> byChoice() {
    List<Home> all = new ArrayList<>();
    TreeSet<String> known = new TreeSet<>();
    for (Home home : homes) {
      if (known.add(lower(home.tag()))) {
        all.add(new Home(lower(home.tag()), home.home()));
      }
    }
    for (Home home : homes) {
      if (known.add(primary(home.tag()))) {
        all.add(new Home(primary(home.tag()), home.home()));
      }
    }
    return all;
  }

  /** The home page for the value of a header, which may be empty. */
  public SitePath home(String header) {
    for (String expression : expressions()) {
      Matcher match = Pattern.compile(expression, Pattern.CASE_INSENSITIVE).matcher(header);
      if (match.find()) {
        String found = lower(match.group("choice"));
        return byChoice().stream()
            .filter(h -> h.tag().equals(found))
            .findFirst()
            .orElseThrow()
            .home();
      }
    }
    return homes.get(0).home();
  }

  private static String lower(String tag) {
    return tag.toLowerCase(Locale.ROOT);
  }

  private static String primary(String tag) {
    int dash = tag.indexOf('-');
    return lower(dash < 0 ? tag : tag.substring(0, dash));
  }
}
