package io.github.sitepack.core.theme;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A site as templates saw it in an earlier build, of what its {@link Facts} wrote down: everything
 * but the texts of its pages, which can be given anew. A page is read when it is asked for.
 */
public final class KeptSite {
  // Before any other class of FreeMarker, as for templates.
  static {
    Templates.silenceFreeMarker();
  }

  private final FactsInput input;
  private final KeptPage[] pages;
  private final SiteModel model;
  private final AtomicBoolean missing = new AtomicBoolean();

  /**
   * Knows what was written down.
   *
   * @param from where it begins
   * @param starts where each page begins
   * @throws RuntimeException when it is damaged
   */
  public KeptSite(byte[] facts, int from, List<Integer> starts) {
    input = new FactsInput(facts, this::page);
    pages = new KeptPage[starts.size()];
    for (int i = 0; i < pages.length; i++) {
      pages[i] = new KeptPage(input, starts.get(i), missing);
    }
    model =
        FactsInput.record(
            SiteModel.class, input.properties(from, Models.siteProperties().keySet()));
  }

  /** The site. */
  public SiteModel model() {
    return model;
  }

  /** A page by its number among the facts. */
  public KeptPage page(int number) {
    return pages[number];
  }

  /** Whether a text was asked for that nobody has given. */
  public boolean isMissing() {
    return missing.get();
  }
}
