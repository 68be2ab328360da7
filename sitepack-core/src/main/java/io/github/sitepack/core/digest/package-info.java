/** SHA-256 digests as values, and streams that compute them. */
package io.github.sitepack.core.digest;
