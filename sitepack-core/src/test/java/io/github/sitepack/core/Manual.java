package io.github.sitepack.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of the manual's reference, which tests compare with the code.
 *
 * @param file where it is
 * @param text its Markdown
 */
public record Manual(Path file, String text) {
  private static final Path REFERENCE =
      Path.of("..", "docs", "src", "site", "content", "reference");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)`[^|]*\\|(.*)$");

  /** The page of that name, without {@code .md}. */
  public static Manual page(String name) throws IOException {
    Path file = REFERENCE.resolve(name + ".md");
    return new Manual(file, Files.readString(file).replace("\r\n", "\n"));
  }

  /** The part below a heading of level 2, or, for "", the part above the first one. */
  public Manual below(String heading) {
    String padded = "\n" + text + "\n## ";
    String mark = heading.isEmpty() ? "\n" : "\n## " + heading + "\n";
    int start = padded.indexOf(mark);
    if (start < 0) {
      throw new AssertionError("no heading \"" + heading + "\" in " + file);
    }
    start += mark.length();
    return new Manual(file, padded.substring(start - 1, padded.indexOf("\n## ", start - 1) + 1));
  }

  /** What stands as code at the beginning of each row of the tables. */
  public List<String> keys() {
    List<String> keys = new ArrayList<>();
    Matcher row = ROW.matcher(text);
    while (row.find()) {
      keys.add(row.group(1));
    }
    return keys;
  }

  /** The rest of the row that begins with a key. */
  public String row(String key) {
    Matcher row = ROW.matcher(text);
    while (row.find()) {
      if (row.group(1).equals(key)) {
        return row.group(2);
      }
    }
    throw new AssertionError("no row \"" + key + "\" in " + file);
  }
}
