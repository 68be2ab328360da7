package io.github.sitepack.core.image;

import io.github.sitepack.core.layer.Layer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TreeMap;

/**
 * What an engine needs to know to run the image: nginx in the foreground, as a user with a number,
 * stopped so that it finishes what it is sending. Neither a tool nor a target is named in it.
 *
 * @param platform what the image runs on
 * @param created when it says it was made, in whole seconds
 * @param layers lowest first
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/config.md">OCI image
 *     configuration</a>
 */
record ImageConfig(Platform platform, Instant created, List<Layer> layers) {
  static final String MEDIA_TYPE = "application/vnd.oci.image.config.v1+json";

  /** Cuts the time to seconds and copies the list. */
  ImageConfig {
    created = created.truncatedTo(ChronoUnit.SECONDS);
    layers = List.copyOf(layers);
  }

  /** The canonical JSON; its SHA-256 is the image's id in docker's classic store and in podman. */
  byte[] bytes() {
    String time = created.toString();
    return new Json()
        .with("created", time)
        .with("architecture", platform.architecture())
        .with("os", platform.os())
        .withText("variant", platform.variant())
        .with(
            "config",
            new Json()
                // A number, because Kubernetes does not take a name for "not root".
                .with("User", "101:101")
                // glibc's own value, but fixed. nginx takes and gives back 1.6 MB for each map it
                // reads. When glibc adapts, it comes to keep them in its heap, and then whatever
                // lies above decides whether they are ever given back.
                .with("Env", List.of("MALLOC_MMAP_THRESHOLD_=131072"))
                .with("ExposedPorts", new Json().with("8080/tcp", new TreeMap<String, String>()))
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
