/** Files as values, and the tar, ar and compressed streams that carry them. */
package io.github.sitepack.core.archive;
