package io.github.sitepack.core.theme;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A theme that lies between the built-in one and the site.
 *
 * @param shown what problems call it
 * @param files its files by path, of which those below {@code layouts/}, {@code assets/}, {@code
 *     static/} and {@code i18n/} count; the arrays are not to be changed
 */
public record ThemeLayer(String shown, SortedMap<String, byte[]> files) {
  /** The level of what templates see; themes written for a later one cannot be used. */
  public static final int API = 1;

  /** The earliest level that is still kept to. */
  public static final int OLDEST_API = 1;

  /** Copies the map. */
  public ThemeLayer {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }
}
