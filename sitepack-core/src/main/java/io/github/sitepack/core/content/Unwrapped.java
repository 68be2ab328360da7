package io.github.sitepack.core.content;

import org.commonmark.node.CustomBlock;

/** What shortcodes alone have made of lines of Markdown and HTML: as in Hugo, no paragraph. */
final class Unwrapped extends CustomBlock {}
