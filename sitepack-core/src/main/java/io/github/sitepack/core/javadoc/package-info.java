/** Finds classes and their members on a classpath, and where their Javadoc is. */
package io.github.sitepack.core.javadoc;
