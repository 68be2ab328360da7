package io.github.sitepack.core.target;

import java.util.Objects;

/**
 * Who pushes.
 *
 * @param source where it was found, for messages
 * @param user name of the user, or {@code <token>} when the password is an identity token
 * @param password the password, which is in no message
 */
public record Login(String source, String user, String password) {
  /** Checks that nothing is missing. */
  public Login {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(password, "password");
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "the login of " + source;
  }
}
