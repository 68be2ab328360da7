package io.github.sitepack.core.site;

import io.github.sitepack.core.digest.Digest;

/**
 * The version of a file as nginx tells it: its time, which is made of its content, and its size,
 * both in hexadecimal digits. Strong, RFC 9110 section 8.8.3.
 *
 * @param value with the quotes
 */
public record EntityTag(String value) {
  /** The tag of a content with this digest and size in bytes. */
  public static EntityTag of(Digest digest, long size) {
    return new EntityTag(
        '"'
            + Long.toHexString(digest.contentTime().getEpochSecond())
            + "-"
            + Long.toHexString(size)
            + '"');
  }

  /**
   * Whether a list of tags names this one, RFC 9110 section 13.1.
   *
   * @param list the value of {@code If-None-Match} or {@code If-Match}
   * @param weakly whether {@code W/} before a tag does not matter
   */
  public boolean isIn(String list, boolean weakly) {
    if (list.equals("*")) {
      return true;
    }
    for (String tag : list.split(",", -1)) {
      String trimmed = tag.trim();
      if (trimmed.equals(value) || (weakly && trimmed.equals("W/" + value))) {
        return true;
      }
    }
    return false;
  }

  /** The time in it, in seconds since 1970: what nginx takes for the time of the last change. */
  public long seconds() {
    return Long.parseLong(value.substring(1, value.indexOf('-')), 16);
  }
}
