package io.github.sitepack.core.diagram;

import java.util.List;
import java.util.Locale;

/**
 * A diagram as SVG: a function of its text alone. Nothing is measured by fonts of this machine, so
 * boxes are as wide as a wide font needs.
 *
 * <p>Colours are the style sheet's, by these classes: {@code node edge head cluster title label
 * said note} in graphs, {@code node lane edge head said active note frame tab number} in sequences,
 * {@code slice slice-1} to {@code slice-6} and {@code said} in pies, and {@code node live dot edge
 * cluster lane off said} in the others, where {@code hue-1} to {@code hue-6} tell things apart.
 * Without a style sheet, lines have the colour of the text around. There are no ids, so that
 * several can stand on a page.
 *
 * @param svg the element {@code svg}, without its accessible name
 * @param width in CSS pixels
 * @param height in CSS pixels
 * @param title what the text says its title is, or ""
 * @param description what the text says it shows; else what can be read of it, in the order of the
 *     text
 */
public record Diagram(String svg, int width, int height, String title, String description) {
  /** The languages that are drawn, in lower case. */
  public static final List<String> LANGUAGES = List.of("dot", "graphviz", "mermaid");

  /** Whether a text in this language is a diagram. */
  public static boolean draws(String language) {
    return LANGUAGES.contains(language.toLowerCase(Locale.ROOT));
  }

  /**
   * Draws a text.
   *
   * @param language one of {@link #LANGUAGES}
   * @throws UnreadableDiagram at the first thing in the text that is not understood
   */
  public static Diagram of(String language, String text) throws UnreadableDiagram {
    if (!language.toLowerCase(Locale.ROOT).equals("mermaid")) {
      return new GraphDrawing(DotText.read(text)).diagram();
    }
    MermaidLines lines = MermaidLines.of(text);
    return switch (lines.kind()) {
      case FLOWCHART -> new GraphDrawing(new FlowchartText().read(lines)).diagram();
      case STATES -> new GraphDrawing(new StatesText().read(lines)).diagram();
      case CLASSES -> new GraphDrawing(new ClassesText().read(lines)).diagram();
      case ENTITIES -> new GraphDrawing(new EntitiesText().read(lines)).diagram();
      case GANTT -> new GanttDrawing(GanttText.read(lines)).diagram();
      case TIMELINE -> new TimelineDrawing(TimelineText.read(lines)).diagram();
      case MINDMAP -> new MindmapDrawing(MindmapText.read(lines)).diagram();
      case JOURNEY -> new JourneyDrawing(JourneyText.read(lines)).diagram();
      case BRANCHES -> new BranchesDrawing(BranchesText.read(lines)).diagram();
      case PIE -> PieText.read(lines).diagram();
      case SEQUENCE -> new SequenceDrawing(SequenceText.read(lines)).diagram();
    };
  }
}
