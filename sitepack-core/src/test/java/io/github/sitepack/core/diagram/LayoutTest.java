package io.github.sitepack.core.diagram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What holds for every graph: boxes do not touch, and groups hold what is theirs alone. */
class LayoutTest {
  private static final Pattern RECT =
      Pattern.compile(
          "<rect class=\"(node|cluster)\" x=\"([^\"]+)\" y=\"([^\"]+)\" width=\"([^\"]+)\""
              + " height=\"([^\"]+)\"");

  private record Box(String name, double x, double y, double width, double height) {
    boolean touches(Box other) {
      return x < other.x + other.width
          && other.x < x + width
          && y < other.y + other.height
          && other.y < y + height;
    }

    boolean holds(Box other) {
      return x < other.x
          && y < other.y
          && x + width > other.x + other.width
          && y + height > other.y + other.height;
    }
  }

  @Test
  void boxesDoNotTouchAndGroupsHoldWhatIsTheirs() throws UnreadableDiagram {
    Random random = new Random(4);
    for (int n = 0; n < 150; n++) {
      check(graph(random), 6, 9);
      check(classes(random), 0, 0);
    }
  }

  /**
   * Draws twelve boxes.
   *
   * @param within how many lie in groups, each counted once for each of its groups
   * @param nested the same where one group lies in the other
   */
  private static void check(String text, int within, int nested) throws UnreadableDiagram {
    Diagram diagram = Diagram.of("mermaid", text);
    List<Box> nodes = new ArrayList<>();
    List<Box> clusters = new ArrayList<>();
    Matcher rect = RECT.matcher(diagram.svg());
    while (rect.find()) {
      (rect.group(1).equals("node") ? nodes : clusters)
          .add(
              new Box(
                  rect.group(1),
                  Double.parseDouble(rect.group(2)),
                  Double.parseDouble(rect.group(3)),
                  Double.parseDouble(rect.group(4)),
                  Double.parseDouble(rect.group(5))));
    }
    assertEquals(12, nodes.size(), text);
    for (int i = 0; i < nodes.size(); i++) {
      Box node = nodes.get(i);
      for (Box other : nodes.subList(i + 1, nodes.size())) {
        assertTrue(!node.touches(other), () -> node + " touches " + other + " in " + text);
      }
      for (Box cluster : clusters) {
        assertTrue(
            !node.touches(cluster) || cluster.holds(node),
            () -> cluster + " holds half of " + node + " in " + text);
      }
      assertTrue(
          node.x >= 0
              && node.y >= 0
              && node.x + node.width <= diagram.width()
              && node.y + node.height <= diagram.height(),
          () -> node + " lies outside in " + text);
    }
    // Which lie inside: three in each group that is drawn, and three more in one around another.
    long inside =
        nodes.stream().mapToLong(b -> clusters.stream().filter(c -> c.holds(b)).count()).sum();
    assertEquals(text.contains("  subgraph inner") ? nested : within, inside, text);
    for (Box cluster : clusters) {
      for (Box other : clusters) {
        assertTrue(
            cluster.equals(other)
                || !cluster.touches(other)
                || cluster.holds(other)
                || other.holds(cluster),
            text);
      }
    }
  }

  /** Twelve boxes, of which n3 to n5 and n6 to n8 lie in groups. */
  private static String graph(Random random) {
    String[] directions = {"TB", "LR", "BT", "RL"};
    StringBuilder text = new StringBuilder("flowchart " + directions[random.nextInt(4)] + "\n");
    text.append("n0 & n1 & n2 & n9 & n10 & n11\n");
    boolean nested = random.nextBoolean();
    text.append("subgraph outer [A group with a title]\nn3 & n4 & n5\n");
    text.append(nested ? "" : "end\n");
    text.append(nested ? "  subgraph inner\n" : "subgraph inner\n");
    text.append("n6 & n7 & n8\nend\n");
    text.append(nested ? "end\n" : "");
    int edges = 4 + random.nextInt(18);
    for (int i = 0; i < edges; i++) {
      text.append('n').append(random.nextInt(12));
      text.append(
          random.nextInt(3) == 0
              ? " -- a label --> n"
              : random.nextInt(5) == 0 ? " ---> n" : " --> n");
      text.append(random.nextInt(12)).append('\n');
    }
    return text.toString();
  }

  /** Twelve classes with members, of which some have lines to themselves. */
  private static String classes(Random random) {
    String[] directions = {"TB", "LR", "BT", "RL"};
    String[] lines = {"<|--", "\"1\" *-- \"0..*\"", "..>", "o--o", "--|>", "\"many\" --"};
    StringBuilder text = new StringBuilder("classDiagram\n direction ");
    text.append(directions[random.nextInt(4)]).append('\n');
    for (int i = 0; i < 12; i++) {
      text.append("class n").append(i).append('\n');
      for (int members = random.nextInt(4); members > 0; members--) {
        text.append('n').append(i).append(" : +field").append(members).append('\n');
      }
    }
    for (int edges = 4 + random.nextInt(16); edges > 0; edges--) {
      text.append('n').append(random.nextInt(12)).append(' ');
      text.append(lines[random.nextInt(lines.length)]).append(" n").append(random.nextInt(12));
      text.append(random.nextInt(3) == 0 ? " : a label\n" : "\n");
    }
    return text.toString();
  }
}
