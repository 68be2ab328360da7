package io.github.sitepack.core.theme;

import freemarker.core.HTMLOutputFormat;
import freemarker.core.TemplateHTMLOutputModel;
import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateNumberModel;
import freemarker.template.TemplateScalarModel;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * One use of a shortcode as its template sees it.
 *
 * @param name its name
 * @param args its arguments
 * @param inner what stands between it and its end
 * @param ordinal how many shortcodes stand before it in its parent, or else in the page
 * @param id a word that no other use in the page has
 * @param parent the shortcode around it, or null
 * @param markdown marks text in its HTML as Markdown
 * @param markdownify the same for a part of a line
 * @param code makes of code and what stands after its fence a part of its HTML
 */
public record ShortcodeModel(
    String name,
    ShortcodeArguments args,
    Html inner,
    int ordinal,
    String id,
    ShortcodeModel parent,
    UnaryOperator<String> markdown,
    UnaryOperator<String> markdownify,
    BinaryOperator<String> code) {
  /** What its template may call beside what every template may. */
  SortedMap<String, TemplateMethodModelEx> functions() {
    return new TreeMap<>(
        Map.of(
            "markdown",
            arguments -> html(markdown.apply(text("markdown", arguments, 0, 1))),
            "markdownify",
            arguments -> html(markdownify.apply(text("markdownify", arguments, 0, 1))),
            "code",
            arguments ->
                html(
                    code.apply(
                        text("code", arguments, 0, 2),
                        arguments.size() > 1 ? text("code", arguments, 1, 2) : ""))));
  }

  private static Object html(String markup) throws TemplateModelException {
    return HTMLOutputFormat.INSTANCE.fromMarkup(markup);
  }

  private static String text(String function, List<?> arguments, int index, int most)
      throws TemplateModelException {
    if (arguments.size() <= index || arguments.size() > most) {
      throw new TemplateModelException(
          function + " takes " + (most == 1 ? "one argument" : "one or two arguments"));
    }
    Object argument = arguments.get(index);
    if (argument instanceof TemplateHTMLOutputModel markup) {
      return HTMLOutputFormat.INSTANCE.getMarkupString(markup);
    }
    if (argument instanceof TemplateScalarModel text) {
      return text.getAsString();
    }
    if (argument instanceof TemplateNumberModel number) {
      return number.getAsNumber().toString();
    }
    throw new TemplateModelException(
        function + " takes a text as argument " + (index + 1) + ", not what it was given");
  }
}
