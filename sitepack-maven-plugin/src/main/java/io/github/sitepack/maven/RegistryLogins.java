package io.github.sitepack.maven;

import io.github.sitepack.core.Registries;
import io.github.sitepack.core.report.SitepackException;
import io.github.sitepack.core.target.Login;
import io.github.sitepack.core.target.Registry;
import io.github.sitepack.core.target.RemoteImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;

/** Finds what Maven's settings and the environment say about registries. */
final class RegistryLogins {
  private static final String ENVIRONMENT = "env.";

  private final MavenSession session;
  private final SettingsDecrypter decrypter;
  private final BiFunction<String, String, SitepackException> failure;

  /** {@code failure} makes the exception of what is wrong and how to fix it. */
  RegistryLogins(
      MavenSession session,
      SettingsDecrypter decrypter,
      BiFunction<String, String, SitepackException> failure) {
    this.session = session;
    this.decrypter = decrypter;
    this.failure = failure;
  }

  /** What is known of the registries that images are named with. */
  Registries of(List<String> references) {
    Properties system = session.getSystemProperties();
    return new Registries(
        logins(references),
        environment(system),
        Path.of(system.getProperty("user.home")),
        session.isOffline(),
        Registry.PATIENCE);
  }

  /**
   * What opens an encrypted key.
   *
   * @param server id of a server in settings.xml, or null to ask the environment
   */
  Optional<char[]> passphrase(String server) {
    if (server == null) {
      return Optional.ofNullable(
              session.getSystemProperties().getProperty(ENVIRONMENT + "SITEPACK_SIGN_PASSPHRASE"))
          .map(String::toCharArray);
    }
    Server known = session.getSettings().getServer(server);
    if (known == null) {
      throw failure.apply(
          "settings.xml has no server " + server, "add one with the passphrase of the key");
    }
    Server open = decrypted(known);
    String secret = open.getPassphrase() == null ? open.getPassword() : open.getPassphrase();
    if (secret == null) {
      throw failure.apply(
          "the server " + server + " in settings.xml has no passphrase", "add it there");
    }
    return Optional.of(secret.toCharArray());
  }

  private Server decrypted(Server server) {
    SettingsDecryptionResult result =
        decrypter.decrypt(new DefaultSettingsDecryptionRequest(server));
    if (result.getProblems().stream()
        .anyMatch(p -> p.getSeverity() != SettingsProblem.Severity.WARNING)) {
      throw failure.apply(
          "the server " + server.getId() + " in settings.xml cannot be decrypted",
          "encrypt it with the master password of this machine: mvn --encrypt-password");
    }
    return result.getServer();
  }

  /** The servers of settings.xml whose ids are the hosts of the registries. */
  private SortedMap<String, Login> logins(List<String> references) {
    SortedMap<String, Login> logins = new TreeMap<>();
    for (String reference : references) {
      registry(reference)
          .map(registry -> session.getSettings().getServer(registry))
          .ifPresent(server -> logins.computeIfAbsent(server.getId(), id -> login(server)));
    }
    return logins;
  }

  private static Optional<String> registry(String reference) {
    try {
      return Optional.of(RemoteImage.parse(reference).name().registry());
    } catch (SitepackException e) {
      // Told with all others like it when the registry is asked.
      return Optional.empty();
    }
  }

  private Login login(Server server) {
    SettingsDecryptionResult result =
        decrypter.decrypt(new DefaultSettingsDecryptionRequest(server));
    // Their texts are not shown, for they may quote the password.
    boolean failed =
        result.getProblems().stream()
            .anyMatch(p -> p.getSeverity() != SettingsProblem.Severity.WARNING);
    Server open = result.getServer();
    if (failed || open.getUsername() == null || open.getPassword() == null) {
      throw failure.apply(
          "the server "
              + server.getId()
              + " in settings.xml has "
              + (failed ? "a password that cannot be decrypted" : "no username and password"),
          failed
              ? "encrypt it with the master password of this machine: mvn --encrypt-password"
              : "add both, or remove the server so that another login is found");
    }
    return new Login(
        "the server " + server.getId() + " in settings.xml",
        open.getUsername(),
        open.getPassword());
  }

  private static SortedMap<String, String> environment(Properties system) {
    SortedMap<String, String> environment = new TreeMap<>();
    for (Map.Entry<Object, Object> property : system.entrySet()) {
      String name = String.valueOf(property.getKey());
      if (name.startsWith(ENVIRONMENT)) {
        environment.put(name.substring(ENVIRONMENT.length()), String.valueOf(property.getValue()));
      }
    }
    return environment;
  }
}
