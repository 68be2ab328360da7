package io.github.sitepack.core.content;

import io.github.sitepack.core.report.Place;

/** Knows where the links and images of a page lead on the finished site. */
public interface References {
  /**
   * What a reference leads to; when it leads nowhere, the implementation notes the problem and the
   * reference stays as it is.
   */
  Target resolve(Reference reference);

  /**
   * A link or an image as it was written.
   *
   * @param kind what refers
   * @param target what was written, decoded from Markdown or HTML but not from percent-encoding
   * @param place where
   */
  record Reference(Kind kind, String target, Place place) {}

  /** What refers. */
  enum Kind {
    /** A link, which a reader follows. */
    LINK,
    /** An image or another file that the page shows. */
    IMAGE
  }

  /**
   * What a reference becomes.
   *
   * @param url ready for an attribute: percent-encoded, with the base path
   * @param width of an image, in pixels; 0 when not known
   * @param height of an image, in pixels; 0 when not known
   * @param name what a link without a text of its own shows as code, or ""
   */
  record Target(String url, int width, int height, String name) {
    /** A target without a name. */
    public Target(String url, int width, int height) {
      this(url, width, height, "");
    }

    /** A target without a size. */
    public static Target of(String url) {
      return new Target(url, 0, 0);
    }
  }
}
