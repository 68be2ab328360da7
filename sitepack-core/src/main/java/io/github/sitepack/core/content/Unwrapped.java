package io.github.sitepack.core.content;

import org.commonmark.node.CustomBlock;

/** A line that is no paragraph, since shortcodes have made the elements that it stands in. */
final class Unwrapped extends CustomBlock {}
