package io.github.sitepack.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.sitepack.core.target.ImageName;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefaultImageNameTest {
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
    assertEquals(expected, DefaultImageName.of(artifactId, version));
    assertEquals(expected, ImageName.parse(expected).toString());
  }

  @Test
  void aConfiguredNameIsTakenAsItIs() {
    MavenProject project = new MavenProject();
    project.setArtifactId("site");
    project.setVersion("1.0");
    assertEquals("site:1.0", DefaultImageName.unless(null, project));
    assertEquals("site:1.0", DefaultImageName.unless(" ", project));
    assertEquals("team/Site", DefaultImageName.unless("team/Site", project));
  }
}
