package io.github.sitepack.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sitepack.core.fetch.Patience;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.report.SitepackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareImagesTest {
  @TempDir Path home;

  private List<String> diff(Path from, Path to) {
    return new CompareImages(Report.silent())
        .run(
            new CompareImages.Settings(
                from.toString(),
                to.toString(),
                home,
                home.resolve("scratch"),
                new Registries(
                    new TreeMap<>(),
                    new TreeMap<>(),
                    home.resolve("user"),
                    false,
                    Patience.USUAL)));
  }

  @Test
  void changesAreToldByPackageAndPage() throws IOException {
    SmallImage project = new SmallImage(home.resolve("project"), "linux/amd64");
    project.build();
    Path layout = project.settings().layout();
    Path before = Files.copy(project.settings().tar(), home.resolve("before.tar"));
    assertTrue(diff(before, layout).get(0).startsWith("no change: both are sha256:"));

    project.page(3, "another page");
    project.page(40, "a new page");
    project.build();
    List<String> lines = diff(before, layout);
    assertEquals(
        List.of("pages: 2 changed", "  ~ /p/3/", "  + /p/40/"),
        lines.subList(0, 3),
        lines::toString);
    assertTrue(lines.get(3).matches("to push: [0-9]+ blobs, [0-9]+ bytes"), lines::toString);

    Path other =
        new Tampered(layout, home.resolve("other"))
            .config(
                c -> {
                  ((ObjectNode) c.get("config")).put("User", "0:0");
                  for (var step : c.get("history")) {
                    if (step.path("created_by").asText().equals("nginx 1.0-1")) {
                      ((ObjectNode) step).put("created_by", "nginx 1.0-2");
                    }
                  }
                })
            .write();
    assertEquals(
        List.of(
            "packages: 1 changed",
            "  ~ nginx 1.0-1 -> 1.0-2",
            "config: 1 changed",
            "  /config/User: \"101:101\" -> \"0:0\""),
        diff(layout, other).subList(0, 4));
  }

  @Test
  void aFileIsExplainedByItsPackageOrPage() throws IOException {
    SmallImage project = new SmallImage(home.resolve("project"), "linux/amd64");
    project.build();
    assertTrue(
        explain(project, "/usr/sbin/nginx").contains("because   the package nginx 1.0-1, root"),
        explain(project, "/usr/sbin/nginx"));
    assertTrue(explain(project, "/usr/sbin/nginx").contains("a file, mode 0755, owner 0:0, "));
    assertTrue(explain(project, "/bin").contains("a link to usr/bin"));
    assertTrue(explain(project, "srv/www/p/3/index.html").contains("-Durl=/p/3/ "));
    assertTrue(explain(project, "/etc/nginx/nginx.conf").contains("nginx's configuration"));
    SitepackException e =
        assertThrows(SitepackException.class, () -> explain(project, "/usr/sbin/ngnix"));
    assertTrue(e.getMessage().contains("the closest is /usr/sbin/nginx"), e.getMessage());
  }

  private static String explain(SmallImage project, String path) {
    return String.join(
        "\n",
        new ExplainFile()
            .run(
                new ExplainFile.Settings(
                    project.settings().layout(), project.path("sitepack.lock"), path)));
  }
}
