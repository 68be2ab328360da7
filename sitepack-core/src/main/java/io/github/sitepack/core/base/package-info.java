/** Finds out what is in an image of a registry that a site is to stand on. */
package io.github.sitepack.core.base;
