package io.github.sitepack.core.fetch;

import java.io.IOException;
import java.net.URI;

/** A place where bytes may be had. Whether they are the right ones is checked afterwards. */
public interface Candidate {
  /**
   * The address: {@code http}, {@code https} or {@code file}. Called only when it is this
   * candidate's turn, so it may ask a server itself.
   *
   * @throws IOException when there is no address; the message says why
   */
  URI locate() throws IOException;

  /** What the candidate is called in a problem, without credentials. */
  String name();

  /** A known address. */
  static Candidate of(URI uri) {
    return new Candidate() {
      @Override
      public URI locate() {
        return uri;
      }

      @Override
      public String name() {
        return Http.shown(uri);
      }
    };
  }
}
