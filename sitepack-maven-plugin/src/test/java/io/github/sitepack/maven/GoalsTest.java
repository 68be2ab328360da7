package io.github.sitepack.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** Reads the descriptor that Maven reads, which is also the help and the reference. */
class GoalsTest {
  /** What Maven fills in and nobody configures. */
  private static final List<String> MAVENS = List.of("project", "session", "execution", "plugin");

  /** Parameters that take no user property: their value has parts, or another property says it. */
  private static final List<String> WITHOUT_PROPERTY =
      List.of("annotations", "environment", "files", "labels", "mounts", "outputTimestamp");

  private static List<Element> goals;

  @BeforeAll
  static void readDescriptor() throws IOException, ParserConfigurationException, SAXException {
    try (InputStream descriptor =
        GoalsTest.class.getResourceAsStream("/META-INF/maven/plugin.xml")) {
      assertNotNull(descriptor, "the descriptor is made before the tests run");
      Document document =
          DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(descriptor);
      goals = Elements.children(Elements.child(document.getDocumentElement(), "mojos"));
    }
  }

  @Test
  void goalsRunInTheirPhases() {
    TreeMap<String, String> phases = new TreeMap<>();
    for (Element goal : goals) {
      phases.put(Elements.text(goal, "goal"), Elements.text(goal, "phase"));
    }
    TreeMap<String, String> expected = new TreeMap<>();
    expected.put("diff", "");
    expected.put("explain", "");
    expected.put("help", "");
    expected.put("image", "package");
    expected.put("import", "");
    expected.put("load", "install");
    expected.put("lock", "");
    expected.put("outdated", "");
    expected.put("push", "deploy");
    expected.put("render", "generate-resources");
    expected.put("serve", "");
    expected.put("verify", "");
    assertEquals(expected, phases);
  }

  @Test
  void goalsAreThreadSafeAndNeedNoNetworkByThemselves() {
    for (Element goal : goals) {
      assertEquals("true", Elements.text(goal, "threadSafe"), Elements.text(goal, "goal"));
      assertEquals("false", Elements.text(goal, "requiresOnline"), Elements.text(goal, "goal"));
    }
  }

  @Test
  void everyParameterIsDocumentedAndHasAPropertyOfItsName() {
    List<String> faults = new ArrayList<>();
    for (Element goal : goals) {
      String name = Elements.text(goal, "goal");
      if (name.equals("help")) {
        continue;
      }
      if (Elements.text(goal, "description").isEmpty() || Elements.text(goal, "since").isEmpty()) {
        faults.add(name + " says not what it does or since when");
      }
      Element configuration = Elements.child(goal, "configuration");
      for (Element parameter : Elements.children(Elements.child(goal, "parameters"))) {
        String parameterName = Elements.text(parameter, "name");
        if (MAVENS.contains(parameterName)) {
          continue;
        }
        String where = name + "." + parameterName;
        if (Elements.text(parameter, "description").isEmpty()
            || Elements.text(parameter, "since").isEmpty()) {
          faults.add(where + " says not what it is or since when");
        }
        String property = Elements.text(configuration, parameterName);
        if (!WITHOUT_PROPERTY.contains(parameterName)
            && !property.equals("${sitepack." + path(name, parameterName) + "}")) {
          faults.add(where + " has the property \"" + property + "\"");
        }
      }
    }
    assertEquals(List.of(), faults);
  }

  private static String path(String goal, String parameter) {
    if (parameter.startsWith("skip") && !parameter.equals("skip")) {
      return goal + ".skip";
    }
    boolean shared =
        List.of("render", "image", "lock", "outdated").contains(goal)
            || (goal.equals("verify") && !parameter.equals("image"))
            || List.of(
                    "skip",
                    "cache",
                    "imageName",
                    "sourceDirectory",
                    "drafts",
                    "future",
                    "expired",
                    "javaRelease",
                    "lenient")
                .contains(parameter);
    return shared ? parameter : goal + "." + parameter;
  }
}
