package io.github.sitepack.maven;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Names the first byte in which two images differ, as close to its cause as can be told. */
final class FirstDifference {
  private FirstDifference() {}

  /** Where two layouts differ: a layer's file and offset, or a place in the JSON. */
  static Optional<String> between(Layout one, Layout other) {
    List<JsonNode> ones = one.manifests();
    List<JsonNode> others = other.manifests();
    for (int i = 0; i < Math.min(ones.size(), others.size()); i++) {
      Optional<String> found = inLayers(one.layers(ones.get(i)), other.layers(others.get(i)));
      if (found.isEmpty()) {
        found =
            inText(
                "config of image " + i,
                one.blob(ones.get(i).at("/config/digest").asText()),
                other.blob(others.get(i).at("/config/digest").asText()));
      }
      if (found.isEmpty()) {
        found =
            inText(
                "manifest of image " + i,
                ones.get(i).toString().getBytes(UTF_8),
                others.get(i).toString().getBytes(UTF_8));
      }
      if (found.isPresent()) {
        return found;
      }
    }
    return inText(
        "index.json",
        one.index().toString().getBytes(UTF_8),
        other.index().toString().getBytes(UTF_8));
  }

  private static Optional<String> inLayers(List<Layout.Layer> ones, List<Layout.Layer> others) {
    for (int i = 0; i < Math.min(ones.size(), others.size()); i++) {
      Layout.Layer one = ones.get(i);
      Layout.Layer other = others.get(i);
      int at = Arrays.mismatch(one.tar(), other.tar());
      if (at >= 0) {
        return Optional.of("layer " + i + ": " + entry(one, at) + " | " + entry(other, at));
      }
      if (!one.digest().equals(other.digest())) {
        return Optional.of("layer " + i + ": the same tar is compressed to other bytes");
      }
    }
    return ones.size() == others.size()
        ? Optional.empty()
        : Optional.of(ones.size() + " layers | " + others.size() + " layers");
  }

  private static String entry(Layout.Layer layer, int at) {
    return layer.entries().stream()
        .filter(entry -> entry.begin() <= at && at < entry.end())
        .map(
            entry ->
                at < entry.begin() + 512
                    ? entry.path() + ", byte " + (at - entry.begin()) + " of its header"
                    : entry.path()
                        + ", byte "
                        + (at - entry.begin() - 512)
                        + around(entry.content(), at - entry.begin() - 512))
        .findFirst()
        .orElse("byte " + at + ", after the last entry");
  }

  private static Optional<String> inText(String name, byte[] one, byte[] other) {
    int at = Arrays.mismatch(one, other);
    return at < 0
        ? Optional.empty()
        : Optional.of(name + ", byte " + at + around(one, at) + " |" + around(other, at));
  }

  private static String around(byte[] bytes, int at) {
    int from = Math.max(0, Math.min(at, bytes.length) - 20);
    int to = Math.min(bytes.length, at + 20);
    return " \"" + new String(bytes, from, to - from, UTF_8).replace("\n", "\\n") + "\"";
  }
}
