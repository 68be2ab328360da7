package io.github.sitepack.core.proof;

import io.github.sitepack.core.proof.StoredImage.Part;
import io.github.sitepack.core.proof.StoredImage.StoredLayer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What changes from one image to the next, in the terms of those who make sites.
 *
 * @param packages that came, went or have another version, as {@code nginx 1.26.3-3 -> 1.26.3-4}
 * @param pages addresses with {@code +}, {@code -} or {@code ~} before them
 * @param server files of nginx's configuration, marked likewise
 * @param config members of the container's config with both values
 * @param blobs number of blobs that the first image does not have
 * @param bytes their length: what a push has to send to whoever has the first
 */
public record ImageDiff(
    List<String> packages,
    List<String> pages,
    List<String> server,
    List<String> config,
    int blobs,
    long bytes) {
  private static final String SITE = "srv/www/";
  private static final String SERVER = "etc/nginx/";

  /** Copies the lists. */
  public ImageDiff {
    packages = List.copyOf(packages);
    pages = List.copyOf(pages);
    server = List.copyOf(server);
    config = List.copyOf(config);
  }

  /**
   * Compares the platforms that both images have; the site, which all of them share, on the first.
   *
   * @throws IOException when a layer cannot be read
   */
  public static ImageDiff of(StoredImage from, StoredImage to) throws IOException {
    TreeSet<String> packages = new TreeSet<>();
    TreeSet<String> config = new TreeSet<>();
    List<String> pages = new ArrayList<>();
    List<String> server = new ArrayList<>();
    boolean first = true;
    for (Part part : to.platforms()) {
      Optional<Part> before = from.part(part.platform());
      if (before.isEmpty()) {
        config.add("platform " + part.platform() + " is new");
        continue;
      }
      packages(before.get(), part, packages);
      if (!part.base().equals(before.get().base())) {
        packages.add("~ base image: " + or(before.get().base()) + " -> " + or(part.base()));
      }
      new JsonComparison(
              "",
              "config",
              pointer -> pointer.startsWith("/rootfs") || pointer.startsWith("/history"),
              (pointer, node) -> Cause.CONFIG)
          .run(before.get().config(), part.config())
          .forEach(d -> config.add(d.path() + ": " + or(d.rebuilt()) + " -> " + or(d.given())));
      if (first) {
        SortedMap<String, String> old = site(before.get());
        SortedMap<String, String> young = site(part);
        changes(old, young, SITE, pages);
        changes(old, young, SERVER, server);
        first = false;
      }
    }
    for (Part part : from.platforms()) {
      if (to.part(part.platform()).isEmpty()) {
        config.add("platform " + part.platform() + " is gone");
      }
    }
    SortedMap<String, Long> sent = blobs(to);
    sent.keySet().removeAll(blobs(from).keySet());
    long bytes = sent.values().stream().mapToLong(Long::longValue).sum();
    return new ImageDiff(
        List.copyOf(packages), pages, server, List.copyOf(config), sent.size(), bytes);
  }

  private static String or(String value) {
    return value.isEmpty() ? "nothing" : value;
  }

  private static void packages(Part before, Part after, TreeSet<String> changes) {
    SortedMap<String, String> old = versions(before);
    SortedMap<String, String> young = versions(after);
    TreeSet<String> names = new TreeSet<>(old.keySet());
    names.addAll(young.keySet());
    for (String name : names) {
      String was = old.getOrDefault(name, "");
      String is = young.getOrDefault(name, "");
      if (was.isEmpty()) {
        changes.add("+ " + name + " " + is);
      } else if (is.isEmpty()) {
        changes.add("- " + name + " " + was);
      } else if (!was.equals(is)) {
        changes.add("~ " + name + " " + was + " -> " + is);
      }
    }
  }

  private static SortedMap<String, String> versions(Part part) {
    SortedMap<String, String> versions = new TreeMap<>();
    for (StoredLayer layer : part.layers()) {
      ImageComparison.packageOf(layer)
          .ifPresent(
              name -> versions.put(name, layer.createdBy().substring(name.length()).strip()));
    }
    return versions;
  }

  /** The files outside of packages, with the digests of their contents. */
  private static SortedMap<String, String> site(Part part) throws IOException {
    SortedMap<String, String> files = new TreeMap<>();
    for (StoredLayer layer : part.layers()) {
      if (!layer.isPackage()) {
        for (LayerFiles.Stored file : LayerFiles.read(layer).files()) {
          if (file.item().isFile()) {
            files.put(file.name(), file.content().hex());
          }
        }
      }
    }
    return files;
  }

  private static void changes(
      SortedMap<String, String> old,
      SortedMap<String, String> young,
      String folder,
      List<String> changes) {
    TreeSet<String> names = new TreeSet<>(old.keySet());
    names.addAll(young.keySet());
    for (String name : names) {
      boolean twin =
          (name.endsWith(".gz") || name.endsWith(".br"))
              && names.contains(name.substring(0, name.length() - 3));
      if (name.startsWith(folder) && !twin) {
        String was = old.get(name);
        String is = young.get(name);
        String address = address(name, folder);
        if (was == null) {
          changes.add("+ " + address);
        } else if (is == null) {
          changes.add("- " + address);
        } else if (!was.equals(is)) {
          changes.add("~ " + address);
        }
      }
    }
  }

  private static String address(String name, String folder) {
    if (!folder.equals(SITE)) {
      return "/" + name;
    }
    String path = "/" + name.substring(SITE.length());
    return path.endsWith("/index.html")
        ? path.substring(0, path.length() - "index.html".length())
        : path;
  }

  private static SortedMap<String, Long> blobs(StoredImage image) {
    SortedMap<String, Long> blobs = new TreeMap<>();
    for (Part part : image.platforms()) {
      blobs.put(part.config().digest().hex(), (long) part.config().bytes().length);
      part.layers().forEach(layer -> blobs.put(layer.digest().hex(), layer.size()));
    }
    return blobs;
  }
}
