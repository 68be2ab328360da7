package io.github.sitepack.core.render;

import io.github.sitepack.core.content.FrontMatter;
import java.time.Instant;
import java.util.Optional;

/**
 * Which pages are shown, beside those that are published. There is no clock: what is in the future
 * or has expired is told by a time that the build is given, and without one by nothing.
 *
 * @param drafts whether pages with {@code draft: true} are
 * @param future whether pages are that are published only after now
 * @param expired whether pages are that are published no longer
 * @param now the time of the build, which is an input like any other; empty when there is none
 */
public record Shown(boolean drafts, boolean future, boolean expired, Optional<Instant> now) {
  /** What is published, whatever the time. */
  public static final Shown PUBLISHED = new Shown(false, false, false, Optional.empty());

  /** Why a page is left out. */
  enum Reason {
    DRAFT("which is a draft", "publish %s by draft: false, or remove the link"),
    FUTURE(
        "which is not published yet",
        "wait until %s is, or render what is in the future too, or remove the link"),
    EXPIRED("which is published no longer", "change the expiryDate of %s, or remove the link");

    private final String what;
    private final String fix;

    Reason(String what, String fix) {
      this.what = what;
      this.fix = fix;
    }

    /** What a link to such a page is told, after a comma. */
    String what() {
      return what;
    }

    /** What can be done about a link to the file of that name. */
    String fix(String name) {
      return fix.replace("%s", name);
    }
  }

  /** Why a page is left out, or empty when it is shown. */
  Optional<Reason> hides(FrontMatter page) {
    if (page.draft() && !drafts) {
      return Optional.of(Reason.DRAFT);
    }
    if (now.isEmpty()) {
      return Optional.empty();
    }
    if (!future && page.publishDate().map(date -> date.isAfter(now.get())).orElse(false)) {
      return Optional.of(Reason.FUTURE);
    }
    if (!expired && page.expiryDate().map(date -> !date.isAfter(now.get())).orElse(false)) {
      return Optional.of(Reason.EXPIRED);
    }
    return Optional.empty();
  }
}
