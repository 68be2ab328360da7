/** An index of what pages say, written so that a script in the reader's browser can search it. */
package io.github.sitepack.core.search;
