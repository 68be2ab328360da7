package io.github.sitepack.core.content;

import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a page is rendered and where it is listed.
 *
 * @param render whether it has a page of its own
 * @param list the lists it is in
 * @param publishResources whether the files beside it are published
 * @see <a href="https://gohugo.io/content-management/build-options/">Hugo's build options</a>
 */
public record BuildOptions(Render render, Listing list, boolean publishResources) {
  /** A page like any other. */
  public static final BuildOptions ALL = new BuildOptions(Render.ALWAYS, Listing.ALWAYS, true);

  /** A page whose text and files others may use. */
  public static final BuildOptions HEADLESS = new BuildOptions(Render.NEVER, Listing.NEVER, true);

  /** Whether a page has a page of its own. */
  public enum Render {
    /** It has. */
    ALWAYS,
    /** It has not, and no URL either. */
    NEVER,
    /** It has not, but templates may link to where it would be. */
    LINK
  }

  /** The lists a page is in. */
  public enum Listing {
    /** All. */
    ALWAYS,
    /** None. */
    NEVER,
    /** Those of its section, but not those of the whole site. */
    LOCAL
  }

  static BuildOptions read(YamlMap yaml, Place place, Problems problems) {
    return new BuildOptions(
        choice(yaml, "render", Render.class, Render.ALWAYS, Render.NEVER, problems),
        choice(yaml, "list", Listing.class, Listing.ALWAYS, Listing.NEVER, problems),
        yaml.truth("publishResources").orElse(true));
  }

  /** One of an enumeration; {@code true} and {@code false} are older words for two of it. */
  private static <E extends Enum<E>> E choice(
      YamlMap yaml, String key, Class<E> type, E yes, E no, Problems problems) {
    Place at = yaml.placeOf(key);
    Optional<String> written = yaml.text(key);
    if (written.isEmpty() || written.get().equals("true")) {
      return yes;
    }
    if (written.get().equals("false")) {
      return no;
    }
    try {
      return Enum.valueOf(type, written.get().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      problems.add(
          at,
          "\""
              + key
              + "\" must be always, never or "
              + third(type)
              + ", not \""
              + written.get()
              + "\"",
          "write one of the three, or remove the key");
      return yes;
    }
  }

  private static String third(Class<?> type) {
    return type == Render.class ? "link" : "local";
  }
}
