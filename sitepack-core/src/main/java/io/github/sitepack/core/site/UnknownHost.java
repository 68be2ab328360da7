package io.github.sitepack.core.site;

import java.util.Locale;

/** What becomes of a request for a host that the site does not know. */
public enum UnknownHost {
  /** It is answered like any other. */
  SERVE,
  /** Status 421: the client has come to the wrong server. */
  REFUSE,
  /** The connection is closed without an answer. */
  CLOSE,
  /** It is redirected to the same address on the site's own host. */
  REDIRECT;

  /** How the settings call it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
