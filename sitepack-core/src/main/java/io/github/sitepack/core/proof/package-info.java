/** Compares images, whoever made them, and tells what differs, where, and what is to blame. */
package io.github.sitepack.core.proof;
