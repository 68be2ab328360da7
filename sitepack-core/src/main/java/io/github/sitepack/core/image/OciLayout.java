package io.github.sitepack.core.image;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.sitepack.core.archive.Entry;
import io.github.sitepack.core.archive.FileEntry;
import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.fetch.WholeFile;
import io.github.sitepack.core.layer.Layer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The image of all its platforms as an OCI image layout: {@code oci-layout}, {@code index.json} and
 * {@code blobs/sha256/}. With {@code manifest.json} beside them the same files are a
 * docker-archive.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/image-layout.md">OCI image
 *     layout</a>
 */
public final class OciLayout {
  /** To be raised when the archive of equal images changes. */
  private static final int ARCHIVE_FORMAT = 1;

  private static final String BLOBS = "blobs/sha256/";
  private static final String VERSION = "oci-layout";
  private static final String INDEX = "index.json";
  private static final Instant TIME = Instant.ofEpochSecond(1);

  private final List<Image> images;
  private final Digest digest;
  private final byte[] index;
  private final byte[] dockerManifest;
  private final SortedMap<String, byte[]> documents = new TreeMap<>();
  private final SortedMap<String, Layer> layers = new TreeMap<>();

  private OciLayout(List<Image> images, String fullName, String shortName, String tag) {
    this.images = List.copyOf(images);
    for (Image image : images) {
      document(image.config());
      document(image.manifest());
      image.layers().forEach(layer -> layers.put(layer.digest().hex(), layer));
    }
    Descriptor top = images.get(0).descriptor();
    if (images.size() > 1) {
      byte[] nested =
          new Index(images.stream().map(Image::descriptor).toList(), images.get(0).annotations())
              .bytes();
      top = new Descriptor(Index.MEDIA_TYPE, document(nested), nested.length);
    }
    this.digest = top.digest();
    SortedMap<String, String> annotations = new TreeMap<>();
    // The first is read by containerd and docker, the second by podman and skopeo.
    annotations.put("io.containerd.image.name", fullName);
    annotations.put("org.opencontainers.image.ref.name", tag);
    this.index = new Index(List.of(top.with(annotations))).bytes();

    Image first = images.get(0);
    this.dockerManifest =
        Json.array(
            List.of(
                new Json()
                    .with("Config", BLOBS + Digest.of(first.config()).hex())
                    .with("RepoTags", List.of(shortName))
                    .with(
                        "Layers",
                        first.layers().stream().map(l -> BLOBS + l.digest().hex()).toList())));
  }

  /**
   * The layout of these images.
   *
   * @param images one for each platform, at least one; docker's classic store, which knows one
   *     platform only, gets the first
   * @param fullName the name with registry and tag, for example {@code
   *     docker.io/library/my-site:1.0}
   * @param shortName the same as docker shows it, for example {@code my-site:1.0}
   * @param tag the tag alone
   */
  public static OciLayout of(List<Image> images, String fullName, String shortName, String tag) {
    return new OciLayout(images, fullName, shortName, tag);
  }

  private Digest document(byte[] bytes) {
    Digest of = Digest.of(bytes);
    documents.put(of.hex(), bytes);
    return of;
  }

  /** The images, in order of their platforms as given. */
  public List<Image> images() {
    return images;
  }

  /** The image's digest: of the manifest, or of the nested index when there are several. */
  public Digest digest() {
    return digest;
  }

  /**
   * The files of the archive that is a layout and a docker-archive at once. The documents come
   * before the layers, so that {@link ImageArchive} need not read these.
   */
  public List<Entry> archive() {
    List<Entry> entries = new ArrayList<>();
    entries.add(file(VERSION, version()));
    entries.add(file(INDEX, index));
    entries.add(file("manifest.json", dockerManifest));
    documents.forEach((hex, bytes) -> entries.add(file(BLOBS + hex, bytes)));
    layers.forEach(
        (hex, layer) ->
            entries.add(
                new FileEntry(
                    BLOBS + hex,
                    0644,
                    Entry.Owner.ROOT,
                    TIME,
                    layer.size(),
                    FileEntry.Data.of(layer.file()))));
    return entries;
  }

  /** A digest of all that {@link #archive} is a function of. */
  public Digest archiveInputs() {
    StringBuilder all = new StringBuilder("sitepack archive ").append(ARCHIVE_FORMAT).append('\n');
    all.append(Digest.of(index).hex()).append('\n').append(Digest.of(dockerManifest).hex());
    documents.keySet().forEach(hex -> all.append('\n').append(hex));
    layers.keySet().forEach(hex -> all.append('\n').append(hex));
    return Digest.of(all.toString().getBytes(US_ASCII));
  }

  /**
   * Makes a folder this layout: adds what is missing, mends what is damaged, removes other blobs.
   * What is right already is not touched. The index comes after the blobs it needs.
   *
   * @return whether anything was written or removed
   */
  public boolean writeTo(Path folder) throws IOException {
    Path blobs = folder.resolve("blobs").resolve("sha256");
    Files.createDirectories(blobs);
    boolean changed = false;
    for (Map.Entry<String, Layer> layer : layers.entrySet()) {
      changed |= put(blobs.resolve(layer.getKey()), layer.getValue());
    }
    for (Map.Entry<String, byte[]> document : documents.entrySet()) {
      changed |= put(blobs.resolve(document.getKey()), document.getValue());
    }
    changed |= put(folder.resolve(INDEX), index);
    changed |= put(folder.resolve(VERSION), version());
    for (Path blob : list(blobs)) {
      String name = blob.getFileName().toString();
      if (!layers.containsKey(name) && !documents.containsKey(name)) {
        Files.delete(blob);
        changed = true;
      }
    }
    for (Path file : list(folder)) {
      if (file.getFileName().toString().endsWith(WholeFile.SUFFIX)) {
        Files.delete(file);
      }
    }
    return changed;
  }

  private static byte[] version() {
    return new Json().with("imageLayoutVersion", "1.0.0").bytes();
  }

  private static boolean put(Path file, byte[] bytes) throws IOException {
    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && Files.size(file) == bytes.length
        && Arrays.equals(Files.readAllBytes(file), bytes)) {
      return false;
    }
    WholeFile.write(file, bytes);
    return true;
  }

  private static boolean put(Path blob, Layer layer) throws IOException {
    if (Files.isRegularFile(blob, LinkOption.NOFOLLOW_LINKS)) {
      // One file under two names was checked when the layer was taken from the cache.
      if (Files.isSameFile(blob, layer.file())
          || (Files.size(blob) == layer.size() && Digest.of(blob).equals(layer.digest()))) {
        return false;
      }
      Files.delete(blob);
    }
    try {
      Files.createLink(blob, layer.file());
    } catch (UnsupportedOperationException | IOException e) {
      // Another disk, or one without hard links.
      try (WholeFile copy = WholeFile.at(blob);
          InputStream in = Files.newInputStream(layer.file())) {
        in.transferTo(copy.out());
        copy.keep();
      }
    }
    return true;
  }

  private static List<Path> list(Path folder) throws IOException {
    TreeSet<Path> files = new TreeSet<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(files::add);
    }
    return List.copyOf(files);
  }

  private static FileEntry file(String path, byte[] bytes) {
    return new FileEntry(
        path, 0644, Entry.Owner.ROOT, TIME, bytes.length, FileEntry.Data.of(bytes));
  }
}
