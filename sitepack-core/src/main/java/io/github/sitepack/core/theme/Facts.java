package io.github.sitepack.core.theme;

import io.github.sitepack.core.digest.ChecksumOutput;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Everything that templates can see of a site, as checksums, so that a page which was made of equal
 * things need not be made again. That of the whole covers every property of the site and of every
 * page that can be reached, but for the {@link #TEXTS texts}; a page that reads one of those notes
 * it in {@link Reads}.
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

  /** What the whole covers of each page, by name. */
  static final List<Method> COVERED =
      Models.pageProperties().entrySet().stream()
          .filter(property -> !TEXTS.contains(property.getKey()))
          .map(Map.Entry::getValue)
          .toList();

  private final Map<String, PageModel> pages = new HashMap<>();

  /** The pages in the order in which they were found, and their numbers in it. */
  private final List<PageModel> found = new ArrayList<>();

  private final IdentityHashMap<PageModel, Integer> numbers = new IdentityHashMap<>();

  /** Where each page begins. */
  private final List<Integer> starts = new ArrayList<>();

  private final String checksum;
  private final boolean readable;

  private Facts(SiteModel site, OutputStream copy) throws IOException {
    ChecksumOutput sink = new ChecksumOutput(copy);
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(sink, 1 << 16));
    FactsOutput facts = new FactsOutput(out, this::find);
    for (Method property : Models.siteProperties().values()) {
      facts.property(property, site);
    }
    for (int i = 0; i < found.size(); i++) {
      starts.add(out.size());
      for (Method property : COVERED) {
        facts.property(property, found.get(i));
      }
    }
    out.flush();
    readable = facts.isReadable() && out.size() < Integer.MAX_VALUE;
    checksum = sink.toString();
  }

  /** The facts of a site; empty when it holds a value whose kind is not known here. */
  public static Optional<Facts> of(SiteModel site) {
    try {
      return of(site, OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
  }

  /**
   * The same, written down for {@link KeptSite}.
   *
   * @param copy takes what is written; it is not closed
   */
  public static Optional<Facts> of(SiteModel site, OutputStream copy) throws IOException {
    try {
      return Optional.of(new Facts(site, copy));
    } catch (FactsOutput.UnknownKind e) {
      return Optional.empty();
    }
  }

  /** Whether what was written down can be read again as it was. */
  public boolean isReadable() {
    return readable;
  }

  /** Where each page begins in what was written down. */
  public List<Integer> starts() {
    return Collections.unmodifiableList(starts);
  }

  /** The number of a page that is {@link #cover covered}. */
  public int number(PageModel page) {
    return numbers.get(page);
  }

  /** The number of the page that a {@link Reads.Read} names; -1 when there is none. */
  public int number(Reads.Read read) {
    PageModel page = pages.get(read.page());
    return page == null ? -1 : numbers.get(page);
  }

  /**
   * What tells a page from the others; pages that are not rendered have no address of their own.
   */
  static String id(PageModel page) {
    return page.url() + "\n" + page.language() + "\n" + page.kind() + "\n" + page.sourceFile();
  }

  /** Whether what was read is of this page. */
  public static boolean isOf(Reads.Read read, PageModel page) {
    return read.page().equals(id(page));
  }

  /** What the site is, without the texts of its pages. */
  public String checksum() {
    return checksum;
  }

  /** Whether a page is one of the site's. */
  public boolean cover(PageModel page) {
    return numbers.containsKey(page); // Another one may have the same address.
  }

  /** What has been read, as it is now; empty when it is no more. */
  public Optional<String> checksum(Reads reads) {
    ChecksumOutput sink = new ChecksumOutput(OutputStream.nullOutputStream());
    try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(sink, 512))) {
      // A page that only shows in a text is nothing the checksum of the whole speaks for.
      FactsOutput values = new FactsOutput(out, this::known);
      for (Reads.Read read : reads.all()) {
        PageModel page = pages.get(read.page());
        Method property = Models.pageProperties().get(read.property());
        if (page == null || property == null) {
          return Optional.empty();
        }
        values.property(property, page);
      }
      out.flush();
      return Optional.of(sink.toString());
    } catch (FactsOutput.UnknownKind e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
  }

  /**
   * What a text of a page is, whatever site the page is of; empty when it leads to other pages.
   *
   * @param property its name
   */
  public static Optional<String> text(PageModel page, String property) {
    ChecksumOutput sink = new ChecksumOutput(OutputStream.nullOutputStream());
    try (DataOutputStream out = new DataOutputStream(sink)) {
      FactsOutput values =
          new FactsOutput(
              out,
              other -> {
                throw new FactsOutput.UnknownKind();
              });
      values.property(Models.pageProperties().get(property), page);
      return Optional.of(sink.toString());
    } catch (FactsOutput.UnknownKind e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
  }

  private int known(PageModel page) {
    Integer number = numbers.get(page);
    if (number == null) {
      throw new FactsOutput.UnknownKind();
    }
    return number;
  }

  private int find(PageModel page) {
    Integer known = numbers.get(page);
    if (known != null) {
      return known;
    }
    if (pages.putIfAbsent(id(page), page) != null) {
      throw new FactsOutput.UnknownKind();
    }
    numbers.put(page, found.size());
    found.add(page);
    return found.size() - 1;
  }
}
