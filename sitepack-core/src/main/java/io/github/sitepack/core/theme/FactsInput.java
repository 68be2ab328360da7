package io.github.sitepack.core.theme;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Reads what {@link FactsOutput} wrote. Safe for several threads. */
final class FactsInput {
  /** How values are read from their texts, by the names of their classes. */
  private static final Map<String, Function<String, Object>> WORDED =
      Map.ofEntries(
          entry(PageKind.class, FactsInput::kind),
          entry(Character.class, text -> text.charAt(0)),
          entry(Float.class, Float::valueOf),
          entry(Short.class, Short::valueOf),
          entry(Byte.class, Byte::valueOf),
          entry(BigDecimal.class, BigDecimal::new),
          entry(BigInteger.class, BigInteger::new),
          entry(LocalDate.class, LocalDate::parse),
          entry(LocalDateTime.class, LocalDateTime::parse),
          entry(LocalTime.class, LocalTime::parse),
          entry(OffsetDateTime.class, OffsetDateTime::parse),
          entry(OffsetTime.class, OffsetTime::parse),
          entry(ZonedDateTime.class, ZonedDateTime::parse),
          entry(Instant.class, Instant::parse));

  private static Map.Entry<String, Function<String, Object>> entry(
      Class<?> kind, Function<String, Object> read) {
    return Map.entry(kind.getName(), read);
  }

  private static PageKind kind(String label) {
    return Arrays.stream(PageKind.values())
        .filter(kind -> kind.toString().equals(label))
        .findFirst()
        .orElseThrow();
  }

  private final byte[] bytes;
  private final ByteBuffer numbers;
  private final IntFunction<PageModel> pages;

  /** Reads pages by their numbers. */
  FactsInput(byte[] bytes, IntFunction<PageModel> pages) {
    this.bytes = bytes;
    this.numbers = ByteBuffer.wrap(bytes);
    this.pages = pages;
  }

  /** What was said of a value that nobody may see. */
  private static final class Unseen extends UnsupportedOperationException {
    private static final long serialVersionUID = 1;

    Unseen(String message) {
      super(message);
    }
  }

  /** Where the value ends that begins at an offset. */
  int end(int at) {
    return switch (bytes[at]) {
      case '0', 't', 'f' -> at + 1;
      case 's', 'S' -> at + 5 + numbers.getInt(at + 1);
      case 'p', 'i' -> at + 5;
      case 'j', 'd' -> at + 9;
      case 'h', '!' -> end(at + 1);
      case 'v' -> end(end(at + 1));
      case 'P' -> at + 5 + 4 * numbers.getInt(at + 1);
      case 'l' -> end(at + 5, numbers.getInt(at + 1));
      case 'm' -> end(at + 5, 2 * numbers.getInt(at + 1));
      case 'o' -> end(at + 2, names(bytes[at + 1]).size());
      default -> throw new IllegalArgumentException("no value at " + at);
    };
  }

  private int end(int from, int values) {
    int at = from;
    for (int i = 0; i < values; i++) {
      at = end(at);
    }
    return at;
  }

  /** The value that begins at an offset. */
  Object value(int at) {
    return switch (bytes[at]) {
      case '0' -> null;
      case 't' -> true;
      case 'f' -> false;
      case 's' -> new String(bytes, at + 5, numbers.getInt(at + 1), ISO_8859_1);
      case 'S' -> FactsOutput.narrow(bytes, at + 5, numbers.getInt(at + 1));
      case 'p' -> pages.apply(numbers.getInt(at + 1));
      case 'i' -> (Object) numbers.getInt(at + 1);
      case 'j' -> (Object) numbers.getLong(at + 1);
      case 'd' -> (Object) Double.longBitsToDouble(numbers.getLong(at + 1));
      case 'h' -> new Html((String) value(at + 1));
      case 'v' -> WORDED.get((String) value(at + 1)).apply((String) value(end(at + 1)));
      case 'P' -> pages(at + 5, numbers.getInt(at + 1));
      case 'l' -> Collections.unmodifiableList(values(at + 5, numbers.getInt(at + 1)));
      case 'm' -> map(values(at + 5, 2 * numbers.getInt(at + 1)));
      case 'o' -> object(bytes[at + 1], properties(at + 2, names(bytes[at + 1])));
      case '!' -> throw new Unseen((String) value(at + 1));
      default -> throw new IllegalArgumentException("no value at " + at);
    };
  }

  private List<PageModel> pages(int from, int count) {
    List<PageModel> listed = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      listed.add(pages.apply(numbers.getInt(from + 4 * i)));
    }
    return Collections.unmodifiableList(listed);
  }

  private static Map<Object, Object> map(List<Object> parts) {
    Map<Object, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < parts.size(); i += 2) {
      map.put(parts.get(i), parts.get(i + 1));
    }
    return Collections.unmodifiableMap(map);
  }

  private List<Object> values(int from, int count) {
    List<Object> values = new ArrayList<>(count);
    int at = from;
    for (int i = 0; i < count; i++) {
      values.add(value(at));
      at = end(at);
    }
    return values;
  }

  /** Values one after another, by the names of what they belong to. */
  Map<String, Object> properties(int from, Collection<String> names) {
    List<Object> values = values(from, names.size());
    Map<String, Object> properties = new LinkedHashMap<>();
    int i = 0;
    for (String name : names) {
      properties.put(name, values.get(i++));
    }
    return properties;
  }

  private static Collection<String> names(byte kind) {
    return Models.propertiesOf(
            switch (kind) {
              case 'M' -> MenuItem.class;
              case 'R' -> ResourceModel.class;
              case 'L' -> LanguageModel.class;
              case 'O' -> OutputLink.class;
              default -> TocEntry.class;
            })
        .keySet();
  }

  private static Object object(byte kind, Map<String, Object> of) {
    return switch (kind) {
      case 'M' -> record(MenuItem.class, of);
      case 'R' -> new KeptResource(of);
      case 'L' -> record(LanguageModel.class, of);
      case 'O' -> record(OutputLink.class, of);
      default -> record(TocEntry.class, of);
    };
  }

  /** A record of its components by their names. */
  static <T extends Record> T record(Class<T> kind, Map<String, Object> of) {
    RecordComponent[] components = kind.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      values[i] = of.get(components[i].getName());
    }
    try {
      return kind.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("no " + kind.getSimpleName(), e);
    }
  }

  private static String text(Map<String, Object> of, String name) {
    return (String) of.get(name);
  }

  @SuppressWarnings("unchecked") // What is written as a map has texts for its keys.
  private static Map<String, Object> map(Map<String, Object> of, String name) {
    return (Map<String, Object>) of.get(name);
  }

  /** A file beside a page. */
  private record KeptResource(Map<String, Object> of) implements ResourceModel {
    @Override
    public String name() {
      return text(of, "name");
    }

    @Override
    public String title() {
      return text(of, "title");
    }

    @Override
    public String url() {
      return text(of, "url");
    }

    @Override
    public String permalink() {
      return text(of, "permalink");
    }

    @Override
    public String mediaType() {
      return text(of, "mediaType");
    }

    @Override
    public int width() {
      return (Integer) of.get("width");
    }

    @Override
    public int height() {
      return (Integer) of.get("height");
    }

    @Override
    public PageModel asPage() {
      return (PageModel) of.get("asPage");
    }

    @Override
    public Map<String, Object> params() {
      return map(of, "params");
    }
  }
}
