package io.github.sitepack.core.content;

import io.github.sitepack.core.report.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Files of the content that are neither pages nor served: those whose path, or that of a folder
 * they are in, one of the patterns finds something in. Hugo looks at the path on its machine; here
 * it begins with a slash and goes on from the project, so that it is the same everywhere.
 *
 * @param patterns regular expressions, of which one must fit a part of the path
 * @see <a href="https://gohugo.io/configuration/all/#ignorefiles">Hugo's ignoreFiles</a>
 */
public record IgnoredFiles(List<Pattern> patterns) {
  /** Copies the list. */
  public IgnoredFiles {
    patterns = List.copyOf(patterns);
  }

  static IgnoredFiles read(YamlMap yaml, Problems problems) {
    List<Pattern> patterns = new ArrayList<>();
    for (Placed written : yaml.texts("ignoreFiles")) {
      try {
        patterns.add(Pattern.compile(written.text()));
      } catch (PatternSyntaxException e) {
        problems.add(
            written.place(),
            "\"" + written.text() + "\" is no regular expression: " + e.getDescription(),
            "correct it, as in \\.Rmd$ for all files that end so");
      }
    }
    return new IgnoredFiles(patterns);
  }

  /**
   * Whether a file is left out.
   *
   * @param name its path from the project, with {@code /}
   */
  public boolean has(String name) {
    if (patterns.isEmpty()) {
      return false;
    }
    String path = "/" + name;
    for (int end = path.indexOf('/', 1); end >= 0; end = path.indexOf('/', end + 1)) {
      if (finds(path.substring(0, end))) {
        return true;
      }
    }
    return finds(path);
  }

  private boolean finds(String path) {
    return patterns.stream().anyMatch(pattern -> pattern.matcher(path).find());
  }
}
