package io.github.sitepack.core.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.layer.Layer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An image that another one stands on. What it says of its environment, labels and working folder
 * is taken over; what starts, what is open and who it runs as would not be true any more.
 *
 * @param name with registry and tag
 * @param digest of its index, or of its only manifest
 * @param program absolute path of its nginx
 * @param user uid and gid that nginx runs as
 * @param layers lowest first
 * @param config its own config, parsed
 */
public record Ground(
    String name, Digest digest, String program, String user, List<Layer> layers, JsonNode config) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** By these, nginx would take over the sockets of another nginx. */
  private static final List<String> INHERITED = List.of("NGINX", "NGINX_BPF_MAPS");

  /** Copies the list. */
  public Ground {
    layers = List.copyOf(layers);
  }

  /**
   * Reads the config.
   *
   * @throws IOException when it is no JSON
   */
  public static Ground of(
      String name, Digest digest, String program, String user, List<Layer> layers, byte[] config)
      throws IOException {
    return new Ground(name, digest, program, user, layers, JSON.readTree(config));
  }

  /**
   * What each layer is by the history of an image, in order.
   *
   * @param config of the image
   * @param layers how many there are
   */
  public static List<String> told(byte[] config, int layers) throws IOException {
    List<String> told = new ArrayList<>();
    for (JsonNode step : steps(JSON.readTree(config), layers)) {
      if (!step.path("empty_layer").asBoolean(false)) {
        told.add(step.path("created_by").asText(""));
      }
    }
    return told.isEmpty() ? Collections.nCopies(layers, "base image") : told;
  }

  /** The history where it tells of every layer, else nothing. */
  private static List<JsonNode> steps(JsonNode config, int layers) {
    List<JsonNode> steps = new ArrayList<>();
    config.path("history").forEach(steps::add);
    long full = steps.stream().filter(s -> !s.path("empty_layer").asBoolean(false)).count();
    return full == layers ? steps : List.of();
  }

  /** What starts: its nginx, with our configuration and without its own log file. */
  List<String> start() {
    return List.of(program, "-e", "stderr", "-c", "/etc/nginx/nginx.conf");
  }

  /** The variables in their order. */
  Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    for (JsonNode variable : config.path("config").path("Env")) {
      String[] parts = variable.asText().split("=", 2);
      if (parts.length == 2 && !INHERITED.contains(parts[0])) {
        environment.put(parts[0], parts[1]);
      }
    }
    return environment;
  }

  SortedMap<String, String> labels() {
    SortedMap<String, String> labels = new TreeMap<>();
    config
        .path("config")
        .path("Labels")
        .properties()
        .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    return labels;
  }

  String workingFolder() {
    return config.path("config").path("WorkingDir").asText("");
  }

  /** Its history, with a step for each layer. */
  List<Json> history(String time) {
    List<Json> history = new ArrayList<>();
    for (JsonNode step : steps(config, layers.size())) {
      Json json = new Json();
      for (String member : List.of("created", "created_by", "author", "comment")) {
        if (step.path(member).isTextual()) {
          json.with(member, step.path(member).asText());
        }
      }
      history.add(
          step.path("empty_layer").asBoolean(false) ? json.with("empty_layer", true) : json);
    }
    if (history.isEmpty()) {
      layers.forEach(
          layer ->
              history.add(new Json().with("created", time).with("created_by", layer.createdBy())));
    }
    return history;
  }

  /**
   * What the manifest says of it.
   *
   * @see <a href="https://github.com/opencontainers/image-spec/blob/main/annotations.md">OCI
   *     annotations, base.name and base.digest</a>
   */
  SortedMap<String, String> annotations() {
    SortedMap<String, String> annotations = new TreeMap<>();
    annotations.put("org.opencontainers.image.base.digest", digest.toString());
    annotations.put("org.opencontainers.image.base.name", name);
    return annotations;
  }
}
