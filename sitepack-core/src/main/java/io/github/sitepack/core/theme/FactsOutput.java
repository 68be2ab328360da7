package io.github.sitepack.core.theme;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.time.temporal.Temporal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.ToIntFunction;

/**
 * Writes what templates can see, so that different values give different bytes and {@link
 * FactsInput} can make the values of them again. Each value is a letter and what belongs to it.
 */
final class FactsOutput {
  /** Values that are told by their class and their text, and are read from that text again. */
  static final List<Class<?>> WORDED =
      List.of(
          PageKind.class,
          Character.class,
          Float.class,
          Short.class,
          Byte.class,
          BigDecimal.class,
          BigInteger.class,
          LocalDate.class,
          LocalDateTime.class,
          LocalTime.class,
          OffsetDateTime.class,
          OffsetTime.class,
          ZonedDateTime.class,
          Instant.class);

  private final DataOutputStream out;
  private final ToIntFunction<PageModel> numbers;
  private boolean readable = true;

  /** Writes pages as their numbers. */
  FactsOutput(DataOutputStream out, ToIntFunction<PageModel> numbers) {
    this.out = out;
    this.numbers = numbers;
  }

  /** Whether all that was written can be read again as it was. */
  boolean isReadable() {
    return readable;
  }

  void property(Method property, Object object) throws IOException {
    try {
      value(property.invoke(object));
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof UnsupportedOperationException unseen) {
        out.writeByte('!');
        text(String.valueOf(unseen.getMessage()));
        return;
      }
      throw new UnknownKind();
    } catch (IllegalAccessException e) {
      throw new UnknownKind();
    }
  }

  void value(Object value) throws IOException {
    if (value == null) {
      out.writeByte('0');
    } else if (value instanceof String text) {
      text(text);
    } else if (value instanceof PageModel page) {
      out.writeByte('p');
      out.writeInt(numbers.applyAsInt(page));
    } else if (value instanceof Boolean truth) {
      out.writeByte(truth ? 't' : 'f');
    } else if (value instanceof Integer number) {
      out.writeByte('i');
      out.writeInt(number);
    } else if (value instanceof Html html) {
      out.writeByte('h');
      text(html.markup());
    } else if (value instanceof Collection<?> collection) {
      collection(collection);
    } else if (value instanceof Map<?, ?> map) {
      out.writeByte('m');
      out.writeInt(map.size());
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        readable &= entry.getKey() instanceof String;
        value(entry.getKey());
        value(entry.getValue());
      }
    } else if (value instanceof Long number) {
      out.writeByte('j');
      out.writeLong(number);
    } else if (value instanceof Double number) {
      out.writeByte('d');
      out.writeLong(Double.doubleToRawLongBits(number));
    } else if (value instanceof Number
        || value instanceof Character
        || value instanceof Enum
        || value instanceof Temporal) {
      readable &= WORDED.contains(value.getClass());
      out.writeByte('v');
      text(value.getClass().getName());
      text(value.toString());
    } else {
      object(value);
    }
  }

  private void collection(Collection<?> values) throws IOException {
    readable &= values instanceof List;
    // Of lists of pages there are many, and long ones; the next value is found without reading it.
    boolean pages = !values.isEmpty() && values.stream().allMatch(PageModel.class::isInstance);
    out.writeByte(pages ? 'P' : 'l');
    out.writeInt(values.size());
    for (Object value : values) {
      if (pages) {
        out.writeInt(numbers.applyAsInt((PageModel) value));
      } else {
        value(value);
      }
    }
  }

  private void object(Object value) throws IOException {
    Optional<SortedMap<String, Method>> properties = Models.propertiesOf(value);
    out.writeByte('o');
    out.writeByte(
        value instanceof MenuItem
            ? 'M'
            : value instanceof ResourceModel
                ? 'R'
                : value instanceof LanguageModel ? 'L' : value instanceof OutputLink ? 'O' : 'T');
    for (Method property : properties.orElseThrow(UnknownKind::new).values()) {
      property(property, value);
    }
  }

  private void text(String text) throws IOException {
    byte[] bytes = text.getBytes(ISO_8859_1);
    boolean wide = false;
    for (int i = 0; !wide && i < bytes.length; i++) {
      wide = bytes[i] == '?' && text.charAt(i) != '?';
    }
    // UTF-16, since in UTF-8 all half pairs would be the same question mark.
    out.writeByte(wide ? 'S' : 's');
    byte[] written = wide ? wide(text) : bytes;
    out.writeInt(written.length);
    out.write(written);
  }

  private static byte[] wide(String text) {
    byte[] bytes = new byte[2 * text.length()];
    for (int i = 0; i < text.length(); i++) {
      bytes[2 * i] = (byte) (text.charAt(i) >> 8);
      bytes[2 * i + 1] = (byte) text.charAt(i);
    }
    return bytes;
  }

  /** What {@link #wide} made of a text. */
  static String narrow(byte[] bytes, int at, int length) {
    char[] text = new char[length / 2];
    for (int i = 0; i < text.length; i++) {
      text[i] = (char) ((bytes[at + 2 * i] << 8) | (bytes[at + 2 * i + 1] & 0xff));
    }
    return new String(text);
  }

  /** A value that this class cannot tell from others. */
  static final class UnknownKind extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnknownKind() {
      super(null, null, false, false);
    }
  }
}
