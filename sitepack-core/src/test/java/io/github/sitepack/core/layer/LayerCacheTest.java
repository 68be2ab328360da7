package io.github.sitepack.core.layer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.archive.Entry;
import io.github.sitepack.core.archive.FileEntry;
import io.github.sitepack.core.digest.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerCacheTest {
  @TempDir Path folder;

  private final AtomicInteger made = new AtomicInteger();

  private static FileEntry file(String path, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return new FileEntry(
        path,
        0644,
        Entry.Owner.ROOT,
        Instant.ofEpochSecond(5),
        bytes.length,
        FileEntry.Data.of(bytes));
  }

  private Recipe recipe(String text) {
    return new Recipe(
        "test",
        Digest.of(text.getBytes(UTF_8)),
        () -> {
          made.incrementAndGet();
          return List.of(file("srv/www/index.html", text));
        });
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(f -> folder.relativize(f).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }

  private static void flip(Path file, int at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[at] ^= 1;
    Files.write(file, bytes);
  }

  @Test
  void bytesNeverChange() throws IOException {
    Layer layer = new LayerCache(folder).get(recipe("hello"));
    assertEquals(
        "sha256:f85dcf0cc992223d90c8ea350b28d3fdce327a679a5567bcee0320786b035105",
        layer.diffId().toString());
    assertEquals(
        "sha256:9edce289f93835bd1f88780aaad86f038c2d32b4cea966a19cced699f17e89c1",
        layer.digest().toString());
  }

  @Test
  void theDigestsAreThoseOfTheFile() throws IOException {
    Layer layer = new LayerCache(folder).get(recipe("hello"));
    assertEquals(layer.digest(), Digest.of(layer.file()));
    assertEquals(layer.size(), Files.size(layer.file()));
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(layer.file()))) {
      assertEquals(layer.diffId().hex(), Digest.of(in.readAllBytes()).hex());
    }
  }

  @Test
  void whatIsThereIsNotMadeAgain() throws IOException {
    Layer first = new LayerCache(folder).get(recipe("hello"));
    assertEquals(first, new LayerCache(folder).get(recipe("hello")));
    assertEquals(1, made.get());
    Layer other = new LayerCache(folder).get(recipe("other"));
    assertEquals(2, made.get());
    assertTrue(!other.digest().equals(first.digest()));
  }

  @Test
  void aFlippedBitIsNoticedWhereverItIs() throws IOException {
    Layer first = new LayerCache(folder).get(recipe("hello"));
    List<String> before = files();
    assertEquals(2, before.size());
    int times = 1;
    for (String name : before) {
      Path file = folder.resolve(name);
      for (int at = 0; at < Files.size(file); at += 13) {
        flip(file, at);
        assertEquals(first, new LayerCache(folder).get(recipe("hello")), name + " byte " + at);
        assertEquals(++times, made.get(), name + " byte " + at);
      }
      Files.write(file, new byte[0]);
      assertEquals(first, new LayerCache(folder).get(recipe("hello")), name + " emptied");
      assertEquals(++times, made.get());
    }
    assertEquals(before, files());
  }

  @Test
  void aBuildThatFailsLeavesNothing() throws IOException {
    FileEntry short1 =
        new FileEntry(
            "a",
            0644,
            Entry.Owner.ROOT,
            Instant.ofEpochSecond(5),
            7,
            () -> {
              throw new IOException("No space left on device");
            });
    IOException e =
        assertThrows(
            IOException.class,
            () ->
                new LayerCache(folder)
                    .get(new Recipe("t", Digest.of(new byte[0]), () -> List.of(short1))));
    assertEquals("No space left on device", e.getMessage());
    assertEquals(List.of(), files());
  }

  @Test
  void twoBuildsAtOnceGiveTheSame() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Layer>> builds = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        Recipe recipe = recipe("text " + i % 3);
        builds.add(() -> new LayerCache(folder).get(recipe));
      }
      List<Layer> layers = new ArrayList<>();
      for (Future<Layer> build : threads.invokeAll(builds)) {
        layers.add(build.get());
      }
      for (int i = 0; i < layers.size(); i++) {
        assertEquals(layers.get(i % 3), layers.get(i));
        assertEquals(layers.get(i).digest(), Digest.of(layers.get(i).file()));
      }
      assertEquals(6, files().size());
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void onlyWhatIsRetainedStays() throws IOException {
    LayerCache cache = new LayerCache(folder);
    Layer kept = cache.get(recipe("kept"));
    cache.get(recipe("gone"));
    Files.writeString(folder.resolve("blobs").resolve(".x.part"), "left by a killed build");
    cache.retain(List.of(kept));
    assertEquals(2, files().size());
    cache.get(recipe("kept"));
    assertEquals(2, made.get());
  }
}
