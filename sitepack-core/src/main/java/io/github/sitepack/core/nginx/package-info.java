/** Writes the nginx configuration that serves a site. */
package io.github.sitepack.core.nginx;
