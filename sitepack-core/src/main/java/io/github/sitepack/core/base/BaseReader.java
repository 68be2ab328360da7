package io.github.sitepack.core.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sitepack.core.archive.Compression;
import io.github.sitepack.core.archive.TarScan;
import io.github.sitepack.core.digest.DiffId;
import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.image.Platform;
import io.github.sitepack.core.lock.BaseImage;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.report.SitepackException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * Reads an image that a site is to stand on: which manifest is for which platform, which layers it
 * has, and which nginx is in them. Nothing of it is run.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/image-index.md">OCI image
 *     index</a>
 */
public final class BaseReader {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The oldest release that the configuration is tried with, as 1022 for 1.22. */
  private static final int OLDEST = 1022;

  /** What an engine lays over each other at most, with room for the site. */
  private static final int MOST_LAYERS = 40;

  /** Who nginx runs as where the image says root, or nobody that can be told by a number. */
  private static final String USER = "101:101";

  private static final List<String> LAYERS =
      List.of(
          "application/vnd.oci.image.layer.v1.tar+gzip",
          "application/vnd.docker.image.rootfs.diff.tar.gzip");
  private static final List<String> CONFIGS =
      List.of(
          "application/vnd.oci.image.config.v1+json",
          "application/vnd.docker.container.image.v1+json");

  private static final String OTHER_BASE = "name another image as sitepack.base";

  private final BaseSource source;
  private final String name;
  private final Place place;

  /**
   * A reader.
   *
   * @param name of the image with registry and tag
   */
  public BaseReader(BaseSource source, String name) {
    this.source = source;
    this.name = name;
    this.place = Place.of(name);
  }

  /** A manifest with its digest. */
  private record Found(Digest digest, JsonNode json) {}

  /**
   * Reads what is there for the platforms.
   *
   * @param reference a tag or a digest
   * @throws SitepackException with everything that keeps the image from being stood on
   */
  public BaseImage read(String reference, Collection<Platform> platforms) {
    Found top = document(reference);
    Problems problems = new Problems();
    List<BaseImage.Part> parts = new ArrayList<>();
    Instant date = Instant.EPOCH;
    for (Platform platform :
        platforms.stream().sorted(Comparator.comparing(Platform::toString)).toList()) {
      try {
        Found manifest = manifest(top, platform);
        JsonNode config = config(manifest, platform);
        Instant created = created(config);
        date = created.isAfter(date) ? created : date;
        parts.add(part(platform, manifest, config));
      } catch (SitepackException e) {
        problems.addAll(e.problems());
      } catch (IllegalArgumentException e) {
        problems.add(place, "its manifest is damaged: " + firstLine(e), "push the image again");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    problems.throwIfAny();
    return new BaseImage(name, top.digest(), date, parts);
  }

  /**
   * The digest that a tag leads to today.
   *
   * @throws SitepackException when there is no such image
   */
  public Digest digest(String reference) {
    return document(reference).digest();
  }

  private Found document(String reference) {
    byte[] bytes =
        source
            .document(reference)
            .orElseThrow(
                () ->
                    problem(
                        "the registry has no image " + reference,
                        reference.contains(":")
                            ? "run mvn sitepack:lock, which takes what the tag leads to today"
                            : "check the name and the tag of sitepack.base"));
    try {
      return new Found(Digest.of(bytes), JSON.readTree(bytes));
    } catch (IOException e) {
      throw new SitepackException(
          place, "its manifest is no JSON: " + firstLine(e), "push the image again", e);
    }
  }

  private Found manifest(Found top, Platform platform) {
    if (top.json().path("schemaVersion").asInt() == 1) {
      throw problem(
          "its manifest is of Docker's old schema 1, which says nothing of layers that is certain",
          "pull and push it with a docker of 1.10 or later, or " + OTHER_BASE);
    }
    if (!top.json().has("manifests")) {
      return top;
    }
    TreeSet<String> there = new TreeSet<>();
    for (JsonNode each : top.json().path("manifests")) {
      JsonNode told = each.path("platform");
      if (fits(told, platform)) {
        return document(Digest.parse(each.path("digest").asText()).toString());
      }
      if (!told.path("os").asText("unknown").equals("unknown")) {
        there.add(told(told));
      }
    }
    throw other(platform, String.join(", ", there));
  }

  private static boolean fits(JsonNode told, Platform platform) {
    String variant = told.path("variant").asText("");
    return told.path("os").asText().equals(platform.os())
        && told.path("architecture").asText().equals(platform.architecture())
        && (variant.isEmpty()
            || platform.variant().isEmpty()
            || variant.equals(platform.variant()));
  }

  private static String told(JsonNode platform) {
    String variant = platform.path("variant").asText("");
    return platform.path("os").asText("unknown")
        + "/"
        + platform.path("architecture").asText("unknown")
        + (variant.isEmpty() ? "" : "/" + variant);
  }

  private SitepackException other(Platform platform, String there) {
    return problem(
        "is not made for " + platform + (there.isEmpty() ? "" : ", but for " + there),
        "set sitepack.platforms to what it is made for, or " + OTHER_BASE);
  }

  private JsonNode config(Found manifest, Platform platform) throws IOException {
    JsonNode told = manifest.json().path("config");
    if (!CONFIGS.contains(told.path("mediaType").asText())) {
      throw problem(
          "is no image of a container, but " + told.path("mediaType").asText("something else"),
          OTHER_BASE);
    }
    JsonNode config =
        JSON.readTree(Files.readAllBytes(source.blob(Digest.parse(told.path("digest").asText()))));
    if (!fits(config, platform)) {
      throw other(platform, told(config));
    }
    return config;
  }

  private static Instant created(JsonNode config) {
    try {
      Instant created = OffsetDateTime.parse(config.path("created").asText()).toInstant();
      return created.isBefore(Instant.EPOCH)
          ? Instant.EPOCH
          : created.truncatedTo(ChronoUnit.SECONDS);
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }

  private BaseImage.Part part(Platform platform, Found manifest, JsonNode config)
      throws IOException {
    JsonNode diffIds = config.path("rootfs").path("diff_ids");
    JsonNode layers = manifest.json().path("layers");
    check(layers, diffIds);
    List<BaseImage.Stratum> strata = new ArrayList<>();
    BaseFiles files = new BaseFiles();
    for (int i = 0; i < layers.size(); i++) {
      Digest digest = Digest.parse(layers.get(i).path("digest").asText());
      Digest diffId = Digest.parse(diffIds.get(i).asText());
      Path blob = source.blob(digest);
      read(blob, diffId, i + 1, files);
      strata.add(new BaseImage.Stratum(digest, new DiffId(diffId.hex()), Files.size(blob)));
    }
    Digest configDigest = Digest.parse(manifest.json().path("config").path("digest").asText());
    return new BaseImage.Part(
        platform.toString(),
        manifest.digest(),
        configDigest,
        Files.size(source.blob(configDigest)),
        user(config.path("config").path("User").asText(""), files.users()),
        program(platform, config.path("config"), files),
        strata);
  }

  private void check(JsonNode layers, JsonNode diffIds) {
    Problems problems = new Problems();
    if (layers.isEmpty() || layers.size() != diffIds.size()) {
      throw problem(
          "its manifest has " + layers.size() + " layers, and its config " + diffIds.size(),
          "push the image again");
    } else if (layers.size() > MOST_LAYERS) {
      throw problem(
          "has "
              + layers.size()
              + " layers, and with those of the site an engine takes no more"
              + " than "
              + MOST_LAYERS,
          "build it in fewer steps, or " + OTHER_BASE);
    }
    for (int i = 0; i < layers.size(); i++) {
      String type = layers.get(i).path("mediaType").asText();
      String layer = "its layer " + (i + 1) + " ";
      if (type.contains("foreign")
          || type.contains("nondistributable")
          || !layers.get(i).path("urls").isEmpty()) {
        problems.add(
            place,
            layer + "may not be in registries and lies elsewhere (" + type + ")",
            OTHER_BASE + " whose layers are all in its registry");
      } else if (!LAYERS.contains(type)) {
        problems.add(
            place,
            layer
                + (type.endsWith("zstd")
                    ? "is compressed with zstd"
                    : type.endsWith(".tar") ? "is not compressed" : "is of type " + type)
                + ", which not every engine can load from an archive",
            "push it again compressed with gzip, for example skopeo copy --dest-compress-format"
                + " gzip");
      }
    }
    problems.throwIfAny();
  }

  private void read(Path blob, Digest diffId, int number, BaseFiles files) throws IOException {
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(blob), 1 << 16)) {
      raw.mark(2);
      if (raw.read() != 0x1f || raw.read() != 0x8b) {
        throw problem(
            "its layer " + number + " is said to be compressed with gzip, and is not",
            "push the image again");
      }
      raw.reset();
      try (TarScan tar =
          new TarScan(
              new BufferedInputStream(
                  Digest.input(Compression.GZIP.open(raw), diffId, "what is inside"), 1 << 16))) {
        files.add(tar);
        tar.end();
      } catch (IOException e) {
        throw new SitepackException(
            place,
            "its layer " + number + " is not the one that its config promises: " + firstLine(e),
            "push the image again",
            e);
      }
    }
  }

  /** A number for who nginx runs as, which is never root. */
  private static String user(String told, String users) {
    String[] parts = told.split(":", -1);
    for (String line : users.split("\n", -1)) {
      String[] fields = line.split(":", -1);
      if (fields.length > 3 && (fields[0].equals(parts[0]) || fields[2].equals(parts[0]))) {
        String group = parts.length > 1 && parts[1].matches("[0-9]+") ? parts[1] : fields[3];
        return checked(fields[2] + ":" + group);
      }
    }
    return checked(parts.length > 1 ? told : told + ":" + told);
  }

  private static String checked(String user) {
    return user.matches("[1-9][0-9]{0,8}:[0-9]{1,9}") ? user : USER;
  }

  private BaseImage.Program program(Platform platform, JsonNode config, BaseFiles files) {
    SortedMap<String, NginxProgram> programs = files.programs();
    String path =
        named(config, programs)
            .orElseThrow(
                () ->
                    problem(
                        "has no nginx for " + platform + " that can be recognised",
                        OTHER_BASE + ", one with nginx, or leave sitepack.base out"));
    NginxProgram found = programs.get(path);
    if (!found.runsOn(platform.architecture())) {
      throw problem(
          "its /" + path + " is a program for another machine than " + platform,
          "push the image again for the right platform");
    } else if (found.release() < OLDEST) {
      throw problem(
          "its nginx is too old: " + found.version(), OTHER_BASE + " with nginx 1.22 or later");
    } else if (!path.matches("[A-Za-z0-9._+/-]+")) {
      throw problem("its nginx has a path that cannot be told: " + path, OTHER_BASE);
    }
    List<String> missing =
        NginxProgram.NEEDED.stream().filter(m -> !found.modules().contains(m)).toList();
    if (!missing.isEmpty()) {
      throw problem(
          "its nginx was built without " + String.join(", ", missing),
          OTHER_BASE + " whose nginx has ngx_http_" + missing.get(0) + "_module");
    }
    return new BaseImage.Program(
        "/" + path,
        found.version(),
        found.modules(),
        found.builtInBrotli()
            ? "built-in"
            : files.brotli().map(module -> "/" + module).orElse("none"));
  }

  /** The program that the image starts itself, or that a shell in it would find; else any. */
  private static Optional<String> named(JsonNode config, SortedMap<String, NginxProgram> programs) {
    List<String> names = new ArrayList<>();
    config.path("Entrypoint").forEach(word -> names.add(word.asText()));
    config.path("Cmd").forEach(word -> names.add(word.asText()));
    for (JsonNode variable : config.path("Env")) {
      if (variable.asText().startsWith("PATH=")) {
        for (String folder : variable.asText().substring(5).split(":", -1)) {
          names.add(folder + "/nginx");
        }
      }
    }
    for (String named : names) {
      if (named.startsWith("/") && programs.containsKey(named.substring(1))) {
        return Optional.of(named.substring(1));
      }
    }
    return programs.entrySet().stream()
        .map(Map.Entry::getKey)
        .min(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
  }

  private SitepackException problem(String what, String fix) {
    return new SitepackException(place, what, fix);
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
