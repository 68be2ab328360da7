package io.github.sitepack.maven;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A Maven, the JDK it runs on, and the surroundings it runs in.
 *
 * @param home folder of the Maven
 * @param jdk folder of the JDK
 * @param options of the virtual machine
 * @param environment what is added to the environment
 * @param umask octal digits
 */
record Maven(
    Path home, Path jdk, List<String> options, Map<String, String> environment, String umask) {
  static final Path WORK = Path.of(property("sitepack.work"));
  static final Path LOCK = Path.of(property("sitepack.lock"));
  static final String VERSION = property("sitepack.version");

  /** The Maven that runs this build, on the JDK that runs it. */
  static Maven running() {
    return new Maven(
        Path.of(property("sitepack.maven")),
        Path.of(System.getProperty("java.home")),
        List.of("-XX:TieredStopAtLevel=1"),
        Map.of(),
        "022");
  }

  /** Another Maven, unpacked by the build. */
  Maven version(String version) {
    Path other = Path.of(property("sitepack.mavens"), "apache-maven-" + version);
    // The unpacked scripts have no permission to run; the shell reads them all the same.
    return new Maven(other, jdk, options, environment, umask);
  }

  Maven jdk(Path newJdk) {
    return new Maven(home, newJdk, options, environment, umask);
  }

  Maven options(String... newOptions) {
    return new Maven(home, jdk, List.of(newOptions), environment, umask);
  }

  Maven with(String name, String value) {
    Map<String, String> more = new TreeMap<>(environment);
    more.put(name, value);
    return new Maven(home, jdk, options, more, umask);
  }

  Maven umask(String newUmask) {
    return new Maven(home, jdk, options, environment, newUmask);
  }

  /** The command that runs goals in a project's folder, with the repository of the stories. */
  Command command(Path project, String... goals) {
    return own(
            project,
            "-s",
            settings().toString(),
            "-Dmaven.repo.local=" + property("sitepack.repository"),
            "-Dsitepack.load.engine=none")
        .and(goals);
  }

  /** The command that runs goals in a folder as its user would. */
  Command own(Path project, String... arguments) {
    Command command =
        Command.of("sh", "-c", "umask " + umask + "; exec sh \"$0\" \"$@\"")
            .and(home.resolve("bin/mvn").toString(), "-B", "-ntp")
            .and(arguments)
            .in(project)
            .with("JAVA_HOME", jdk.toString())
            .with("MAVEN_OPTS", String.join(" ", options))
            .with("MAVEN_SKIP_RC", "true");
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      command = command.with(variable.getKey(), variable.getValue());
    }
    return command;
  }

  /** Settings that take from this machine's local repository what is there already. */
  private static Path settings() {
    String host =
        "<id>host</id><url>"
            + Path.of(property("sitepack.hostRepository")).toUri()
            + "</url><releases><checksumPolicy>ignore</checksumPolicy></releases>"
            + "<snapshots><enabled>false</enabled></snapshots>";
    String text =
        "<settings><profiles><profile><id>host</id>"
            + "<activation><activeByDefault>true</activeByDefault></activation>"
            + "<repositories><repository>"
            + host
            + "</repository></repositories><pluginRepositories><pluginRepository>"
            + host
            + "</pluginRepository></pluginRepositories></profile></profiles></settings>\n";
    try {
      Files.createDirectories(WORK);
      return Files.writeString(WORK.resolve("settings.xml"), text, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String property(String name) {
    String value = System.getProperty(name);
    if (value == null) {
      throw new IllegalStateException("run by Failsafe, which sets " + name);
    }
    return value;
  }
}
