package io.github.sitepack.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.SitepackException;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageNameTest {
  @ParameterizedTest
  @CsvSource({
    "site, 1.0, site:1.0",
    "My-Site, 1.0-SNAPSHOT, my-site:1.0-SNAPSHOT",
    "IİI, 1, ii-i:1",
    "a+b, 1+build, a-b:1-build",
    "a..b, 1, a-b:1",
    "a__b, 1, a__b:1",
    "a___b, 1, a-b:1",
    "a-_b, 1, a-b:1",
    "a_.b, 1, a-b:1",
    "_a_, .1, a:1",
    "ÄÖÜ, ---, site:latest",
  })
  void coordinatesBecomeAValidName(String artifactId, String version, String expected) {
    assertEquals(expected, ImageName.of(artifactId, version));
    assertEquals(expected, configured(expected), "and it is one that may be configured");
  }

  @ParameterizedTest
  @CsvSource({
    "site, site:latest",
    "team/site:2, team/site:2",
    "localhost:5000/site, localhost:5000/site:latest",
    "registry.example.org/team/site:2.0_rc, registry.example.org/team/site:2.0_rc",
  })
  void aNameWithoutATagIsTheLatest(String name, String expected) {
    assertEquals(expected, configured(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Site:1", "site:", ":1", "a//b", "site:.1", "a b", "site@sha256:0"})
  void otherNamesAreRefused(String name) {
    SitepackException e = assertThrows(SitepackException.class, () -> configured(name));
    assertEquals(
        "pom.xml: \"" + name + "\" is no name of an image",
        e.getMessage().lines().findFirst().orElse(""));
  }

  private static String configured(String name) {
    return ImageName.of(
        name,
        new MavenProject(),
        (what, fix) -> new SitepackException(Place.of("pom.xml"), what, fix));
  }
}
