package io.github.sitepack.core.render;

import io.github.sitepack.core.report.Place;
import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What pages and menus refer to on other hosts, and where. Links that templates of pages make are
 * not among it. Safe for several threads.
 */
public final class ExternalLinks {
  private final SortedMap<URI, SortedSet<Place>> places = new TreeMap<>();

  /** Notes what a reference names, when that is an address of the web. */
  void add(String written, Place place) {
    Optional<URI> address = address(written);
    if (address.isPresent()) {
      synchronized (places) {
        places.computeIfAbsent(address.get(), uri -> new TreeSet<>()).add(place);
      }
    }
  }

  /** All addresses without fragments, each with the places that name it. */
  public SortedMap<URI, SortedSet<Place>> all() {
    synchronized (places) {
      SortedMap<URI, SortedSet<Place>> all = new TreeMap<>();
      places.forEach((uri, at) -> all.put(uri, Collections.unmodifiableSortedSet(at)));
      return all;
    }
  }

  /** As a browser reads it: blanks and other letters than ASCII become what they stand for. */
  private static Optional<URI> address(String written) {
    String text = written.strip();
    String whole = text.startsWith("//") ? "https:" + text : text;
    String lower = whole.toLowerCase(Locale.ROOT);
    if (!lower.startsWith("http://") && !lower.startsWith("https://")) {
      return Optional.empty();
    }
    int hash = whole.indexOf('#');
    String bare = hash < 0 ? whole : whole.substring(0, hash);
    int host = bare.indexOf("//") + 2;
    int end = host;
    while (end < bare.length() && "/?".indexOf(bare.charAt(end)) < 0) {
      end++;
    }
    try {
      return Optional.of(
          new URI(
              bare.substring(0, host)
                  + ascii(bare.substring(host, end))
                  + (end == bare.length() ? "/" : escaped(bare.substring(end)))));
    } catch (URISyntaxException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String ascii(String authority) {
    return authority.chars().allMatch(c -> c < 0x80) ? authority : IDN.toASCII(authority);
  }

  private static String escaped(String path) {
    StringBuilder out = new StringBuilder();
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      if (b <= ' ' || "\"<>\\^`{|}".indexOf(b) >= 0) {
        out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      } else {
        out.append((char) b);
      }
    }
    return out.toString();
  }
}
