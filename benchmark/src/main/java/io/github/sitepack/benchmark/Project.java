package io.github.sitepack.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A Maven project whose site is rendered and packaged by the plugin that was just built, from a
 * local repository of its own.
 *
 * @param folder of the project
 * @param settings the file of Maven's settings, which {@link #prepare} writes
 */
record Project(Path folder, Path settings) {
  /** The local repository that the goals' own packages are in. */
  private static final Path HOST = Path.of(setting("host")).toAbsolutePath();

  private static String setting(String name) {
    return System.getProperty("benchmark." + name, "");
  }

  /** The cache of packages, which is the user's. */
  Path cache() {
    return HOST.resolve(".cache/sitepack");
  }

  /** The lock. */
  Path lock() {
    return folder.resolve("sitepack.lock");
  }

  /** Runs Maven with these arguments, without the network. */
  Command.Taken maven(String... arguments) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("-o"));
    words.addAll(List.of(arguments));
    return maven(words);
  }

  private Command.Taken maven(List<String> arguments) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(setting("maven"), "bin", "mvn").toString());
    words.addAll(
        List.of(
            "-q",
            "-s",
            settings.toString(),
            "-Dmaven.repo.local=" + Path.of(setting("repository")).toAbsolutePath(),
            "-Dsitepack.cache=" + cache(),
            "-Dsitepack.load.engine=none"));
    words.addAll(arguments);
    return new Command(folder, words, Map.of("MAVEN_OPTS", setting("jvm"))).run();
  }

  /** Writes the POM, and lets Maven fetch what it needs and the goals their packages. */
  void prepare() throws IOException, InterruptedException {
    Files.writeString(
        folder.resolve("pom.xml"),
        """
        <project>
          <modelVersion>4.0.0</modelVersion>
          <groupId>org.example</groupId>
          <artifactId>site</artifactId>
          <version>1.0</version>
          <packaging>pom</packaging>
          <properties>
            <project.build.outputTimestamp>2026-01-31T12:00:00Z</project.build.outputTimestamp>
          </properties>
          <build>
            <plugins>
              <plugin>
                <groupId>io.github.sitepack</groupId>
                <artifactId>sitepack-maven-plugin</artifactId>
                <version>%s</version>
                <executions>
                  <execution>
                    <goals>
                      <goal>render</goal>
                      <goal>image</goal>
                    </goals>
                  </execution>
                </executions>
              </plugin>
            </plugins>
          </build>
        </project>
        """
            .formatted(setting("version")));
    Files.writeString(
        settings,
        """
        <settings>
          <profiles>
            <profile>
              <id>host</id>
              <activation><activeByDefault>true</activeByDefault></activation>
              <repositories>
                <repository><id>host</id><url>%1$s</url></repository>
              </repositories>
              <pluginRepositories>
                <pluginRepository><id>host</id><url>%1$s</url></pluginRepository>
              </pluginRepositories>
            </profile>
          </profiles>
        </settings>
        """
            .formatted(HOST.toUri()));
    String lock = setting("lock");
    if (!lock.isEmpty()) {
      Files.copy(Path.of(lock), lock());
    }
    maven(List.of("package"));
  }
}
