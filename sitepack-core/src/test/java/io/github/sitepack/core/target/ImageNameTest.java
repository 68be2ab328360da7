package io.github.sitepack.core.target;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.report.SitepackException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageNameTest {
  @ParameterizedTest
  @CsvSource({
    "my-site, docker.io/library/my-site:latest, my-site:latest",
    "my-site:1.0-SNAPSHOT, docker.io/library/my-site:1.0-SNAPSHOT, my-site:1.0-SNAPSHOT",
    "team/my-site:1, docker.io/team/my-site:1, team/my-site:1",
    "docker.io/team/my-site:1, docker.io/team/my-site:1, team/my-site:1",
    "localhost:5000/a/b_c:2, localhost:5000/a/b_c:2, localhost:5000/a/b_c:2",
    "ghcr.io/o/docs:v1, ghcr.io/o/docs:v1, ghcr.io/o/docs:v1",
  })
  void namesAreReadAsDockerReadsThem(String text, String full, String familiar) {
    ImageName name = ImageName.parse(text);
    assertEquals(full, name.full());
    assertEquals(familiar, name.familiar());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "My-Site", "a b", "a:", ":1", "a:b:c", "scratch", "https://ghcr.io/o/docs"})
  void whatIsNoNameIsAProblem(String text) {
    SitepackException e = assertThrows(SitepackException.class, () -> ImageName.parse(text));
    assertTrue(e.getMessage().contains("for example my-site:1.0"), e.getMessage());
  }

  @Test
  void namesAreReadWhereDigitsAreArabic() throws IOException, InterruptedException {
    // In a JVM of its own, because Jib's class is loaded once.
    ProcessBuilder java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.language=ar",
                "-Duser.country=EG",
                "-cp",
                System.getProperty("java.class.path"),
                ImageNameTest.class.getName())
            .redirectErrorStream(true);
    java.environment().remove("JAVA_TOOL_OPTIONS");
    Process process = java.start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), said);
    assertEquals("docker.io/library/my-site:1.0", said.strip());
  }

  /** Reads a name in whatever locale the JVM was started with. */
  public static void main(String[] arguments) {
    System.out.println(ImageName.parse("my-site:1.0").full());
  }
}
