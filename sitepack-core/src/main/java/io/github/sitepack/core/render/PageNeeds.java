package io.github.sitepack.core.render;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What one page loads and runs, as found in its HTML. Addresses are kept as written, for a {@code
 * base} element anywhere tells what they mean.
 */
final class PageNeeds {
  /** Sources that are no address, by directive: hashes and {@code 'unsafe-hashes'}. */
  private final SortedMap<String, SortedSet<String>> sources = new TreeMap<>();

  /** Addresses, by directive. */
  private final SortedMap<String, SortedSet<String>> urls = new TreeMap<>();

  private boolean runs;
  private boolean writesMarkup;
  private String base = "";

  /** Whether another page needs the same. */
  boolean isSame(PageNeeds other) {
    return sources.equals(other.sources)
        && urls.equals(other.urls)
        && runs == other.runs
        && writesMarkup == other.writesMarkup
        && base.equals(other.base);
  }

  /**
   * All of it as a text that is equal for pages whose policies are equal wherever they lie; empty
   * when an address depends on where the page is.
   */
  Optional<String> anywhere() {
    StringBuilder all = new StringBuilder();
    for (Map.Entry<String, SortedSet<String>> directive : urls.entrySet()) {
      all.append(directive.getKey());
      for (String url : directive.getValue()) {
        if (!url.startsWith("/")) {
          return Optional.empty();
        }
        all.append('\n').append(url.length()).append(url);
      }
      all.append('\n');
    }
    return base.isEmpty()
        ? Optional.of(all.append(sources).append(runs).append(writesMarkup).toString())
        : Optional.empty();
  }

  /** Adds a source that is no address. */
  void source(String directive, String source) {
    sources.computeIfAbsent(directive, key -> new TreeSet<>()).add(source);
  }

  /** Adds an address. */
  void url(String directive, String url) {
    urls.computeIfAbsent(directive, key -> new TreeSet<>()).add(url);
  }

  /** Notes a script; {@code writesMarkup} when it may turn text into markup or code. */
  void runs(boolean writesMarkup) {
    this.runs = true;
    this.writesMarkup |= writesMarkup;
  }

  /** Takes the address of a {@code base} element: the first counts. */
  void base(String url) {
    if (base.isEmpty()) {
      base = url;
    }
  }

  SortedMap<String, SortedSet<String>> sources() {
    return sources;
  }

  SortedMap<String, SortedSet<String>> urls() {
    return urls;
  }

  boolean runs() {
    return runs;
  }

  boolean writesMarkup() {
    return writesMarkup;
  }

  /** The address of the {@code base} element as written, or "". */
  String base() {
    return base;
  }
}
