/** Draws diagrams that are written as text, as SVG. */
package io.github.sitepack.core.diagram;
