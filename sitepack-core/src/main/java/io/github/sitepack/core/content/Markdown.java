package io.github.sitepack.core.content;

import io.github.sitepack.core.content.MarkupSettings.Syntax;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.footnotes.FootnotesExtension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.task.list.items.TaskListItemsExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Reads Markdown as the settings say: CommonMark, and what they add to it. Safe for several
 * threads; made once for many pages.
 *
 * @see <a href="https://spec.commonmark.org/0.31.2/">CommonMark 0.31.2</a>
 * @see <a href="https://github.github.com/gfm/">GitHub Flavored Markdown</a>
 */
public final class Markdown {
  /** How deep blocks and inlines may nest; more is an attack on the stack, not a text. */
  static final int DEEPEST = 200;

  /** What is read when nothing is set. */
  public static final Markdown DEFAULT = new Markdown(MarkupSettings.DEFAULT);

  private final MarkupSettings settings;
  private final Parser parser;

  /** What the renderer must know, too; what BodyRenderer writes itself is not among it. */
  private final List<Extension> rendered = new ArrayList<>();

  /** Prepares to read as the settings say. */
  public Markdown(MarkupSettings settings) {
    this.settings = settings;
    List<Extension> extensions = new ArrayList<>();
    if (settings.reads(Syntax.TABLE)) {
      rendered.add(TablesExtension.create());
    }
    if (settings.reads(Syntax.TASK_LIST)) {
      rendered.add(TaskListItemsExtension.create());
    }
    if (settings.reads(Syntax.STRIKETHROUGH)) {
      rendered.add(
          StrikethroughExtension.builder()
              .requireTwoTildes(settings.reads(Syntax.SUBSCRIPT))
              .build());
    }
    extensions.addAll(rendered);
    if (settings.reads(Syntax.FOOTNOTE)) {
      extensions.add(FootnotesExtension.create());
    }
    Parser.Builder builder =
        Parser.builder()
            .extensions(extensions)
            .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
            .maxOpenBlockParsers(DEEPEST)
            .maxInlineNesting(DEEPEST);
    if (settings.reads(Syntax.DEFINITION_LIST)) {
      builder
          .customBlockParserFactory(new DefinitionLists.Factory())
          .postProcessor(DefinitionLists::gather);
    }
    if (settings.reads(Syntax.LINKIFY)) {
      String scheme = settings.reads(Syntax.LINKIFY_BY_HTTP) ? "http://" : "https://";
      builder.postProcessor(document -> Linkify.links(document, scheme));
    }
    if (settings.attributes().block()) {
      builder.customBlockParserFactory(new AttributesLine.Factory());
    }
    if (!settings.formulas().isEmpty()) {
      builder
          .customBlockParserFactory(new Formula.BlockFactory(settings.formulas()))
          .customInlineContentParserFactory(new Formula.InlineFactory(settings.formulas()));
    }
    for (TaggedText.Mark mark : TaggedText.marks(settings)) {
      builder.customDelimiterProcessor(mark);
    }
    parser = builder.build();
  }

  MarkupSettings settings() {
    return settings;
  }

  Node parse(String text) {
    return LaterCharacters.parse(parser, text);
  }

  /** A renderer that knows all of the syntax but what {@link BodyRenderer} adds. */
  HtmlRenderer.Builder renderer() {
    HtmlRenderer.Builder renderer = HtmlRenderer.builder().percentEncodeUrls(true);
    if (settings.hardWraps()) {
      renderer.softbreak("<br />\n");
    }
    return renderer;
  }

  /** What must be told the renderer after everything that should win over it. */
  List<Extension> extensions() {
    return rendered;
  }
}
