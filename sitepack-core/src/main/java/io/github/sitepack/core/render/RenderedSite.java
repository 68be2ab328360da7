package io.github.sitepack.core.render;

import io.github.sitepack.core.site.Origins;
import io.github.sitepack.core.site.Site;

/**
 * A site that was rendered without a problem.
 *
 * @param site the finished site
 * @param pages how many pages were rendered
 * @param origins where its parts were written
 */
public record RenderedSite(Site site, int pages, Origins origins) {}
