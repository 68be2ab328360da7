package io.github.sitepack.maven;

import io.github.sitepack.core.BuildMemory;
import io.github.sitepack.core.DescribeImage;
import io.github.sitepack.core.PushImage;
import io.github.sitepack.core.Registries;
import io.github.sitepack.core.attest.SigningKey;
import io.github.sitepack.core.report.Report;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * Pushes the image to registries, byte for byte: what a registry has already is not sent again, and
 * afterwards its digest is compared with <code>target/sitepack/image.digest</code>. In the
 * lifecycle it does nothing while no registry is configured.
 *
 * @since 0.1.0
 */
@Mojo(name = "push", defaultPhase = LifecyclePhase.DEPLOY, threadSafe = true)
public final class PushMojo extends SitepackMojo {
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
   * Whether the bills of materials, the provenance and the lock in <code>
   * target/sitepack/attestations</code> are attached to the image in the registry. Nothing is
   * attached where nothing was written.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sitepack.push.attach", defaultValue = "true")
  boolean attach;

  /**
   * Whether the lists of the site's files are attached as well. They are new with every edit, and
   * some 600 bytes long for each file; the layers tell the same.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sitepack.push.attachFiles", defaultValue = "false")
  boolean attachFiles;

  /**
   * A private key (PEM, on the curve P-256) that signs the image, so that <code>cosign verify
   * --key</code> accepts it. Without it nothing is signed.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sitepack.push.signKey")
  File signKey;

  /**
   * Id of the server in settings.xml whose <code>passphrase</code> or <code>password</code> opens
   * the key, where that is encrypted. Without it, the environment's <code>SITEPACK_SIGN_PASSPHRASE
   * </code> does.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sitepack.push.signServer")
  String signServer;

  /**
   * The cache of what was downloaded, in which it is remembered what was pushed: the next report
   * tells by it what a push would send. By default <code>.cache/sitepack</code> in the local
   * repository.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sitepack.cache")
  File cache;

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
    RegistryLogins known = new RegistryLogins(session, decrypter, this::misconfigured);
    Registries registries = known.of(references);
    Path attestations = output().resolve("attestations");
    new PushImage(report)
        .run(
            new PushImage.Settings(
                layout,
                output().resolve("image.digest"),
                references,
                registries.logins(),
                registries.environment(),
                registries.home(),
                registries.offline(),
                registries.patience(),
                attach && Files.isDirectory(attestations)
                    ? Optional.of(new PushImage.Attestations(attestations, attachFiles))
                    : Optional.empty(),
                Optional.ofNullable(signKey)
                    .map(key -> SigningKey.read(key.toPath(), known.passphrase(signServer)))));
    Path local = session.getRequest().getLocalRepositoryPath().toPath();
    DescribeImage.pushed(
        layout,
        references,
        new BuildMemory(
            cache == null ? local.resolve(".cache").resolve("sitepack") : cache.toPath(),
            output().resolve("work")));
  }
}
