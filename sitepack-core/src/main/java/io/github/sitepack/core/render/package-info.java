/** Turns content and a theme into a site. */
package io.github.sitepack.core.render;
