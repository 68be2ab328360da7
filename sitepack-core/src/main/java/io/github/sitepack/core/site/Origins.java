package io.github.sitepack.core.site;

import io.github.sitepack.core.report.Place;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Where the parts of a site were written, for those who ask why it answers as it does. */
public final class Origins {
  private final Map<Object, Place> places = new LinkedHashMap<>();

  /** Notes where the file at a path comes from. */
  public void file(SitePath path, Place place) {
    places.put(path, place);
  }

  /** Notes where a redirect is written; {@code from} is its path. */
  public void redirect(SitePath from, Place place) {
    places.put("redirect " + from, place);
  }

  /** Notes where a rule is written. */
  public void rule(PathRule rule, Place place) {
    places.put(rule, place);
  }

  /** Notes where a header is written; of equal ones the last counts. */
  public void header(HeaderRule rule, Place place) {
    places.put(rule, place);
  }

  /** Where the file at a path comes from. */
  public Optional<Place> of(SiteFile file) {
    return Optional.ofNullable(places.get(file.path()));
  }

  /** Where a redirect is written. */
  public Optional<Place> of(Redirect redirect) {
    return Optional.ofNullable(places.get("redirect " + redirect.from()));
  }

  /** Where a rule is written. */
  public Optional<Place> of(PathRule rule) {
    return Optional.ofNullable(places.get(rule));
  }

  /** Where a header is written. */
  public Optional<Place> of(HeaderRule rule) {
    return Optional.ofNullable(places.get(rule));
  }
}
