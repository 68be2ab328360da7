/** The Maven goals: parameters, one settings record, one call of a use case. */
package io.github.sitepack.maven;
