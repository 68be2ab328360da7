/** What characters are, the same on every JDK. */
package io.github.sitepack.core.text;
