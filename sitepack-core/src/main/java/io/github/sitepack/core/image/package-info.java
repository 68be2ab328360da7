/** Layers plus a config make an OCI image, kept as an OCI layout. */
package io.github.sitepack.core.image;
