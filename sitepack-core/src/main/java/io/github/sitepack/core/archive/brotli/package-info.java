/** Brotli, written so that equal input gives equal bytes on every machine. */
package io.github.sitepack.core.archive.brotli;
