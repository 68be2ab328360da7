package io.github.sitepack.core.content;

import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.SitepackException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Locale;

/**
 * The text of a source file: decoded from UTF-8, without a byte order mark, every line ended by
 * {@code \n} whatever the checkout made of it. Offsets are UTF-16 units of that text.
 */
final class SourceText {
  private final String name;
  private final String text;
  private final int[] lines;

  SourceText(String name, String text) {
    this.name = name;
    this.text = text;
    this.lines = lineStarts(text);
  }

  /**
   * Reads a file.
   *
   * @throws SitepackException when it cannot be read or is not UTF-8, at the first bad byte
   */
  static SourceText read(SourceFile file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file.file());
    } catch (IOException e) {
      throw new SitepackException(
          Place.of(file.name()),
          "cannot be read (" + e + ")",
          "make the file readable for the user that runs the build",
          e);
    }
    return new SourceText(file.name(), decode(file.name(), bytes));
  }

  /** The text in some bytes; {@code name} is what problems call it. */
  static SourceText of(String name, byte[] bytes) {
    return new SourceText(name, decode(name, bytes));
  }

  private static String decode(String name, byte[] bytes) {
    CharsetDecoder utf8 =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = utf8.decode(in, out, true);
    out.flip();
    String text = normalised(out);
    if (result.isError()) {
      int at = in.position();
      int lineStart = text.lastIndexOf('\n') + 1;
      throw new SitepackException(
          Place.of(
              name,
              1 + (int) text.chars().filter(c -> c == '\n').count(),
              1 + text.length() - lineStart),
          String.format(Locale.ROOT, "not UTF-8: byte 0x%02X at offset %d", bytes[at] & 0xff, at),
          "save the file as UTF-8");
    }
    int bad = nonCharacter(text);
    if (bad >= 0) {
      SourceText good = new SourceText(name, text);
      throw new SitepackException(
          good.place(bad),
          String.format(
              Locale.ROOT,
              "the character U+%04X, which is not allowed in text",
              (int) text.charAt(bad)),
          "remove it");
    }
    return text;
  }

  private static String normalised(CharBuffer chars) {
    boolean plain = true;
    for (int i = 0; plain && i < chars.length(); i++) {
      plain = chars.charAt(i) != '\r';
    }
    int start = chars.length() > 0 && chars.charAt(0) == '\ufeff' ? 1 : 0;
    if (plain) {
      return chars.subSequence(start, chars.length()).toString();
    }
    StringBuilder text = new StringBuilder(chars.length());
    for (int i = start; i < chars.length(); i++) {
      char c = chars.charAt(i);
      if (c != '\r') {
        text.append(c);
      } else if (i + 1 == chars.length() || chars.charAt(i + 1) != '\n') {
        text.append('\n');
      }
    }
    return text.toString();
  }

  /** Where one of the characters is that {@link Insertions} uses for marks, or -1. */
  private static int nonCharacter(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= Insertions.OPEN && c <= Insertions.END) {
        return i;
      }
    }
    return -1;
  }

  private static int[] lineStarts(String text) {
    int[] starts = new int[16];
    int count = 1;
    for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
      if (count == starts.length) {
        starts = Arrays.copyOf(starts, count * 2);
      }
      starts[count++] = i + 1;
    }
    return Arrays.copyOf(starts, count);
  }

  String name() {
    return name;
  }

  String text() {
    return text;
  }

  /** The place of an offset. */
  Place place(int offset) {
    int found = Arrays.binarySearch(lines, offset);
    int line = found >= 0 ? found : -found - 2;
    return Place.of(name, line + 1, offset - lines[line] + 1);
  }
}
