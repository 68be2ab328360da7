/** Brings bytes by URL and digest, through a cache. */
package io.github.sitepack.core.fetch;
