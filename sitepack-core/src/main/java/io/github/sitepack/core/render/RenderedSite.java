package io.github.sitepack.core.render;

import io.github.sitepack.core.site.Site;

/**
 * A site that was rendered without a problem.
 *
 * @param site the finished site
 * @param pages how many pages were rendered
 */
public record RenderedSite(Site site, int pages) {}
