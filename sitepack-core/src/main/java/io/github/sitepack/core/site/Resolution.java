package io.github.sitepack.core.site;

import java.util.Optional;

/**
 * An answer and why it is this one.
 *
 * @param answer the answer
 * @param why what decided
 * @param path the decoded path in the whole site, with the folder of the host before it; "" when
 *     the target is malformed
 * @param redirect the redirect that decided
 * @param rule the rule that decided
 */
public record Resolution(
    Answer answer, Why why, String path, Optional<Redirect> redirect, Optional<PathRule> rule) {
  /** What can decide, with what it is called when it is told. */
  public enum Why {
    /** The target cannot be read. */
    MALFORMED("the path is malformed"),
    /** The name is not known. */
    UNKNOWN_HOST("the site does not know this host (serving.unknownHost)"),
    /** The path lies in a folder with a name of its own. */
    OTHER_HOST("this folder has a host of its own (serving.hosts)"),
    /** The root leads to a home page. */
    LANGUAGE("the root leads to the home page in the reader's language (serving.languageChoice)"),
    /** A redirect of one path. */
    REDIRECT("a redirect of this path"),
    /** A rule, with or without files. */
    RULE("a rule for paths of this form"),
    /** The health endpoint. */
    HEALTH("this path tells that the server is up"),
    /** A segment begins with a dot. */
    HIDDEN("a part of the path begins with a dot"),
    /** It is the page for missing ones itself. */
    NOT_FOUND_PAGE("the page for missing ones is sent only where something is missing"),
    /** A file has this path. */
    FILE("a file has this path"),
    /** The page of a folder. */
    INDEX("the page of this folder"),
    /** The name of a file without its ending. */
    HTML("a page has this path with .html behind it"),
    /** Another address of a page. */
    OTHER_ADDRESS("the page has one address, and this is another (serving.trailingSlash)"),
    /** A folder without its slash. */
    FOLDER("a folder is asked for without its slash"),
    /** The page of an application. */
    APP("an address within an application (serving.apps)"),
    /** Nothing. */
    NOTHING("no file, redirect or rule has this path");

    private final String text;

    Why(String text) {
      this.text = text;
    }

    /** In words. */
    public String text() {
      return text;
    }
  }

  static Resolution of(Answer answer, Why why, String path) {
    return new Resolution(answer, why, path, Optional.empty(), Optional.empty());
  }
}
