package io.github.sitepack.core.theme;

import java.util.Objects;

/**
 * Another form of a page.
 *
 * @param format what it is: {@code rss}, {@code atom}, {@code jsonfeed}, {@code markdown}, {@code
 *     llms} or {@code llmsfull}
 * @param mediaType its media type, for example {@code application/rss+xml}
 * @param url its address ready for {@code href}
 * @param permalink its absolute address
 */
public record OutputLink(String format, String mediaType, String url, String permalink) {
  /** Checks that nothing is missing. */
  public OutputLink {
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(mediaType, "mediaType");
    Objects.requireNonNull(url, "url");
    Objects.requireNonNull(permalink, "permalink");
  }
}
