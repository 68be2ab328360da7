package io.github.sitepack.core.content;

import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.report.SitepackException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/** A page's file, of which the front matter has been read and the text not yet. */
public final class SourcePage {
  private final SourceFile file;
  private final SourceText source;
  private final int bodyStart;
  private final FrontMatter frontMatter;
  private final boolean readable;
  private final boolean alone;

  private SourcePage(
      SourceFile file,
      SourceText source,
      int bodyStart,
      FrontMatter frontMatter,
      boolean readable,
      boolean alone) {
    this.file = file;
    this.source = source;
    this.bodyStart = bodyStart;
    this.frontMatter = frontMatter;
    this.readable = readable;
    this.alone = alone;
  }

  /** Whether a file of this name is a page when it is among the content. */
  public static boolean isMarkdown(SourceFile file) {
    return file.path().endsWith(".md") || file.path().endsWith(".markdown");
  }

  /** Whether a file is HTML that begins with front matter, and so a page as well. */
  public static boolean isHtmlPage(SourceFile file) {
    if (!file.path().endsWith(".html")) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file.file())) {
      String head = new String(in.readNBytes(6), StandardCharsets.UTF_8);
      String text = head.startsWith("\ufeff") ? head.substring(1) : head;
      return text.startsWith("---") || text.startsWith("+++");
    } catch (IOException e) {
      return false; // Told when the file is copied.
    }
  }

  /**
   * Reads a file. When it cannot be read as text, that is a problem, and the page is empty but
   * there, so that links to it are not told as broken too.
   *
   * @param strict whether a key that is one slip of the pen away from a reserved one is a problem
   */
  public static SourcePage read(SourceFile file, boolean strict, Problems problems) {
    SourceText source = new SourceText(file.name(), "");
    boolean readable = false;
    try {
      source = SourceText.read(file);
      readable = true;
    } catch (SitepackException e) {
      problems.addAll(e.problems());
    }
    int bodyStart = FrontMatter.end(source.text());
    FrontMatter frontMatter = FrontMatter.read(source, bodyStart, strict, problems);
    return new SourcePage(file, source, Math.max(bodyStart, 0), frontMatter, readable, true);
  }

  /** Whether the file could be read as text. */
  public boolean readable() {
    return readable;
  }

  /** The file. */
  public SourceFile file() {
    return file;
  }

  /** The file's own name without its ending. */
  public String baseName() {
    String name = file.fileName();
    return name.substring(0, name.lastIndexOf('.'));
  }

  /** What the page says about itself, and what has been handed down to it. */
  public FrontMatter frontMatter() {
    return frontMatter;
  }

  /** The same page below what is handed down to it, which counts where it says nothing itself. */
  public SourcePage below(FrontMatter handed) {
    return new SourcePage(file, source, bodyStart, frontMatter.over(handed), readable, false);
  }

  /** Whether it is made of its own file alone: nothing has been handed down to it. */
  public boolean isAlone() {
    return alone && readable;
  }

  /** The digest of what stands before the text. */
  public Digest head() {
    return Digest.of(source.text().substring(0, bodyStart).getBytes(StandardCharsets.UTF_8));
  }

  /** The same page with its dates from where the settings say. */
  public SourcePage dated(DateSettings settings) {
    if (settings.sources().isEmpty()) {
      return this;
    }
    String folder = file.folder();
    String name =
        baseName().equals("index") ? folder.substring(folder.lastIndexOf('/') + 1) : baseName();
    FrontMatter dated = frontMatter.dated(settings, name);
    return new SourcePage(file, source, bodyStart, dated, readable, alone);
  }

  /**
   * Runs the shortcodes and reads the text.
   *
   * @param undrawn takes what is wrong with diagrams, which are shown as code then
   */
  public Body body(
      ShortcodeContext shortcodes, Markdown markdown, Problems problems, Problems undrawn) {
    boolean html = !isMarkdown(file);
    Insertions text = Shortcodes.run(source, bodyStart, html, shortcodes, problems);
    try {
      return Body.parse(
          source,
          text,
          html,
          frontMatter.title(),
          markdown,
          new FencedListings(source, text, shortcodes, problems),
          problems,
          undrawn);
    } catch (IllegalArgumentException e) {
      // The only way in which the library tells that a table has more than a million cells.
      problems.add(
          source.place(bodyStart),
          "text that cannot be read as Markdown: " + e.getMessage(),
          "split the table, or write it in HTML");
      return Body.EMPTY;
    }
  }
}
