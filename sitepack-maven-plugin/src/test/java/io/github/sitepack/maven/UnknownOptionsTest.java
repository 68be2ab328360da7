package io.github.sitepack.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class UnknownOptionsTest {
  @Test
  void whatNobodyReadsIsTold() {
    assertEquals(
        List.of(
            "sitepack.lenien: no setting of sitepack, so it does nothing",
            "  fix: did you mean sitepack.lenient?"),
        told(properties("sitepack.lenien", "sitepack.suite", "skipTests"), properties()));
    assertEquals(
        List.of(
            "sitepack.url: no setting of sitepack, so it does nothing",
            "  fix: did you mean sitepack.explain.url?"),
        told(properties("sitepack.url"), properties()));
    assertEquals(
        List.of(
            "sitepack.something.else.x: no setting of sitepack, so it does nothing",
            "  fix: see sitepack:help -Ddetail for all settings, or remove it"),
        told(properties("sitepack.something.else.x"), properties()));
  }

  @Test
  void aProjectMayHavePropertiesOfItsOwn() {
    assertEquals(
        List.of(
            "sitepack.imagename2: no setting of sitepack, so it does nothing",
            "  fix: did you mean sitepack.imageName?"),
        told(
            properties("sitepack.version"),
            properties("sitepack.version", "sitepack.of.ours", "sitepack.imagename2")));
  }

  private static List<String> told(Properties given, Properties pom) {
    return UnknownOptions.among(given, pom).stream()
        .flatMap(problem -> problem.toString().lines())
        .toList();
  }

  private static Properties properties(String... names) {
    Properties properties = new Properties();
    for (String name : names) {
      properties.setProperty(name, "true");
    }
    return properties;
  }
}
