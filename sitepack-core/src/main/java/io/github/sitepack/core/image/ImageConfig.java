package io.github.sitepack.core.image;

import io.github.sitepack.core.layer.Layer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an engine needs to know to run the image: nginx in the foreground, as a user with a number,
 * stopped so that it finishes what it is sending. Neither a tool nor a target is named in it.
 *
 * @param platform what the image runs on
 * @param created when it says it was made, in whole seconds
 * @param layers lowest first
 * @param settings what the site says of its image
 * @param ground the image that this one stands on, when it does
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/config.md">OCI image
 *     configuration</a>
 */
record ImageConfig(
    Platform platform,
    Instant created,
    List<Layer> layers,
    ImageSettings settings,
    Optional<Ground> ground) {
  static final String MEDIA_TYPE = "application/vnd.oci.image.config.v1+json";

  /** Cuts the time to seconds and copies the list. */
  ImageConfig {
    created = created.truncatedTo(ChronoUnit.SECONDS);
    layers = List.copyOf(layers);
  }

  /** The canonical JSON; its SHA-256 is the image's id in docker's classic store and in podman. */
  byte[] bytes() {
    String time = created.toString();
    SortedMap<String, SortedMap<String, String>> ports = new TreeMap<>();
    settings.ports().forEach(port -> ports.put(port, new TreeMap<>()));
    Json config = new Json();
    // glibc's own value, but fixed. nginx takes and gives back 1.6 MB for each map it reads. When
    // glibc adapts, it comes to keep them in its heap, and then whatever lies above decides whether
    // they are ever given back.
    SortedMap<String, String> environment = new TreeMap<>();
    environment.put("MALLOC_MMAP_THRESHOLD_", "131072");
    environment.putAll(settings.environment());
    SortedMap<String, String> labels = new TreeMap<>();
    Map<String, String> variables = new LinkedHashMap<>();
    ground.ifPresent(
        under -> {
          labels.putAll(under.labels());
          variables.putAll(under.environment());
          config.withText("WorkingDir", under.workingFolder());
        });
    environment.forEach(
        (name, value) -> {
          if (settings.environment().containsKey(name) || !variables.containsKey(name)) {
            variables.put(name, value);
          }
        });
    labels.putAll(settings.labels());
    List<String> told = new ArrayList<>();
    variables.forEach((name, value) -> told.add(name + "=" + value));
    config.with("Env", told);
    if (!labels.isEmpty()) {
      config.with("Labels", labels);
    }
    return new Json()
        .with("created", time)
        .with("architecture", platform.architecture())
        .with("os", platform.os())
        .withText("variant", platform.variant())
        .with(
            "config",
            config
                // A number, because Kubernetes does not take a name for "not root".
                .with("User", user())
                .with("ExposedPorts", ports)
                .with("Entrypoint", ground.map(Ground::start).orElse(List.of("/usr/sbin/nginx")))
                // An argument, so that "docker run <image> -g 'worker_processes 8;'" replaces it.
                .with("Cmd", List.of("-g", "worker_processes 2;"))
                .with("StopSignal", "SIGQUIT"))
        .with(
            "rootfs",
            new Json()
                .with("type", "layers")
                .with("diff_ids", layers.stream().map(l -> l.diffId().toString()).toList()))
        .with("history", history(time))
        .bytes();
  }

  private List<Json> history(String time) {
    List<Json> history = new ArrayList<>();
    ground.ifPresent(under -> history.addAll(under.history(time)));
    layers.stream()
        .skip(ground.map(under -> under.layers().size()).orElse(0))
        .map(l -> new Json().with("created", time).with("created_by", l.createdBy()))
        .forEach(history::add);
    return history;
  }

  private String user() {
    return settings.user().isEmpty() ? ground.map(Ground::user).orElse("101:101") : settings.user();
  }
}
