/** Exactly which packages go in, as a file people can read in a diff. */
package io.github.sitepack.core.lock;
