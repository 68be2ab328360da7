package io.github.sitepack.core.content;

import java.util.Optional;
import net.fellbaum.jemoji.EmojiManager;

/** Pictures by the names that GitHub gives them, or Slack. */
final class Emoji {
  private Emoji() {}

  /**
   * The picture of a name.
   *
   * @param name with its colons: {@code :smile:}
   */
  static Optional<String> of(String name) {
    return EmojiManager.getByGithubAlias(name)
        .or(() -> EmojiManager.getBySlackAlias(name))
        .map(net.fellbaum.jemoji.Emoji::getEmoji);
  }
}
