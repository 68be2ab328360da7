package io.github.sitepack.core.layer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.archive.DirectoryEntry;
import io.github.sitepack.core.archive.Entry;
import io.github.sitepack.core.archive.FileEntry;
import io.github.sitepack.core.digest.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The layer between the packages and the content: nginx's configuration, the users, and the folders
 * that nginx needs to find.
 */
public final class ConfigLayer {
  private static final int FORMAT = 1;
  private static final String MAIN = "nginx.conf";

  /** The uid and gid that nginx runs as when the engine is not told otherwise: Debian's choice. */
  public static final int USER = 101;

  private static final String PASSWD =
      "root:x:0:0:root:/:/nonexistent\nnginx:x:101:101:nginx:/nonexistent:/nonexistent\n";
  private static final String GROUP = "root:x:0:\nnginx:x:101:\n";

  /** What the layer is called in the image's history. */
  public static final String NAME = "nginx configuration";

  private ConfigLayer() {}

  /** The layer of the configuration files in {@code nginx}, which go to {@code /etc/nginx}. */
  public static Recipe recipe(Path nginx) throws IOException {
    StringBuilder inputs = new StringBuilder("config " + FORMAT + "\n" + PASSWD + GROUP);
    List<Entry> entries = files(nginx, UnaryOperator.identity(), inputs);
    entries.add(file("etc/passwd", PASSWD.getBytes(UTF_8)));
    entries.add(file("etc/group", GROUP.getBytes(UTF_8)));
    return recipe(entries, inputs);
  }

  /**
   * The same on an image that has its own users.
   *
   * @param fit makes the main file one for the nginx in that image
   */
  public static Recipe onBase(Path nginx, UnaryOperator<String> fit) throws IOException {
    StringBuilder inputs = new StringBuilder("config on a base " + FORMAT + "\n");
    return recipe(files(nginx, fit, inputs), inputs);
  }

  private static List<Entry> files(Path nginx, UnaryOperator<String> fit, StringBuilder inputs)
      throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (Folder.Found file : Folder.files(nginx)) {
      byte[] bytes = Files.readAllBytes(file.file());
      if (file.path().equals(MAIN)) {
        bytes = fit.apply(new String(bytes, UTF_8)).getBytes(UTF_8);
      }
      inputs.append(Digest.of(bytes).hex()).append(' ').append(file.path()).append('\n');
      entries.add(file("etc/nginx/" + file.path(), bytes));
    }
    return entries;
  }

  private static Recipe recipe(List<Entry> entries, StringBuilder inputs) {
    // nginx puts request bodies there, and is told so in its configuration; sticky, see LayerTree.
    entries.add(new DirectoryEntry("tmp", 01777, Entry.Owner.ROOT, LayerTree.TIME));
    entries.add(new DirectoryEntry(ContentLayers.ROOT, 0755, Entry.Owner.ROOT, LayerTree.TIME));
    return new Recipe(
        NAME, Digest.of(inputs.toString().getBytes(UTF_8)), () -> List.copyOf(entries));
  }

  private static FileEntry file(String path, byte[] bytes) {
    return new FileEntry(
        path, 0644, Entry.Owner.ROOT, LayerTree.TIME, bytes.length, FileEntry.Data.of(bytes));
  }
}
