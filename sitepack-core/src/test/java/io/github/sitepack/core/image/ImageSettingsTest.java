package io.github.sitepack.core.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.SitepackException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ImageSettingsTest {
  private static final Place POM = Place.of("pom.xml");

  @Test
  void whatIsSaidIsInTheConfigAndInTheManifest() throws IOException {
    ImageSettings settings =
        ImageSettings.of(
            POM,
            Map.of("org.example.team", "docs", "a", ""),
            Map.of("org.opencontainers.image.source", "https://example.org/é"),
            Map.of("TZ", "Europe/Berlin", "A", "1 = 2"),
            List.of("8443", "8080/tcp", " 8080 "),
            "65532");
    Image image =
        Image.of(Platform.parse("linux/amd64"), Instant.ofEpochSecond(5), List.of(), settings);
    JsonNode config = new ObjectMapper().readTree(image.config()).get("config");
    assertEquals(
        "{\"Cmd\":[\"-g\",\"worker_processes 2;\"],\"Entrypoint\":[\"/usr/sbin/nginx\"],"
            + "\"Env\":[\"A=1 = 2\",\"MALLOC_MMAP_THRESHOLD_=131072\",\"TZ=Europe/Berlin\"],"
            + "\"ExposedPorts\":{\"8080/tcp\":{},\"8443/tcp\":{}},"
            + "\"Labels\":{\"a\":\"\",\"org.example.team\":\"docs\"},"
            + "\"StopSignal\":\"SIGQUIT\",\"User\":\"65532:65532\"}",
        config.toString());
    assertEquals(
        "{\"org.opencontainers.image.source\":\"https://example.org/é\"}",
        new ObjectMapper().readTree(image.manifest()).get("annotations").toString());
    OciLayout two = OciLayout.of(List.of(image, image), "example.org/a:1", "a:1", "1");
    String index =
        two.archive().stream()
            .filter(entry -> entry.path().endsWith(two.digest().hex()))
            .map(ImageSettingsTest::text)
            .findFirst()
            .orElseThrow();
    assertEquals(
        "{\"org.opencontainers.image.source\":\"https://example.org/é\"}",
        new ObjectMapper().readTree(index).get("annotations").toString());
  }

  private static String text(io.github.sitepack.core.archive.Entry entry) {
    try {
      return new String(
          ((io.github.sitepack.core.archive.FileEntry) entry).data().open().readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whoSaysNothingGetsTheUsual() {
    assertEquals(
        ImageSettings.DEFAULT, ImageSettings.of(POM, Map.of(), Map.of(), Map.of(), List.of(), ""));
  }

  @Test
  void everythingThatIsNotAllowedIsToldAtOnceWithItsReason() {
    Map<String, String> environment = new TreeMap<>();
    for (String name : List.of("LD_PRELOAD", "GLIBC_TUNABLES", "NGINX", "A B", "LINE")) {
      environment.put(name, name.equals("LINE") ? "a\nb" : "x");
    }
    Map<String, String> annotations = new TreeMap<>();
    for (String name : List.of("ref.name", "base.digest", "created")) {
      annotations.put("org.opencontainers.image." + name, "x");
    }
    SitepackException e =
        assertThrows(
            SitepackException.class,
            () ->
                ImageSettings.of(
                    POM,
                    Map.of("a b", "x"),
                    annotations,
                    environment,
                    List.of("53/udp", "0", "65536", "http"),
                    "0:0"));
    assertEquals(
        Set.of(
            "\"a b\" cannot be the name of a label",
            "the annotation org.opencontainers.image.base.digest tells which image this one stands"
                + " on, which sitepack knows",
            "the annotation org.opencontainers.image.created would tell another time than the image"
                + " itself",
            "the annotation org.opencontainers.image.ref.name is what engines find the image's name"
                + " by",
            "\"A B\" cannot be the name of a variable",
            "the variable GLIBC_TUNABLES would change which code the loader runs",
            "the variable LD_PRELOAD would change which code the loader runs",
            "the variable LINE holds a control character",
            "by the variable NGINX nginx hands its sockets to a new nginx, and would not open any",
            "nginx does not serve the port 53/udp",
            "\"0\" is no port",
            "\"65536\" is no port",
            "\"http\" is no port",
            "the user is root, and nginx needs no right of his"),
        e.problems().stream().map(p -> p.what()).collect(Collectors.toSet()));
    for (String user : List.of("nginx", "-1", "4294967295", "1:2:3")) {
      assertEquals(
          1,
          assertThrows(
                  SitepackException.class,
                  () -> ImageSettings.of(POM, Map.of(), Map.of(), Map.of(), List.of(), user))
              .problems()
              .size(),
          user);
    }
  }
}
