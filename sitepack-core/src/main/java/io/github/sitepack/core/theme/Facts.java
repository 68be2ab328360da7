package io.github.sitepack.core.theme;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.digest.DigestOutput;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.temporal.Temporal;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Everything that templates can see of a site, as digests, so that a page which was made of equal
 * things need not be made again. The digest of the whole covers every property of the site and of
 * every page that can be reached, but for the {@link #TEXTS texts}; a page that reads one of those
 * notes it in {@link Reads}.
 */
public final class Facts {
  /**
   * What a change of one page's text changes. Every other property belongs to the whole: one that
   * is new cannot be forgotten.
   */
  static final SortedSet<String> TEXTS =
      Collections.unmodifiableSortedSet(
          new TreeSet<>(
              Arrays.asList("content", "related", "readingTime", "summary", "toc", "wordCount")));

  private final Map<String, PageModel> pages = new HashMap<>();
  private final ArrayDeque<PageModel> found = new ArrayDeque<>();
  private final Digest digest;

  private Facts(SiteModel site) throws IOException {
    DigestOutput sink = Digest.output(OutputStream.nullOutputStream());
    try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(sink, 1 << 16))) {
      write(Models.siteProperties(), site, out);
      while (!found.isEmpty()) {
        PageModel page = found.remove();
        for (Map.Entry<String, Method> property : Models.pageProperties().entrySet()) {
          if (!TEXTS.contains(property.getKey())) {
            write(property.getValue(), page, out);
          }
        }
      }
    }
    digest = sink.digest();
  }

  /** The facts of a site; empty when it holds a value whose kind is not known here. */
  public static Optional<Facts> of(SiteModel site) {
    try {
      return Optional.of(new Facts(site));
    } catch (UnknownKind e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
  }

  /**
   * What tells a page from the others; pages that are not rendered have no address of their own.
   */
  static String id(PageModel page) {
    return page.url() + "\n" + page.language() + "\n" + page.kind() + "\n" + page.sourceFile();
  }

  /** What the site is, without the texts of its pages. */
  public Digest digest() {
    return digest;
  }

  /** Whether a page is one of the site's. */
  @SuppressWarnings("ReferenceEquality") // Another one may have the same address.
  public boolean cover(PageModel page) {
    return pages.get(id(page)) == page;
  }

  /** What has been read, as it is now; empty when it is no more. */
  public Optional<Digest> digest(Reads reads) {
    DigestOutput sink = Digest.output(OutputStream.nullOutputStream());
    try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(sink))) {
      for (Reads.Read read : reads.all()) {
        PageModel page = pages.get(read.page());
        Method property = Models.pageProperties().get(read.property());
        if (page == null || property == null) {
          return Optional.empty();
        }
        write(property, page, out);
      }
      out.flush();
      // A page that only shows in a text is nothing the digest of the whole speaks for.
      return found.isEmpty() ? Optional.of(sink.digest()) : Optional.empty();
    } catch (UnknownKind e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
  }

  private void write(SortedMap<String, Method> properties, Object object, DataOutputStream out)
      throws IOException {
    for (Method property : properties.values()) {
      write(property, object, out);
    }
  }

  private void write(Method property, Object object, DataOutputStream out) throws IOException {
    try {
      write(property.invoke(object), out);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof UnsupportedOperationException unseen) {
        out.writeByte('!');
        text(String.valueOf(unseen.getMessage()), out);
        return;
      }
      throw new UnknownKind();
    } catch (IllegalAccessException e) {
      throw new UnknownKind();
    }
  }

  private void write(Object value, DataOutputStream out) throws IOException {
    if (value == null) {
      out.writeByte('0');
    } else if (value instanceof String text) {
      out.writeByte('s');
      text(text, out);
    } else if (value instanceof PageModel page) {
      out.writeByte('p');
      text(id(page), out);
      find(page);
    } else if (value instanceof Html html) {
      out.writeByte('h');
      text(html.markup(), out);
    } else if (value instanceof Boolean
        || value instanceof Number
        || value instanceof Character
        || value instanceof Enum
        || value instanceof Temporal) {
      out.writeByte('v');
      text(value.getClass().getName(), out);
      text(value.toString(), out);
    } else if (value instanceof Collection<?> collection) {
      out.writeByte('l');
      out.writeInt(collection.size());
      for (Object element : collection) {
        write(element, out);
      }
    } else if (value instanceof Map<?, ?> map) {
      out.writeByte('m');
      out.writeInt(map.size());
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        write(entry.getKey(), out);
        write(entry.getValue(), out);
      }
    } else {
      Optional<SortedMap<String, Method>> properties = Models.propertiesOf(value);
      out.writeByte('o');
      write(properties.orElseThrow(UnknownKind::new), value, out);
    }
  }

  @SuppressWarnings("ReferenceEquality")
  private void find(PageModel page) {
    PageModel known = pages.putIfAbsent(id(page), page);
    if (known == null) {
      found.add(page);
    } else if (known != page) {
      throw new UnknownKind();
    }
  }

  private static void text(String text, DataOutputStream out) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    out.writeInt(bytes.length);
    // UTF-8 has no half pairs; they would all be the same question mark.
    out.writeInt(text.hashCode());
    out.write(bytes);
  }

  /** A value that this class cannot tell from others. */
  private static final class UnknownKind extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnknownKind() {
      super(null, null, false, false);
    }
  }
}
