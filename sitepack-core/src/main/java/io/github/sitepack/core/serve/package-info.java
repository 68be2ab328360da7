/** Serves a site on the loopback address while it is being written. */
package io.github.sitepack.core.serve;
