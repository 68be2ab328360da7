package io.github.sitepack.core.content;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The size of an image, read from the first bytes of a PNG, GIF, JPEG or SVG file.
 *
 * @param width in CSS pixels, at least 1
 * @param height in CSS pixels, at least 1
 */
public record ImageSize(int width, int height) {
  private static final int SVG_HEAD = 8192;
  private static final Pattern SVG = Pattern.compile("<svg(?!\\w)([^>]*)>", Pattern.DOTALL);
  private static final Pattern VIEW_BOX =
      Pattern.compile(
          "viewBox\\s*=\\s*[\"'][\\s,]*\\S+[\\s,]+\\S+[\\s,]+([\\d.]+)[\\s,]+([\\d.]+)");

  /** The size of a file's image; empty when it cannot be told. */
  public static Optional<ImageSize> of(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      if (name.endsWith(".png")) {
        return png(in);
      } else if (name.endsWith(".gif")) {
        return gif(in);
      } else if (name.endsWith(".jpg") || name.endsWith(".jpeg")) {
        return jpeg(in);
      } else if (name.endsWith(".svg")) {
        return svg(in);
      }
    } catch (IOException e) {
      // A page without the size still shows the image; a missing file is told elsewhere.
      return Optional.empty();
    }
    return Optional.empty();
  }

  private static Optional<ImageSize> sized(int width, int height) {
    return width > 0 && height > 0 ? Optional.of(new ImageSize(width, height)) : Optional.empty();
  }

  private static Optional<ImageSize> png(DataInputStream in) throws IOException {
    if (in.readLong() != 0x89504E470D0A1A0AL) {
      return Optional.empty();
    }
    in.skipNBytes(8);
    return sized(in.readInt(), in.readInt());
  }

  private static Optional<ImageSize> gif(DataInputStream in) throws IOException {
    byte[] head = in.readNBytes(10);
    if (head.length < 10 || head[0] != 'G' || head[1] != 'I' || head[2] != 'F') {
      return Optional.empty();
    }
    return sized(
        (head[6] & 0xff) | (head[7] & 0xff) << 8, (head[8] & 0xff) | (head[9] & 0xff) << 8);
  }

  private static Optional<ImageSize> jpeg(DataInputStream in) throws IOException {
    if (in.readUnsignedShort() != 0xFFD8) {
      return Optional.empty();
    }
    while (true) {
      int marker = in.readUnsignedShort();
      if (marker >> 8 != 0xFF) {
        throw new EOFException();
      }
      int kind = marker & 0xff;
      if (kind == 0xFF || kind == 0x01 || (kind >= 0xD0 && kind <= 0xD9)) {
        continue;
      }
      int length = in.readUnsignedShort();
      // Start of frame, of any coding; C4, C8 and CC are tables.
      if (kind >= 0xC0 && kind <= 0xCF && kind != 0xC4 && kind != 0xC8 && kind != 0xCC) {
        in.skipNBytes(1);
        int height = in.readUnsignedShort();
        return sized(in.readUnsignedShort(), height);
      }
      in.skipNBytes(Math.max(0, length - 2));
    }
  }

  private static Optional<ImageSize> svg(InputStream in) throws IOException {
    Matcher root = SVG.matcher(new String(in.readNBytes(SVG_HEAD), StandardCharsets.UTF_8));
    if (!root.find()) {
      return Optional.empty();
    }
    int width = length(root.group(1), "width");
    int height = length(root.group(1), "height");
    if (width > 0 && height > 0) {
      return sized(width, height);
    }
    Matcher box = VIEW_BOX.matcher(root.group(1));
    return box.find() ? sized(rounded(box.group(1)), rounded(box.group(2))) : Optional.empty();
  }

  private static int length(String attributes, String name) {
    Matcher matcher =
        Pattern.compile("(?:^|\\s)" + name + "\\s*=\\s*[\"']\\s*([\\d.]+)(?:px)?\\s*[\"']")
            .matcher(attributes);
    return matcher.find() ? rounded(matcher.group(1)) : 0;
  }

  private static int rounded(String number) {
    try {
      return (int) Math.round(Double.parseDouble(number));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
