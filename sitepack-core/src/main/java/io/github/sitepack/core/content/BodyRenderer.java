package io.github.sitepack.core.content;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.task.list.items.TaskListItemMarker;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;

/**
 * Writes the elements that differ from plain CommonMark. What a theme may count on:
 *
 * <ul>
 *   <li>headings: {@code <h2 id="…">text<a class="anchor" href="#…" aria-label="…">}
 *   <li>code: {@code <figure class="code"><figcaption>title</figcaption><pre tabindex="0"><code
 *       class="language-java">}, without {@code figure} when there is no title; marked lines in
 *       {@code <span class="hl">}, all lines in {@code <span class="line">} when they are numbered,
 *       and then {@code code} has the class {@code line-numbers}; tokens as {@link Highlighter}
 *       says
 *   <li>alerts: {@code <div class="alert alert-note" role="note"><p class="alert-title">}, or
 *       {@code details} and {@code summary} when they fold
 *   <li>tables: {@code <table tabindex="0">}, cells with {@code align-left}, {@code align-center}
 *       or {@code align-right}
 * </ul>
 */
final class BodyRenderer implements NodeRenderer {
  private static final Set<String> ALERTS =
      Set.of("note", "tip", "important", "warning", "caution");
  private static final Pattern ALERT =
      Pattern.compile("^\\[!([A-Za-z]+)\\]([+-]?)(?:[ \\t]+(.*))?$");

  /** One for each thread; its lexers keep state between the lines of a block. */
  private static final ThreadLocal<Highlighter> HIGHLIGHTER =
      ThreadLocal.withInitial(Highlighter::new);

  private final HtmlNodeRendererContext context;
  private final HtmlWriter html;
  private final Body body;
  private final References references;

  BodyRenderer(HtmlNodeRendererContext context, Body body, References references) {
    this.context = context;
    this.html = context.getWriter();
    this.body = body;
    this.references = references;
  }

  @Override
  public Set<Class<? extends Node>> getNodeTypes() {
    return Set.of(
        Heading.class,
        Link.class,
        Image.class,
        FencedCodeBlock.class,
        IndentedCodeBlock.class,
        BlockQuote.class,
        HtmlBlock.class,
        HtmlInline.class,
        TableBlock.class,
        TaskListItemMarker.class);
  }

  @Override
  public void render(Node node) {
    if (node instanceof Heading heading) {
      heading(heading);
    } else if (node instanceof Link link) {
      link(link);
    } else if (node instanceof Image image) {
      image(image);
    } else if (node instanceof FencedCodeBlock block) {
      code(block.getLiteral(), InfoString.parse(block.getInfo()));
    } else if (node instanceof IndentedCodeBlock block) {
      code(block.getLiteral(), InfoString.parse(""));
    } else if (node instanceof BlockQuote quote) {
      quote(quote);
    } else if (node instanceof HtmlBlock block) {
      html.line();
      html.raw(resolved(block, block.getLiteral()));
      html.line();
    } else if (node instanceof HtmlInline inline) {
      html.raw(resolved(inline, inline.getLiteral()));
    } else if (node instanceof TableBlock) {
      table(node);
    } else if (node instanceof TaskListItemMarker marker) {
      task(marker);
    }
  }

  private String resolved(Node node, String literal) {
    return RawHtml.resolve(literal, references, offset -> body.place(node, offset));
  }

  private void children(Node parent) {
    for (Node child = parent.getFirstChild(); child != null; ) {
      Node next = child.getNext();
      context.render(child);
      child = next;
    }
  }

  private void heading(Heading heading) {
    Body.HeadingMark mark = body.mark(heading);
    String tag = "h" + heading.getLevel();
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("id", mark.id());
    attributes.putAll(mark.attributes());
    html.line();
    html.tag(tag, attributes);
    children(heading);
    Map<String, String> anchor = new LinkedHashMap<>();
    anchor.put("class", "anchor");
    anchor.put("href", "#" + context.encodeUrl(mark.id()));
    anchor.put("aria-label", "#" + Body.plainText(heading));
    html.tag("a", anchor);
    html.text("#");
    html.tag("/a");
    html.tag("/" + tag);
    html.line();
  }

  private void link(Link link) {
    References.Target target =
        references.resolve(
            new References.Reference(
                References.Kind.LINK, link.getDestination(), body.place(link)));
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("href", context.encodeUrl(target.url()));
    if (link.getTitle() != null) {
      attributes.put("title", link.getTitle());
    }
    html.tag("a", attributes);
    children(link);
    html.tag("/a");
  }

  private void image(Image image) {
    References.Target target =
        references.resolve(
            new References.Reference(
                References.Kind.IMAGE, image.getDestination(), body.place(image)));
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("src", context.encodeUrl(target.url()));
    attributes.put("alt", Body.plainText(image));
    if (image.getTitle() != null) {
      attributes.put("title", image.getTitle());
    }
    if (target.width() > 0 && target.height() > 0) {
      attributes.put("width", Integer.toString(target.width()));
      attributes.put("height", Integer.toString(target.height()));
    }
    attributes.put("loading", "lazy");
    html.tag("img", attributes, true);
  }

  private void code(String code, InfoString info) {
    List<String> lines =
        HIGHLIGHTER.get().lines(info.language(), code).orElseGet(() -> Highlighter.plain(code));
    SortedSet<Integer> marked = info.marked();
    boolean titled = !info.title().isEmpty();
    StringBuilder out = new StringBuilder(code.length() * 2);
    if (titled) {
      out.append("<figure class=\"code\"><figcaption>");
      Escape.html(info.title(), out);
      out.append("</figcaption>");
    }
    out.append("<pre tabindex=\"0\"><code");
    String classes =
        (info.language().isEmpty() ? "" : "language-" + info.language())
            + (info.numbered() ? " line-numbers" : "");
    if (!classes.isEmpty()) {
      out.append(" class=\"");
      Escape.html(classes.strip(), out);
      out.append('"');
    }
    out.append('>');
    for (int i = 0; i < lines.size(); i++) {
      boolean mark = marked.contains(i + 1);
      String line = (info.numbered() ? "line" : "") + (mark ? " hl" : "");
      if (!line.isEmpty()) {
        out.append("<span class=\"").append(line.strip()).append("\">");
      }
      out.append(lines.get(i)).append(line.isEmpty() ? "\n" : "</span>\n");
    }
    out.append("</code></pre>");
    if (titled) {
      out.append("</figure>");
    }
    html.line();
    html.raw(out.toString());
    html.line();
  }

  private void quote(BlockQuote quote) {
    Optional<Matcher> alert = alert(quote);
    html.line();
    if (alert.isEmpty()) {
      html.tag("blockquote");
      html.line();
      children(quote);
      html.line();
      html.tag("/blockquote");
      html.line();
      return;
    }
    Matcher found = alert.get();
    String type = found.group(1).toLowerCase(Locale.ROOT);
    String fold = found.group(2);
    String title =
        found.group(3) == null || found.group(3).isBlank()
            ? Character.toUpperCase(type.charAt(0)) + type.substring(1)
            : found.group(3).strip();
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("class", "alert alert-" + type);
    if (fold.isEmpty()) {
      attributes.put("role", "note");
    } else if (fold.equals("+")) {
      attributes.put("open", "");
    }
    html.tag(fold.isEmpty() ? "div" : "details", attributes);
    html.tag(fold.isEmpty() ? "p" : "summary", Map.of("class", "alert-title"));
    html.text(title);
    html.tag(fold.isEmpty() ? "/p" : "/summary");
    html.line();
    Paragraph first = (Paragraph) quote.getFirstChild();
    Node rest = first.getFirstChild().getNext();
    if (rest != null) {
      html.tag("p");
      for (Node node = rest.getNext(); node != null; node = node.getNext()) {
        context.render(node);
      }
      html.tag("/p");
      html.line();
    }
    for (Node node = first.getNext(); node != null; node = node.getNext()) {
      context.render(node);
    }
    html.line();
    html.tag(fold.isEmpty() ? "/div" : "/details");
    html.line();
  }

  /** The mark of an alert, which has the quote's first line for itself. */
  private static Optional<Matcher> alert(BlockQuote quote) {
    if (!(quote.getFirstChild() instanceof Paragraph first)
        || !(first.getFirstChild() instanceof Text text)
        || !(text.getNext() == null || text.getNext() instanceof SoftLineBreak)) {
      return Optional.empty();
    }
    Matcher matcher = ALERT.matcher(text.getLiteral());
    return matcher.matches() && ALERTS.contains(matcher.group(1).toLowerCase(Locale.ROOT))
        ? Optional.of(matcher)
        : Optional.empty();
  }

  private void table(Node table) {
    html.line();
    // A wide table scrolls, which readers without a mouse can do only where the focus can be.
    html.tag("table", Map.of("tabindex", "0"));
    children(table);
    html.tag("/table");
    html.line();
  }

  private void task(TaskListItemMarker marker) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("type", "checkbox");
    attributes.put("disabled", "");
    if (marker.isChecked()) {
      attributes.put("checked", "");
    }
    attributes.put("aria-label", marker.isChecked() ? "done" : "to do");
    html.tag("input", attributes, true);
    html.raw(" ");
  }
}
