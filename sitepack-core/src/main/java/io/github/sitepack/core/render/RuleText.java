package io.github.sitepack.core.render;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.content.SourceFile;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.site.PathPattern;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** How files of rules are read: {@code _redirects} and {@code _headers}. */
final class RuleText {
  /**
   * The longest path of a rule, in characters: nginx reads four thousand bytes of an expression.
   */
  private static final int LONGEST = 1000;

  /** A percent sign that begins no escape. */
  static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  private RuleText() {}

  /** The lines of a file, none when it is not in UTF-8. */
  static List<String> lines(SourceFile file, Problems problems) {
    try {
      String text =
          UTF_8.newDecoder().decode(ByteBuffer.wrap(Files.readAllBytes(file.file()))).toString();
      return List.of((text.startsWith("\ufeff") ? text.substring(1) : text).split("\r?\n", -1));
    } catch (CharacterCodingException e) {
      problems.add(Place.of(file.name()), "it is not in UTF-8", "save it as UTF-8");
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file.name(), e);
    }
  }

  /** The form of paths that a rule begins with, with the base path before it. */
  static Optional<PathPattern> pattern(String text, Place place, String base, Problems problems) {
    if (text.length() > LONGEST) {
      problems.add(place, text.length() + " characters in one piece", "shorten it to " + LONGEST);
      return Optional.empty();
    }
    if (!text.startsWith("/")) {
      problems.add(
          place,
          "\"" + text + "\" is no path of this site",
          "begin it with \"/\"; rules for other hosts belong to what stands before this server");
      return Optional.empty();
    }
    if (text.indexOf('?') >= 0 || text.indexOf('#') >= 0) {
      problems.add(
          place,
          "a rule for a query or a fragment is not supported",
          "end the path before the \"?\" or \"#\"");
      return Optional.empty();
    }
    try {
      PathPattern own = new PathPattern(decoded(text));
      return Optional.of(base.equals("/") ? own : new PathPattern(base + own.value().substring(1)));
    } catch (IllegalArgumentException e) {
      problems.add(
          place,
          "\"" + text + "\" is no pattern: " + e.getMessage(),
          "write a path such as /old/, /blog/:year/:slug or /docs/*");
      return Optional.empty();
    }
  }

  /** Percent-decodes a path. */
  static String decoded(String text) {
    if (BROKEN_ESCAPE.matcher(text).find()) {
      throw new IllegalArgumentException("a \"%\" that is no escape");
    }
    byte[] bytes = text.getBytes(UTF_8);
    ByteBuffer plain = ByteBuffer.allocate(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '%') {
        plain.put((byte) Integer.parseInt(new String(bytes, i + 1, 2, UTF_8), 16));
        i += 2;
      } else {
        plain.put(bytes[i]);
      }
    }
    try {
      return UTF_8.newDecoder().decode(plain.flip()).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("escapes that are not UTF-8", e);
    }
  }
}
