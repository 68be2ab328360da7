package io.github.sitepack.core.layer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.archive.Entry;
import io.github.sitepack.core.archive.FileEntry;
import io.github.sitepack.core.digest.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The layers of the site's files and of their compressed twins. */
public final class ContentLayers {
  /** Where the site lies in the image; nginx's configuration says the same. */
  public static final String ROOT = "srv/www";

  private static final int FORMAT = 3;

  private ContentLayers() {}

  /** Which files lie in which layer, lowest first; for {@link #recipes} and {@link #parts}. */
  public static final class Division {
    private final List<ContentPlan.Bin> bins;

    private Division(List<ContentPlan.Bin> bins) {
      this.bins = bins;
    }
  }

  /**
   * Divides files among layers.
   *
   * @param files in order of their paths' bytes
   * @param plan which files share a layer; without one it is decided by their paths and sizes
   * @throws io.github.sitepack.core.report.SitepackException with each twin that the site brings
   *     along and that is not one
   */
  public static Division divide(List<ContentFile> files, Optional<LayerPlan> plan)
      throws IOException {
    BroughtTwins.check(files);
    return new Division(ContentPlan.of(files, plan).bins());
  }

  /**
   * The recipes, lowest layer first.
   *
   * @param files in order of their paths' bytes
   * @param plan which files share a layer; without one it is decided by their paths and sizes
   * @param twins makes the compressed twins and remembers them
   * @throws io.github.sitepack.core.report.SitepackException with each twin that the site brings
   *     along and that is not one
   */
  public static List<Recipe> recipes(List<ContentFile> files, Optional<LayerPlan> plan, Twins twins)
      throws IOException {
    return recipes(divide(files, plan), twins, true);
  }

  /**
   * The recipes of files that were divided, for an nginx that may know no brotli.
   *
   * @param brotli whether twins of brotli would ever be sent
   */
  public static List<Recipe> recipes(Division division, Twins twins, boolean brotli) {
    List<Recipe> recipes = new ArrayList<>();
    for (ContentPlan.Bin planned : division.bins) {
      ContentPlan.Bin bin = brotli ? planned : planned.withoutBrotli();
      StringBuilder inputs = new StringBuilder("content " + FORMAT + " " + Encoded.FORMAT + "\n");
      for (ContentPlan.Planned file : bin.files()) {
        inputs.append(file.file().digest().hex());
        inputs.append(file.gzip() ? " gz" : "").append(file.brotli() ? " br" : "");
        inputs.append(' ').append(file.path()).append('\n');
      }
      recipes.add(
          new Recipe(
              bin.name(),
              Digest.of(inputs.toString().getBytes(UTF_8)),
              () -> entries(bin.files(), twins)));
    }
    return List.copyOf(recipes);
  }

  /**
   * The files of one layer.
   *
   * @param name as the image's history has it
   * @param files in order of their paths' bytes
   */
  public record Part(String name, List<Piece> files) {
    /** Copies the list. */
    public Part {
      files = List.copyOf(files);
    }
  }

  /**
   * A file in its layer.
   *
   * @param file the file
   * @param gzip length of its gzip twin, 0 when it has none
   * @param brotli length of its brotli twin, likewise
   */
  public record Piece(ContentFile file, int gzip, int brotli) {}

  /** What each layer of {@link #recipes} holds, once they were made; in the same order. */
  public static List<Part> parts(Division division, Twins twins) {
    List<Part> parts = new ArrayList<>();
    for (ContentPlan.Bin bin : division.bins) {
      List<Piece> pieces = new ArrayList<>();
      for (ContentPlan.Planned planned : bin.files()) {
        int[] lengths = twins.lengths(planned.file().digest());
        pieces.add(
            new Piece(
                planned.file(),
                planned.gzip() ? lengths[0] : 0,
                planned.brotli() ? lengths[1] : 0));
      }
      parts.add(new Part(bin.name(), pieces));
    }
    return List.copyOf(parts);
  }

  private static List<Entry> entries(List<ContentPlan.Planned> files, Twins twins)
      throws IOException {
    List<Entry> entries = files(files);
    entries.addAll(twins(files.stream().filter(ContentPlan.Planned::twins).toList(), twins));
    return entries;
  }

  private static List<Entry> files(List<ContentPlan.Planned> files) {
    List<Entry> entries = new ArrayList<>();
    for (ContentPlan.Planned planned : files) {
      ContentFile file = planned.file();
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

  private static List<Entry> twins(List<ContentPlan.Planned> files, Twins twins)
      throws IOException {
    List<Entry> entries = new ArrayList<>();
    List<Encoded> compressed = twins.of(files.stream().map(ContentPlan.Planned::file).toList());
    for (int i = 0; i < files.size(); i++) {
      ContentPlan.Planned planned = files.get(i);
      if (planned.gzip()) {
        add(planned.path() + Twins.GZIP, compressed.get(i).gzip(), entries);
      }
      if (planned.brotli()) {
        add(planned.path() + Twins.BROTLI, compressed.get(i).brotli(), entries);
      }
    }
    return entries;
  }

  private static void add(String path, byte[] bytes, List<Entry> entries) {
    if (bytes.length > 0) {
      entries.add(
          new FileEntry(
              ROOT + "/" + path,
              0644,
              Entry.Owner.ROOT,
              Digest.of(bytes).contentTime(),
              bytes.length,
              FileEntry.Data.of(bytes)));
    }
  }
}
