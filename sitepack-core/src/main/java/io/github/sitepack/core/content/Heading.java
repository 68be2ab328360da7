package io.github.sitepack.core.content;

/**
 * A heading of a page.
 *
 * @param level 1 to 6
 * @param id what a link to it names after {@code #}
 * @param title its text, not HTML
 */
public record Heading(int level, String id, String title) {}
