package io.github.sitepack.core.target;

import com.google.cloud.tools.jib.api.Credential;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.LogEvent;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import com.google.cloud.tools.jib.registry.credentials.CredentialRetrievalException;
import com.google.cloud.tools.jib.registry.credentials.DockerConfigCredentialRetriever;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.report.SitepackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Finds the login for a registry: among those that the build was given, in the environment, where
 * {@code docker login} and {@code podman login} leave theirs, and with the credential helpers of
 * cloud registries. The first one found counts.
 *
 * @see <a href="https://docs.docker.com/reference/cli/docker/login/">docker login</a>
 * @see <a
 *     href="https://github.com/containers/image/blob/main/docs/containers-auth.json.5.md">containers-auth.json</a>
 */
public final class Logins {
  /** Environment variable that holds the name of the user. */
  public static final String USER = "SITEPACK_PUSH_USERNAME";

  /** Environment variable that holds the password. */
  public static final String PASSWORD = "SITEPACK_PUSH_PASSWORD";

  /** Environment variable that holds the name of the user who reads the base image. */
  public static final String BASE_USER = "SITEPACK_BASE_USERNAME";

  /** Environment variable that holds that user's password. */
  public static final String BASE_PASSWORD = "SITEPACK_BASE_PASSWORD";

  private final SortedMap<String, Login> given;
  private final SortedMap<String, String> environment;
  private final Path home;
  private final Report report;
  private final String user;
  private final String password;

  /**
   * Looks in these places.
   *
   * @param given logins by registry, for example of Maven's settings
   * @param environment variables of the environment
   * @param home the user's home folder
   */
  public Logins(
      Map<String, Login> given, Map<String, String> environment, Path home, Report report) {
    this(given, environment, home, report, USER, PASSWORD);
  }

  /**
   * Looks in these places for who reads the base image: not the login of pushing, which another
   * registry must not see.
   */
  public static Logins forBase(
      Map<String, Login> given, Map<String, String> environment, Path home, Report report) {
    return new Logins(given, environment, home, report, BASE_USER, BASE_PASSWORD);
  }

  private Logins(
      Map<String, Login> given,
      Map<String, String> environment,
      Path home,
      Report report,
      String user,
      String password) {
    this.user = user;
    this.password = password;
    this.given = Collections.unmodifiableSortedMap(new TreeMap<>(given));
    this.environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
    this.home = home;
    this.report = report;
  }

  /**
   * The login for a registry.
   *
   * @throws SitepackException when a place that should tell cannot be read
   */
  Optional<Login> of(ImageName name) {
    Login known = given.get(name.registry());
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Login> set = fromEnvironment();
    if (set.isPresent()) {
      return set;
    }
    for (Path file : files()) {
      Optional<Login> found = fromFile(file, name.registry());
      if (found.isPresent()) {
        return found;
      }
    }
    return fromHelpers(name);
  }

  /** The variables of the environment, as a person would set them. */
  String variables() {
    return user + " and " + password;
  }

  /** Where was looked, in that order. */
  List<String> places() {
    List<String> places = new ArrayList<>();
    places.add("settings.xml");
    places.add(user);
    files().forEach(file -> places.add(file.toString()));
    return places;
  }

  private Optional<Login> fromEnvironment() {
    Optional<String> name = variable(user);
    Optional<String> secret = variable(password);
    if (name.isPresent() != secret.isPresent()) {
      String there = name.isPresent() ? user : password;
      String missing = name.isPresent() ? password : user;
      throw new SitepackException(
          Place.of(there),
          "is set, but " + missing + " is not",
          "set both, or none to use another login");
    }
    return name.map(n -> new Login(user + " and " + password, n, secret.orElseThrow()));
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  /** The files of docker and podman that are there or would be. */
  private List<Path> files() {
    List<Path> files = new ArrayList<>();
    files.add(
        variable("DOCKER_CONFIG")
            .map(Path::of)
            .orElse(home.resolve(".docker"))
            .resolve("config.json"));
    Optional<String> named = variable("REGISTRY_AUTH_FILE");
    if (named.isPresent()) {
      files.add(Path.of(named.get()));
      return files;
    }
    variable("XDG_RUNTIME_DIR")
        .ifPresent(folder -> files.add(Path.of(folder, "containers", "auth.json")));
    files.add(
        variable("XDG_CONFIG_HOME")
            .map(Path::of)
            .orElse(home.resolve(".config"))
            .resolve("containers")
            .resolve("auth.json"));
    return files;
  }

  private Optional<Login> fromFile(Path file, String registry) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return DockerConfigCredentialRetriever.create(registry, file)
          .retrieve(quiet(file.toString()))
          .map(credential -> login(file.toString(), credential));
    } catch (IOException | RuntimeException e) {
      // Without the cause, whose message may show a part of the file.
      throw new SitepackException(
          Place.of(file.toString()),
          "cannot be read as a docker config file",
          "mend it, or log in again: docker login " + registry);
    }
  }

  /** Amazon's and Google's registries have helpers of well-known names. */
  private Optional<Login> fromHelpers(ImageName name) {
    try {
      return CredentialRetrieverFactory.forImage(
              ImageReference.of(name.registry(), name.repository(), name.tag()),
              quiet("a credential helper"),
              environment)
          .wellKnownCredentialHelpers()
          .retrieve()
          .map(credential -> login("a credential helper", credential));
    } catch (CredentialRetrievalException e) {
      report.debug("the credential helper of " + name.registry() + " gives no login");
      return Optional.empty();
    }
  }

  private static Login login(String source, Credential credential) {
    return new Login(source, credential.getUsername(), credential.getPassword());
  }

  /** Says that something went wrong, but not what: helpers may print what they should not. */
  private Consumer<LogEvent> quiet(String source) {
    return event -> {
      if (event.getLevel() == LogEvent.Level.WARN) {
        report.debug(source + " names a credential helper that gives no login");
      }
    };
  }
}
