package io.github.sitepack.core.layer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.archive.Entry;
import io.github.sitepack.core.archive.FileEntry;
import io.github.sitepack.core.archive.Gzip;
import io.github.sitepack.core.digest.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The layers of the site's files and of their gzip twins. */
public final class ContentLayers {
  /** Where the site lies in the image; nginx's configuration says the same. */
  public static final String ROOT = "srv/www";

  private static final int FORMAT = 1;

  private ContentLayers() {}

  /**
   * The recipes, lowest layer first.
   *
   * @param files in order of their paths' bytes
   * @param twins makes the gzip twins and remembers them
   */
  public static List<Recipe> recipes(List<ContentFile> files, Twins twins) {
    List<Recipe> recipes = new ArrayList<>();
    for (ContentPlan.Bin bin : ContentPlan.of(files).bins()) {
      StringBuilder inputs =
          new StringBuilder(
              "content " + FORMAT + (bin.twins() ? " gzip " + Gzip.FORMAT : "") + "\n");
      for (ContentFile file : bin.files()) {
        inputs.append(file.digest().hex()).append(' ').append(file.path()).append('\n');
      }
      recipes.add(
          new Recipe(
              bin.name(),
              Digest.of(inputs.toString().getBytes(UTF_8)),
              () -> bin.twins() ? twins(bin.files(), twins) : files(bin.files())));
    }
    return List.copyOf(recipes);
  }

  private static List<Entry> files(List<ContentFile> files) {
    List<Entry> entries = new ArrayList<>();
    for (ContentFile file : files) {
      entries.add(
          new FileEntry(
              ROOT + "/" + file.path(),
              0644,
              Entry.Owner.ROOT,
              file.mtime(),
              file.size(),
              file.data()));
    }
    return entries;
  }

  private static List<Entry> twins(List<ContentFile> files, Twins twins) throws IOException {
    List<Entry> entries = new ArrayList<>();
    List<byte[]> compressed = twins.of(files);
    for (int i = 0; i < files.size(); i++) {
      byte[] bytes = compressed.get(i);
      if (bytes.length > 0) {
        entries.add(
            new FileEntry(
                ROOT + "/" + files.get(i).path() + Twins.SUFFIX,
                0644,
                Entry.Owner.ROOT,
                Digest.of(bytes).contentTime(),
                bytes.length,
                FileEntry.Data.of(bytes)));
      }
    }
    return entries;
  }
}
