package io.github.sitepack.core.content;

import io.github.sitepack.core.report.Place;

/**
 * A text and where it was written.
 *
 * @param text as written
 * @param place where
 */
public record Placed(String text, Place place) {}
