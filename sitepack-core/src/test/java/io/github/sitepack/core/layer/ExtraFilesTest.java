package io.github.sitepack.core.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.sitepack.core.archive.Entry;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.SitepackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtraFilesTest {
  private static final Place POM = Place.of("pom.xml");
  private static final List<String> PACKAGED =
      List.of("usr/sbin/nginx", "usr/share/doc/x/copyright");

  @TempDir Path folder;

  @BeforeEach
  void aFolder() throws IOException {
    Files.createDirectories(folder.resolve("data/deep"));
    Files.writeString(folder.resolve("data/a.txt"), "a");
    Files.writeString(folder.resolve("data/deep/b.txt"), "b");
  }

  private ExtraFiles files(String source, String to) {
    return new ExtraFiles(
        source.isEmpty() ? null : folder.resolve(source), to, "640", "750", "101:7");
  }

  private static List<String> entries(Recipe recipe) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Entry entry : LayerTree.of("extra", recipe.source().entries(), recipe.ownFolders())) {
      lines.add(
          "%s %o %d:%d"
              .formatted(entry.path(), entry.mode(), entry.owner().uid(), entry.owner().gid()));
    }
    return lines;
  }

  @Test
  void modesAndOwnersAreThoseAskedFor() throws IOException {
    Recipe recipe =
        ExtraFiles.recipe(
            POM,
            List.of(
                files("data", "/opt/data"),
                files("data/a.txt", "/etc/ssl/our.pem"),
                files("", "/var/cache/ours")),
            PACKAGED);
    assertEquals(
        List.of(
            "etc 755 0:0",
            "etc/ssl 755 0:0",
            "etc/ssl/our.pem 640 101:7",
            "opt 755 0:0",
            "opt/data 750 101:7",
            "opt/data/a.txt 640 101:7",
            "opt/data/deep 750 101:7",
            "opt/data/deep/b.txt 640 101:7",
            "var 755 0:0",
            "var/cache 755 0:0",
            "var/cache/ours 750 101:7"),
        entries(recipe));
    Files.writeString(folder.resolve("data/a.txt"), "b");
    assertNotEquals(
        recipe.inputs(),
        ExtraFiles.recipe(
                POM,
                List.of(
                    files("data", "/opt/data"),
                    files("data/a.txt", "/etc/ssl/our.pem"),
                    files("", "/var/cache/ours")),
                PACKAGED)
            .inputs());
  }

  @Test
  void whatBelongsToOthersIsRefusedWithAReason() {
    SitepackException e =
        assertThrows(
            SitepackException.class,
            () ->
                ExtraFiles.recipe(
                    POM,
                    List.of(
                        files("data", "/srv/www/data"),
                        files("data/a.txt", "/etc/nginx/x.conf"),
                        files("data/a.txt", "/etc/passwd"),
                        files("data/a.txt", "/proc/x"),
                        files("data/a.txt", "relative"),
                        files("data/a.txt", "/a/../b"),
                        files("gone", "/opt/gone"),
                        files("data/a.txt", "/usr/sbin/nginx"),
                        files("", "/usr/share"),
                        new ExtraFiles(folder.resolve("data"), "/opt/a", "4755", "755", "0:0"),
                        new ExtraFiles(folder.resolve("data"), "/opt/b", "666", "755", "0:0"),
                        new ExtraFiles(folder.resolve("data"), "/opt/c", "644", "755", "root"),
                        files("data/a.txt", "/opt/twice"),
                        files("data/a.txt", "/opt/twice")),
                    PACKAGED));
    assertEquals(
        Set.of(
            "/srv/www/data: /srv/www is the site's",
            "/etc/nginx/x.conf: /etc/nginx is nginx's configuration, which is made for the site",
            "/etc/passwd: /etc/passwd is written by sitepack",
            "/proc/x: /proc is mounted over by every engine",
            "\"relative\" is no place in the image",
            "\"/a/../b\" is no place in the image",
            "there is no " + folder.resolve("gone"),
            "/usr/sbin/nginx is a file of a Debian package",
            "/usr/share is a folder of the Debian packages, whose mode is theirs",
            "the mode \"4755\" of /opt/a is none that a file here may have",
            "with the mode 666 everybody could write to the files of /opt/b",
            "the owner \"root\" of /opt/c is none",
            "two files go to /opt/twice"),
        e.problems().stream().map(p -> p.what()).collect(Collectors.toSet()));
  }
}
