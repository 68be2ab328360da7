/** Shows people what an image is made of, on pages that need neither network nor script. */
package io.github.sitepack.core.overview;
