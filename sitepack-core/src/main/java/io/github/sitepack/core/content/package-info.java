/** Reads source pages: front matter, Markdown, headings, links. */
package io.github.sitepack.core.content;
