/** Debian's world: versions, relations, package indexes, and their resolution. */
package io.github.sitepack.core.deb;
