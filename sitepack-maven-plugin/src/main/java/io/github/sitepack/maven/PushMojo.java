package io.github.sitepack.maven;

import io.github.sitepack.core.PushImage;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.report.SitepackException;
import io.github.sitepack.core.target.ImageName;
import io.github.sitepack.core.target.Login;
import io.github.sitepack.core.target.Registry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;

/**
 * Pushes the image to registries, byte for byte: what a registry has already is not sent again, and
 * afterwards its digest is compared with <code>target/sitepack/image.digest</code>. In the
 * lifecycle it does nothing while no registry is configured.
 *
 * @since 0.1.0
 */
@Mojo(name = "push", defaultPhase = LifecyclePhase.DEPLOY, threadSafe = true)
public final class PushMojo extends SitepackMojo {
  private static final String ENVIRONMENT = "env.";

  private final SettingsDecrypter decrypter;

  /**
   * What the image is pushed as, each with its registry: <code>
   * registry.example.org/team/my-site:1.0</code>. Without a tag it is <code>latest</code>.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sitepack.push.to")
  List<String> to = List.of();

  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sitepack.push.skip", defaultValue = "false")
  boolean skipPush;

  @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
  MojoExecution execution;

  /** Maven hands in what reads encrypted passwords. */
  @Inject
  public PushMojo(SettingsDecrypter decrypter) {
    this.decrypter = decrypter;
  }

  @Override
  boolean skipsItself() {
    return skipPush;
  }

  @Override
  void perform(Report report) {
    List<String> references =
        to.stream().map(String::strip).filter(reference -> !reference.isEmpty()).toList();
    if (references.isEmpty()) {
      if (execution.getSource() == MojoExecution.Source.CLI) {
        throw misconfigured(
            "no registry is configured",
            "set sitepack.push.to, for example to registry.example.org/my-site:1.0");
      }
      report.info("no registry is configured (sitepack.push.to), so nothing is pushed");
      return;
    }
    Path layout = output().resolve("image");
    if (!Files.isDirectory(layout)) {
      throw misconfigured(
          "there is no image at " + shown(layout), "run mvn package first, or the image goal");
    }
    Properties system = session.getSystemProperties();
    new PushImage(report)
        .run(
            new PushImage.Settings(
                layout,
                output().resolve("image.digest"),
                references,
                logins(references),
                environment(system),
                Path.of(system.getProperty("user.home")),
                session.isOffline(),
                Registry.PATIENCE));
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
      return Optional.of(ImageName.ofRegistry(reference).registry());
    } catch (SitepackException e) {
      // Told with all others like it when they are pushed to.
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
      throw misconfigured(
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
