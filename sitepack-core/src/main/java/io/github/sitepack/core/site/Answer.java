package io.github.sitepack.core.site;

import java.util.Optional;

/** What a site answers to a request. */
public sealed interface Answer {
  /**
   * A file, with status 200.
   *
   * @param file the file
   */
  record Found(SiteFile file) implements Answer {}

  /**
   * A redirect of the site.
   *
   * @param status a redirect's status
   * @param location the value of the {@code Location} header
   */
  record Moved(int status, String location) implements Answer {}

  /**
   * A redirect by a rule that stands behind files.
   *
   * @param status a redirect's status
   * @param location the value of the {@code Location} header
   */
  record Elsewhere(int status, String location) implements Answer {}

  /**
   * Status 410.
   *
   * @param page the page that says so
   */
  record Gone(SiteFile page) implements Answer {}

  /**
   * A folder without its slash, with status 301.
   *
   * @param location the value of the {@code Location} header
   */
  record Folder(String location) implements Answer {}

  /**
   * Status 404.
   *
   * @param page the page that says so, if the site has one
   */
  record Missing(Optional<SiteFile> page) implements Answer {}

  /**
   * The request is for another server.
   *
   * @param status 421, or 0 to close the connection without an answer
   */
  record Refused(int status) implements Answer {}

  /** The server is up. */
  record Healthy() implements Answer {}

  /** Status 400: the target is no path. */
  record Malformed() implements Answer {}
}
