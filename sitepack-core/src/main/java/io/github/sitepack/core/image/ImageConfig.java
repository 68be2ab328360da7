package io.github.sitepack.core.image;

import io.github.sitepack.core.layer.Layer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
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
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/config.md">OCI image
 *     configuration</a>
 */
record ImageConfig(Platform platform, Instant created, List<Layer> layers, ImageSettings settings) {
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
    List<String> variables = new ArrayList<>();
    environment.forEach((name, value) -> variables.add(name + "=" + value));
    config.with("Env", variables);
    if (!settings.labels().isEmpty()) {
      config.with("Labels", settings.labels());
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
                .with("User", settings.user())
                .with("ExposedPorts", ports)
                .with("Entrypoint", List.of("/usr/sbin/nginx"))
                // An argument, so that "docker run <image> -g 'worker_processes 8;'" replaces it.
                .with("Cmd", List.of("-g", "worker_processes 2;"))
                .with("StopSignal", "SIGQUIT"))
        .with(
            "rootfs",
            new Json()
                .with("type", "layers")
                .with("diff_ids", layers.stream().map(l -> l.diffId().toString()).toList()))
        .with(
            "history",
            layers.stream()
                .map(l -> new Json().with("created", time).with("created_by", l.createdBy()))
                .toList())
        .bytes();
  }
}
