package io.github.sitepack.core.content;

/** The words that Markdown has none for, in the language of a page. */
@FunctionalInterface
public interface Words {
  /** Those of English. */
  Words ENGLISH =
      key ->
          switch (key) {
            case "task.done" -> "done";
            case "task.todo" -> "to do";
            default -> Alert.name(key.substring(key.indexOf('.') + 1));
          };

  /**
   * The word of a key.
   *
   * @param key {@code task.done} and {@code task.todo}, which are read in place of a box, and the
   *     titles of alerts: {@code alert.note}, {@code alert.tip}, {@code alert.important}, {@code
   *     alert.warning} and {@code alert.caution}
   */
  String get(String key);
}
