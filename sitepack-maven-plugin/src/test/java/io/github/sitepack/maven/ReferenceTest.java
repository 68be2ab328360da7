package io.github.sitepack.maven;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** The manual's page of goals is made of the plugin's own descriptor, and its POM is a story's. */
class ReferenceTest {
  private static final String UPDATE =
      "mvn -pl sitepack-core,sitepack-maven-plugin test -Dtest=ReferenceTest"
          + " -Dsitepack.updateReference=true";
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path PAGE = ROOT.resolve("docs/src/site/content/reference/goals.md");

  /** What Maven fills in and nobody configures. */
  private static final List<String> MAVENS = List.of("project", "session", "execution", "plugin");

  @Test
  void pageOfGoalsIsWhatTheDescriptorSays()
      throws IOException, ParserConfigurationException, SAXException {
    String expected = page(descriptor());
    if (Boolean.getBoolean("sitepack.updateReference")) {
      Files.writeString(PAGE, expected);
    }
    String actual = Files.readString(PAGE).replace("\r\n", "\n");
    assertEquals(
        expected, actual, ROOT.relativize(PAGE) + " is out of date; this brings it up: " + UPDATE);
  }

  @Test
  void pomOfTheManualIsThatOfTheStory() throws IOException {
    String story = plugin(ROOT.resolve("src/it/site-becomes-image/pom.xml"), "");
    for (String page : List.of("README.md", "docs/src/site/content/tutorial/_index.md")) {
      assertEquals(story, plugin(ROOT.resolve(page), page), page);
    }
  }

  /** The first plugin element of a file without the space between tags and without a version. */
  private static String plugin(Path file, String page) throws IOException {
    Matcher plugin =
        Pattern.compile("(?s)<plugin>.*?</plugin>").matcher(Files.readString(file, UTF_8));
    if (!plugin.find()) {
      throw new AssertionError("no <plugin> in " + (page.isEmpty() ? file : page));
    }
    return plugin
        .group()
        .replaceAll(">\\s+<", "><")
        .replaceAll("<version>[^<]*(<[^/][^>]*>[^<]*)?</version>", "<version/>");
  }

  private static Element descriptor()
      throws IOException, ParserConfigurationException, SAXException {
    // The descriptor that the plugin carries has lost the marks of code; this one, made with it,
    // has them.
    try (InputStream in = Files.newInputStream(Path.of("target/plugin-enhanced.xml"))) {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(in)
          .getDocumentElement();
    }
  }

  private static String page(Element descriptor) {
    SortedMap<String, Element> goals = new TreeMap<>();
    Elements.children(Elements.child(descriptor, "mojos"))
        .forEach(goal -> goals.put(Elements.text(goal, "goal"), goal));
    StringBuilder out = new StringBuilder();
    out.append(
        """
        ---
        title: Goals and parameters
        description: Every goal, the phase it is bound to, and every parameter with its default.
        weight: 10
        ---

        <!-- Made by ReferenceTest from the plugin's descriptor; change the Javadoc of the goals. -->

        A parameter is set in the POM, in the plugin's `<configuration>`, or on the command line by its user property: `-Dsitepack.drafts=true`. `mvn sitepack:help -Ddetail` prints the same text.

        | Goal | Runs in phase |
        | --- | --- |
        """);
    goals.forEach(
        (name, goal) ->
            out.append(
                "| [`%s`](#%s) | %s |\n"
                    .formatted(
                        name,
                        name,
                        Elements.text(goal, "phase").isEmpty()
                            ? "none; run by hand"
                            : code(Elements.text(goal, "phase")))));
    goals.forEach((name, goal) -> goal(out, name, goal));
    return out.toString();
  }

  private static void goal(StringBuilder out, String name, Element goal) {
    out.append("\n## ").append(name).append("\n\n");
    out.append(markdown(Elements.text(goal, "description"))).append("\n\n");
    Element configuration = Elements.child(goal, "configuration");
    SortedMap<String, Element> parameters = new TreeMap<>();
    Elements.children(Elements.child(goal, "parameters"))
        .forEach(parameter -> parameters.put(Elements.text(parameter, "name"), parameter));
    parameters.keySet().removeAll(MAVENS);
    out.append("| Parameter | Meaning |\n| --- | --- |\n");
    for (Map.Entry<String, Element> parameter : parameters.entrySet()) {
      Element value =
          Elements.children(configuration).stream()
              .filter(element -> element.getTagName().equals(parameter.getKey()))
              .findFirst()
              .orElse(null);
      String property =
          value == null ? "" : value.getTextContent().strip().replaceAll("^\\$\\{|}$", "");
      String otherwise = value == null ? "" : value.getAttribute("default-value");
      out.append("| ").append(code(parameter.getKey()));
      if (!property.isEmpty()) {
        out.append("<br>").append(code("-D" + property));
      }
      out.append(" | ").append(markdown(Elements.text(parameter.getValue(), "description")));
      String type = Elements.text(parameter.getValue(), "type").replaceAll("[a-z]+\\.", "");
      out.append("<br>Type: ").append(code(type)).append('.');
      if (!otherwise.isEmpty()) {
        out.append(" Default: ").append(code(otherwise)).append('.');
      }
      if (Elements.text(parameter.getValue(), "required").equals("true")) {
        out.append(" Required.");
      }
      out.append(" |\n");
    }
  }

  private static String code(String text) {
    return "`" + text + "`";
  }

  /** The HTML of a Javadoc comment as Markdown that fits in one cell of a table. */
  private static String markdown(String html) {
    Matcher codes = Pattern.compile("(?s)<code>(.*?)</code>").matcher(html);
    return codes
        .replaceAll(found -> Matcher.quoteReplacement(code(found.group(1).strip())))
        .replaceAll("</?[a-zA-Z][^>]*>", " ")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
        .replace("|", "\\|")
        .replaceAll("\\s+", " ")
        .strip();
  }
}
