package io.github.sitepack.maven;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A project with something of every kind: sections, a bundle, an alias, static files, a mount. */
final class Sample {
  /** A file that takes a while to download. */
  static final String DOWNLOAD = "/files/download.bin";

  /** Its length in bytes: more than what sockets and proxies on the way hold. */
  static final int DOWNLOAD_LENGTH = 24 << 20;

  private final SortedMap<String, byte[]> files = new TreeMap<>();

  /** Where the lock is, in the folder of the module that makes the image. */
  private final String lock;

  private Sample(String lock) {
    this.lock = lock;
  }

  /** The project of a story, as the stories' own runner would have it. */
  static Sample story(String name, String module) {
    Sample sample = new Sample(module + "/sitepack.lock");
    Path folder = Path.of(Maven.property("sitepack.root"), "src", "it", name);
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String path = folder.relativize(file).toString().replace('\\', '/');
        if (path.endsWith("pom.xml")) {
          sample.text(path, Files.readString(file).replace("@project.version@", Maven.VERSION));
        } else if (path.contains("/")) {
          sample.bytes(path, Files.readAllBytes(file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sample;
  }

  Sample() {
    this("sitepack.lock");
    text(
        "pom.xml",
        """
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <groupId>org.example</groupId>
          <artifactId>Sample</artifactId>
          <version>1.0</version>
          <packaging>pom</packaging>
          <build>
            <plugins>
              <plugin>
                <groupId>io.github.sitepack</groupId>
                <artifactId>sitepack-maven-plugin</artifactId>
                <version>%s</version>
                <configuration>
                  <mounts>
                    <mount>
                      <directory>${project.basedir}/manual</directory>
                      <at>/manual/</at>
                      <excludes>**/*.map</excludes>
                    </mount>
                  </mounts>
                </configuration>
                <executions>
                  <execution>
                    <goals>
                      <goal>render</goal>
                      <goal>image</goal>
                      <goal>load</goal>
                    </goals>
                  </execution>
                </executions>
              </plugin>
            </plugins>
          </build>
        </project>
        """
            .formatted(Maven.VERSION));
    text("src/site/site.yaml", "title: IiıİçğÖşÜ مرحبا\nbaseURL: https://example.org/\n");
    text(
        "src/site/content/_index.md",
        """
        ---
        title: Home
        ---

        Welcome to the *sample*. Start with the [guide](guide/_index.md), read the [news](news/)
        or the [manual](/manual/).
        """);
    text("src/site/content/guide/_index.md", "---\ntitle: GUIDE\nweight: 1\n---\n\nTwo steps.\n");
    text(
        "src/site/content/guide/install.md",
        """
        ---
        title: Install
        weight: 1
        date: 2026-01-02
        aliases: [/setup/, /old/install.html]
        description: How to install it, in İstanbul too.
        ---

        ## The price

        It costs 100 coins, see [usage](usage.md#options).

        ```java
        /** A title. */
        record Title(String text) { int length() { return text.length(); } }
        ```
        """);
    text(
        "src/site/content/guide/usage.md",
        """
        ---
        title: Usage
        weight: 2
        date: 2026-03-04T05:06:07+02:00
        ---

        ## Options

        | Option | Meaning |
        | --- | --- |
        | `-i` | ignore |

        - [x] done[^1]
        - [ ] ~~not done~~ https://example.org/

        [^1]: A footnote.
        """);
    text(
        "src/site/content/news/first/index.md",
        "---\ntitle: First news\ndate: 2026-05-06\n---\n\n![A dot](dot.svg)\n");
    text(
        "src/site/content/news/first/dot.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><rect/></svg>\n");
    text("src/site/content/news/_index.md", "---\ntitle: News\n---\n");
    text("src/site/content/draft.md", "---\ntitle: Not yet\ndraft: true\n---\n");
    text("src/site/static/humans.txt", "Nobody yet.\n".repeat(40));
    bytes("src/site/static" + DOWNLOAD, noise(4096));
    text("manual/index.html", "<!doctype html><title>Manual</title><p>By another tool.</p>\n");
    text("manual/a/b/c.css", "body { color: black }\n");
    text("manual/a/b/c.css.map", "{}\n");
  }

  /** Makes the download as long as {@link #DOWNLOAD_LENGTH}. */
  Sample withDownload() {
    return bytes("src/site/static" + DOWNLOAD, noise(DOWNLOAD_LENGTH));
  }

  Sample text(String path, String content) {
    return bytes(path, content.getBytes(UTF_8));
  }

  /** Replaces text in a file that is there. */
  Sample replace(String path, String from, String to) {
    String old = new String(files.get(path), UTF_8);
    if (!old.contains(from)) {
      throw new IllegalArgumentException(path + " has no \"" + from + "\"");
    }
    return text(path, old.replace(from, to));
  }

  private Sample bytes(String path, byte[] content) {
    files.put(path, content);
    return this;
  }

  /**
   * Writes the project to an empty folder, with the lock of the stories.
   *
   * @param seed decides the order in which files are made, and their times
   */
  Path write(Path project, long seed) {
    Random random = new Random(seed);
    List<Map.Entry<String, byte[]>> shuffled = new ArrayList<>(files.entrySet());
    Collections.shuffle(shuffled, random);
    try {
      delete(project);
      for (Map.Entry<String, byte[]> file : shuffled) {
        Path path = project.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.write(path, file.getValue());
        Files.setLastModifiedTime(
            path, FileTime.fromMillis(random.nextInt(Integer.MAX_VALUE) * 900L));
      }
      Files.copy(Maven.LOCK, project.resolve(lock));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return project;
  }

  static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  /** Bytes that do not compress, always the same. */
  static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
