package io.github.sitepack.core.content;

import io.github.sitepack.core.diagram.Diagram;
import io.github.sitepack.core.diagram.UnreadableDiagram;
import io.github.sitepack.core.report.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.commonmark.ext.footnotes.FootnoteDefinition;
import org.commonmark.ext.footnotes.FootnoteReference;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.task.list.items.TaskListItemMarker;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.Document;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;

/**
 * Writes the elements that differ from plain CommonMark, or has the site's templates write them.
 * What a theme may count on:
 *
 * <ul>
 *   <li>headings: {@code <h2 id="…">text<a class="anchor" href="#…" aria-label="…">}
 *   <li>code: as {@link CodeHtml} says; tokens as {@link Highlighter} says
 *   <li>diagrams: as {@link DiagramHtml} says
 *   <li>alerts: {@code <div class="alert alert-note" role="note"><p class="alert-title">}, or
 *       {@code details} and {@code summary} when they fold
 *   <li>tables: {@code <table tabindex="0">}, cells with {@code align-left}, {@code align-center}
 *       or {@code align-right}
 *   <li>footnotes: {@code <sup id="fnref:1"><a class="footnote-ref">}, and in the end {@code <div
 *       class="footnotes">} with {@code <li id="fn:1">} and {@code <a class="footnote-backref">}
 * </ul>
 */
final class BodyRenderer implements NodeRenderer {
  private final HtmlNodeRendererContext context;
  private final HtmlWriter html;
  private final Output out;
  private final Body body;
  private final References references;
  private final RenderHooks hooks;
  private final Words words;

  /** How many elements of each kind were met. */
  private final Map<String, Integer> ordinals = new HashMap<>();

  BodyRenderer(
      HtmlNodeRendererContext context,
      Output out,
      Body body,
      References references,
      RenderHooks hooks,
      Words words) {
    this.context = context;
    this.html = context.getWriter();
    this.out = out;
    this.body = body;
    this.references = references;
    this.hooks = hooks;
    this.words = words;
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
        TaskListItemMarker.class,
        FootnoteReference.class,
        FootnoteDefinition.class,
        DefinitionLists.DefinitionList.class,
        DefinitionLists.Term.class,
        DefinitionLists.Description.class,
        DefinitionLists.BareText.class,
        TaggedText.class,
        Unwrapped.class,
        Formula.Inline.class,
        Formula.Display.class);
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
      code(block, block.getLiteral(), InfoString.parse(block.getInfo()));
    } else if (node instanceof IndentedCodeBlock block) {
      code(block, block.getLiteral(), InfoString.parse(""));
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
    } else if (node instanceof FootnoteReference reference) {
      footnote(reference);
    } else if (node instanceof Formula.Inline inline) {
      formula(inline, inline.formula(), false);
    } else if (node instanceof Formula.Display display) {
      formula(display, display.formula(), true);
    } else if (node instanceof Unwrapped) {
      html.line();
      children(node);
      html.line();
    } else if (node instanceof TaggedText tagged) {
      html.tag(tagged.tag());
      children(tagged);
      html.tag("/" + tagged.tag());
    } else {
      definitions(node);
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

  private void each(List<Node> nodes) {
    nodes.forEach(context::render);
  }

  /** The first of some templates that the site has. */
  private Optional<String> hook(String... names) {
    if (hooks == RenderHooks.NONE) {
      return Optional.empty();
    }
    for (String name : names) {
      if (hooks.has(name)) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  private int ordinal(String kind) {
    return ordinals.merge(kind, 1, Integer::sum) - 1;
  }

  /** Has a template write an element. */
  private void apply(
      String hook, String kind, Node node, boolean block, Map<String, Object> values) {
    Place place = body.place(node);
    if (!values.containsKey("ordinal")) {
      values.put("ordinal", ordinal(kind));
    }
    values.put("position", place.toString());
    String written = hooks.apply(hook, values, place).map(String::strip).orElse("");
    RawHtml.anchors(written, body::anchor);
    if (block) {
      html.line();
    }
    html.raw(RawHtml.resolve(written, references, offset -> place));
    if (block) {
      html.line();
    }
  }

  private static RenderHooks.Markup markup(String html) {
    return new RenderHooks.Markup(html.strip());
  }

  private void heading(Heading heading) {
    Body.HeadingMark mark = body.mark(heading);
    Optional<String> hook = hook("heading");
    if (hook.isPresent()) {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("level", heading.getLevel());
      values.put("anchor", mark.id());
      values.put("text", markup(out.capture(() -> children(heading))));
      values.put("plainText", Body.plainText(heading));
      values.put("attributes", mark.attributes());
      apply(hook.get(), "heading", heading, true, values);
      return;
    }
    String tag = "h" + heading.getLevel();
    Map<String, String> attributes = new LinkedHashMap<>();
    if (!mark.id().isEmpty()) {
      attributes.put("id", mark.id());
    }
    attributes.putAll(mark.attributes());
    html.line();
    html.tag(tag, attributes);
    children(heading);
    if (!mark.id().isEmpty()) {
      Map<String, String> anchor = new LinkedHashMap<>();
      anchor.put("class", "anchor");
      anchor.put("href", "#" + context.encodeUrl(mark.id()));
      anchor.put("aria-label", "#" + Body.plainText(heading));
      html.tag("a", anchor);
      html.text("#");
      html.tag("/a");
    }
    html.tag("/" + tag);
    html.line();
  }

  private void link(Link link) {
    Optional<String> hook = hook("link");
    if (hook.isPresent()) {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("destination", link.getDestination());
      values.put("title", link.getTitle() == null ? "" : link.getTitle());
      values.put("text", markup(out.capture(() -> children(link))));
      values.put("plainText", Body.plainText(link));
      apply(hook.get(), "link", link, false, values);
      return;
    }
    References.Target target =
        references.resolve(
            new References.Reference(
                References.Kind.LINK, link.getDestination(), body.targetPlace(link)));
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("href", context.encodeUrl(target.url()));
    if (link.getTitle() != null) {
      attributes.put("title", link.getTitle());
    }
    html.tag("a", attributes);
    if (link.getFirstChild() == null && !target.name().isEmpty()) {
      html.tag("code");
      html.text(target.name());
      html.tag("/code");
    }
    children(link);
    html.tag("/a");
  }

  private void image(Image image) {
    Optional<String> hook = hook("image");
    if (hook.isPresent()) {
      boolean block = !(image.getParent() instanceof Paragraph) && isBlock(image.getParent());
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("destination", image.getDestination());
      values.put("title", image.getTitle() == null ? "" : image.getTitle());
      values.put("text", markup(out.capture(() -> children(image))));
      values.put("plainText", Body.plainText(image));
      values.put("isBlock", block);
      values.put("attributes", body.attributes(image));
      apply(hook.get(), "image", image, block, values);
      return;
    }
    References.Target target =
        references.resolve(
            new References.Reference(
                References.Kind.IMAGE, image.getDestination(), body.targetPlace(image)));
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("src", context.encodeUrl(target.url()));
    attributes.put("alt", Body.plainText(image));
    if (image.getTitle() != null) {
      attributes.put("title", image.getTitle());
    }
    Map<String, String> given = body.attributes(image);
    if (target.width() > 0
        && target.height() > 0
        && !given.containsKey("width")
        && !given.containsKey("height")) {
      attributes.put("width", Integer.toString(target.width()));
      attributes.put("height", Integer.toString(target.height()));
    }
    attributes.put("loading", "lazy");
    attributes.put("decoding", "async");
    attributes.putAll(given);
    html.tag("img", attributes, true);
  }

  private static boolean isBlock(Node node) {
    return node instanceof Document || node instanceof org.commonmark.node.Block;
  }

  private void code(Node node, String code, InfoString info) {
    int ordinal = ordinal("codeblock");
    List<String> anchors = new ArrayList<>();
    boolean fenced = node instanceof FencedCodeBlock;
    // A template for the language makes of its text what it likes.
    Optional<String> own = fenced ? hook("codeblock-" + info.language()) : Optional.empty();
    Optional<String> hook = own.isPresent() || !fenced ? own : hook("codeblock");
    Optional<String> drawn =
        own.isEmpty() && fenced && DiagramHtml.draws(info)
            ? drawn((FencedCodeBlock) node, code, info)
            : Optional.empty();
    Callouts callouts = body.callouts(node);
    String written =
        drawn.orElseGet(
            () ->
                CodeHtml.of(
                    callouts == null ? code : callouts.code(),
                    info,
                    body.attributes(node),
                    body.settings().highlight(),
                    callouts,
                    ordinal,
                    anchors));
    if (hook.isPresent()) {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("type", info.language());
      values.put("inner", code.endsWith("\n") ? code.substring(0, code.length() - 1) : code);
      values.put("attributes", info.others());
      values.put("options", info.options());
      values.put("ordinal", ordinal);
      values.put("highlighted", markup(written));
      apply(hook.get(), "codeblock", node, true, values);
      return;
    }
    anchors.forEach(body::anchor);
    html.line();
    html.raw(written);
    html.line();
  }

  /** A fence as a diagram; empty when it is none, which is told. */
  private Optional<String> drawn(FencedCodeBlock block, String code, InfoString info) {
    try {
      Diagram diagram = Diagram.of(info.language(), code);
      return Optional.of(DiagramHtml.of(diagram, info, body.attributes(block)));
    } catch (UnreadableDiagram e) {
      body.undrawn(
          block,
          e.line(),
          e.column(),
          info.attributes().containsKey("include"),
          "in a diagram: " + e.getMessage(),
          e.fix());
      return Optional.empty();
    }
  }

  private void quote(BlockQuote quote) {
    Optional<Alert> alert = Alert.of(quote);
    Optional<String> hook =
        hook(alert.isPresent() ? "blockquote-alert" : "blockquote-regular", "blockquote");
    if (hook.isPresent()) {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("type", alert.isPresent() ? "alert" : "regular");
      values.put("alertType", alert.map(Alert::type).orElse(""));
      values.put("alertSign", alert.map(Alert::sign).orElse(""));
      values.put(
          "alertTitle",
          alert.isPresent() ? markup(out.capture(() -> each(Alert.parts(quote).title()))) : "");
      values.put(
          "text",
          markup(
              out.capture(
                  () -> {
                    if (alert.isPresent()) {
                      alertText(quote, Alert.parts(quote));
                    } else {
                      children(quote);
                    }
                  })));
      values.put("attributes", body.attributes(quote));
      apply(hook.get(), "blockquote", quote, true, values);
      return;
    }
    html.line();
    if (alert.isEmpty() || !alert.get().isKnown()) {
      html.tag("blockquote", body.attributes(quote));
      html.line();
      children(quote);
      html.line();
      html.tag("/blockquote");
    } else {
      alert(quote, alert.get());
    }
    html.line();
  }

  private void alert(BlockQuote quote, Alert alert) {
    Alert.Parts parts = Alert.parts(quote);
    boolean folds = !alert.sign().isEmpty();
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("class", "alert alert-" + alert.type());
    if (!folds) {
      attributes.put("role", "note");
    } else if (alert.sign().equals("+")) {
      attributes.put("open", "");
    }
    body.attributes(quote)
        .forEach(
            (key, value) ->
                attributes.merge(
                    key, value, (ours, given) -> key.equals("class") ? ours + " " + given : given));
    html.tag(folds ? "details" : "div", attributes);
    html.tag(folds ? "summary" : "p", Map.of("class", "alert-title"));
    if (parts.title().isEmpty()) {
      html.text(words.get("alert." + alert.type()));
    } else {
      each(parts.title());
    }
    html.tag(folds ? "/summary" : "/p");
    html.line();
    alertText(quote, parts);
    html.line();
    html.tag(folds ? "/details" : "/div");
  }

  private void alertText(BlockQuote quote, Alert.Parts parts) {
    if (!parts.rest().isEmpty()) {
      html.tag("p");
      each(parts.rest());
      html.tag("/p");
      html.line();
    }
    for (Node node = quote.getFirstChild().getNext(); node != null; node = node.getNext()) {
      context.render(node);
    }
  }

  private void table(Node table) {
    Optional<String> hook = hook("table");
    if (hook.isPresent()) {
      Map<String, Object> values = new LinkedHashMap<>();
      List<Object> head = new ArrayList<>();
      List<Object> rows = new ArrayList<>();
      for (Node part = table.getFirstChild(); part != null; part = part.getNext()) {
        for (Node row = part.getFirstChild(); row != null; row = row.getNext()) {
          (part instanceof TableHead ? head : rows).add(cells(row));
        }
      }
      values.put("thead", head);
      values.put("tbody", rows);
      values.put("attributes", body.attributes(table));
      apply(hook.get(), "table", table, true, values);
      return;
    }
    Map<String, String> attributes = new LinkedHashMap<>();
    // A wide table scrolls, which readers without a mouse can do only where the focus can be.
    attributes.put("tabindex", "0");
    attributes.putAll(body.attributes(table));
    html.line();
    html.tag("table", attributes);
    children(table);
    html.tag("/table");
    html.line();
  }

  private List<Object> cells(Node row) {
    List<Object> cells = new ArrayList<>();
    for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
      Node at = cell;
      Map<String, Object> values = new LinkedHashMap<>();
      TableCell.Alignment alignment = ((TableCell) cell).getAlignment();
      values.put(
          "alignment",
          alignment == null
              ? ""
              : switch (alignment) {
                case LEFT -> "left";
                case CENTER -> "center";
                case RIGHT -> "right";
              });
      values.put("text", markup(out.capture(() -> children(at))));
      cells.add(values);
    }
    return cells;
  }

  private void task(TaskListItemMarker marker) {
    if (marker.getNext() instanceof Paragraph text) {
      // In a list with blank lines the box would otherwise stand above its own text.
      text.prependChild(marker);
      return;
    }
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("type", "checkbox");
    attributes.put("disabled", "");
    if (marker.isChecked()) {
      attributes.put("checked", "");
    }
    attributes.put("aria-label", words.get(marker.isChecked() ? "task.done" : "task.todo"));
    html.tag("input", attributes, true);
    html.raw(" ");
  }

  private void definitions(Node node) {
    String tag =
        node instanceof DefinitionLists.DefinitionList
            ? "dl"
            : node instanceof DefinitionLists.Term
                ? "dt"
                : node instanceof DefinitionLists.Description ? "dd" : "";
    if (node instanceof FootnoteDefinition) {
      return; // Shown in the end.
    }
    if (tag.isEmpty()) {
      children(node);
      return;
    }
    html.line();
    html.tag(tag, body.attributes(node));
    if (tag.equals("dl")) {
      html.line();
    }
    children(node);
    html.tag("/" + tag);
    html.line();
  }

  private void formula(Node node, Formula formula, boolean block) {
    Optional<String> hook =
        hook(formula.display() ? "passthrough-block" : "passthrough-inline", "passthrough");
    if (hook.isPresent()) {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("type", formula.display() ? "block" : "inline");
      values.put("inner", body.tex(formula).strip());
      values.put("attributes", body.attributes(node));
      apply(hook.get(), "passthrough", node, block, values);
      return;
    }
    String mathml = body.mathml(node);
    if (!block) {
      html.raw(mathml);
      return;
    }
    html.line();
    html.tag("p", body.attributes(node));
    html.raw(mathml);
    html.tag("/p");
    html.line();
  }

  private void footnote(FootnoteReference reference) {
    Footnotes.Ids ids = body.footnotes().of(reference);
    html.tag("sup", Map.of("id", ids.id()));
    Map<String, String> link = new LinkedHashMap<>();
    link.put("href", "#" + ids.note().id());
    link.put("class", "footnote-ref");
    link.put("role", "doc-noteref");
    html.tag("a", link);
    html.text(Integer.toString(ids.note().number()));
    html.tag("/a");
    html.tag("/sup");
  }

  @Override
  public void afterRoot(Node root) {
    Map<Footnotes.Note, FootnoteDefinition> notes = body.footnotes().shown();
    if (notes.isEmpty()) {
      return;
    }
    html.line();
    html.raw("<div class=\"footnotes\" role=\"doc-endnotes\">\n<hr />\n<ol>\n");
    notes.forEach(
        (note, definition) -> {
          html.tag("li", Map.of("id", note.id()));
          html.line();
          String links = backlinks(note);
          Node last = definition.getLastChild();
          for (Node child = definition.getFirstChild(); child != null; child = child.getNext()) {
            if (child == last && child instanceof Paragraph) {
              html.tag("p");
              children(child);
              html.raw(links);
              html.tag("/p");
              html.line();
            } else {
              context.render(child);
            }
          }
          if (!(last instanceof Paragraph)) {
            html.raw(links);
          }
          html.tag("/li");
          html.line();
        });
    html.raw("</ol>\n</div>\n");
  }

  private String backlinks(Footnotes.Note note) {
    StringBuilder links = new StringBuilder();
    int number = 0;
    for (String reference : note.references()) {
      number++;
      links
          .append("\u00a0<a href=\"#")
          .append(reference)
          .append("\" class=\"footnote-backref\" role=\"doc-backlink\" aria-label=\"")
          .append(note.number())
          .append(number == 1 ? "" : "-" + number)
          .append("\">")
          .append(body.settings().footnoteBacklink())
          .append("</a>");
    }
    return links.toString();
  }
}
