/** Times the goals on a tree of content, beside Hugo. */
package io.github.sitepack.benchmark;
