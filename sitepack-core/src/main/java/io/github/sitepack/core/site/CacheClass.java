package io.github.sitepack.core.site;

/** How long a browser or proxy may keep a file without asking again. */
public enum CacheClass {
  /** The URL changes with the content: the renderer put the content's hash into its name. */
  IMMUTABLE("public, max-age=31536000, immutable"),
  /** Pages and feeds: kept, but asked for each time, which costs a 304. */
  REVALIDATE("no-cache"),
  /** Everything else: a few minutes. */
  SHORT("public, max-age=600");

  private final String cacheControl;

  CacheClass(String cacheControl) {
    this.cacheControl = cacheControl;
  }

  /** The value of the {@code Cache-Control} header, RFC 9111 section 5.2. */
  public String cacheControl() {
    return cacheControl;
  }
}
