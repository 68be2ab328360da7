/** Makes reproducible layers out of files. */
package io.github.sitepack.core.layer;
