/** The finished site as an immutable value: paths, files, redirects, cache rules. */
package io.github.sitepack.core.site;
