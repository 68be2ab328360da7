/** Loads a theme and applies its templates to a page. */
package io.github.sitepack.core.theme;
