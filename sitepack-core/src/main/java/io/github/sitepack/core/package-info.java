/**
 * The use cases: each goal of the Maven plugin is one class here with one public method, {@code
 * run}.
 */
package io.github.sitepack.core;
