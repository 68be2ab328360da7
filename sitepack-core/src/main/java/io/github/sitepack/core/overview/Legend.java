package io.github.sitepack.core.overview;

import java.util.Collection;
import java.util.TreeSet;

/** What the colours of a map stand for. */
final class Legend {
  private Legend() {}

  /** Writes the kinds that the map has. */
  static void write(Collection<Kind> kinds, ImageFacts facts, Html out) {
    out.raw("<ul class=\"legend\" aria-label=\"Colours\">");
    for (Kind kind : new TreeSet<>(kinds)) {
      out.element("li", kind.style(), kind.label());
    }
    if (facts.before().isPresent()) {
      out.element("li", "fresh", "new since the build before");
    }
    out.raw("</ul>\n");
  }
}
