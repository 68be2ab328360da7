package io.github.sitepack.core.deb;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One stanza of a control file: fields by name, whatever the case of their letters.
 *
 * @see <a href="https://manpages.debian.org/trixie/dpkg-dev/deb822.5.en.html">deb822(5)</a>
 */
public final class Control {
  private final SortedMap<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  private Control() {}

  /**
   * Reads one stanza: up to the first empty line after a field. Lines that start with {@code #} are
   * comments. A field's further lines are kept with their line feeds and without their leading
   * blank.
   *
   * @throws IllegalArgumentException when a line is neither field nor continuation, or a field
   *     comes twice
   */
  public static Control parse(String text) {
    Control control = new Control();
    String name = null;
    for (String line : text.split("\n", -1)) {
      if (line.startsWith("#")) {
        continue;
      }
      String stripped = line.stripTrailing();
      if (stripped.isEmpty()) {
        if (name != null) {
          break;
        }
      } else if (line.charAt(0) == ' ' || line.charAt(0) == '\t') {
        if (name == null) {
          throw new IllegalArgumentException("continues nothing: \"" + stripped + "\"");
        }
        control.fields.merge(name, stripped.substring(1), (old, more) -> old + "\n" + more);
      } else {
        int colon = line.indexOf(':');
        if (colon <= 0) {
          throw new IllegalArgumentException("not a field: \"" + stripped + "\"");
        }
        name = line.substring(0, colon);
        if (control.fields.putIfAbsent(name, line.substring(colon + 1).strip()) != null) {
          throw new IllegalArgumentException("field " + name + " comes twice");
        }
      }
    }
    return control;
  }

  /** The value of a field, without blanks around it. */
  public Optional<String> get(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  /** The value of a field, or "". */
  String text(String name) {
    return fields.getOrDefault(name, "");
  }

  /**
   * The value of a field that must be there.
   *
   * @throws IllegalArgumentException when it is not
   */
  String require(String name) {
    return get(name)
        .filter(value -> !value.isEmpty())
        .orElseThrow(() -> new IllegalArgumentException("no field " + name));
  }
}
