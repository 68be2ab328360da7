package io.github.sitepack.maven;

import io.github.sitepack.core.CompareImages;
import io.github.sitepack.core.report.Report;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * Tells what changes from one image to another: packages with their versions, pages by their
 * addresses, files of the server's configuration, the container's config, and how many bytes a push
 * has to send. Each is named as for the goal <code>verify</code>: in a registry, as an archive or
 * as the folder of an OCI layout.
 *
 * @since 0.1.0
 */
@Mojo(name = "diff", threadSafe = true)
public final class DiffMojo extends SitepackMojo {
  private final SettingsDecrypter decrypter;

  /**
   * The first image. On the command line <code>-Dfrom</code> will do.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sitepack.diff.from")
  String from;

  /**
   * The second image, by default the one that was built last. On the command line <code>-Dto</code>
   * will do.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sitepack.diff.to")
  String to;

  /** Maven hands in what reads encrypted passwords. */
  @Inject
  public DiffMojo(SettingsDecrypter decrypter) {
    this.decrypter = decrypter;
  }

  @Override
  void perform(Report report) {
    String first = session.getUserProperties().getProperty("from", from);
    String second = session.getUserProperties().getProperty("to", to);
    if (first == null) {
      throw misconfigured(
          "there is no first image",
          "name one, for example -Dfrom=registry.example.org/my-site:1.0");
    }
    String last = second == null ? shown(output().resolve("image")) : second;
    new CompareImages(report)
        .run(
            new CompareImages.Settings(
                first,
                last,
                basedir(),
                output().resolve("diff"),
                new RegistryLogins(session, decrypter, this::misconfigured)
                    .of(List.of(first, last))))
        .forEach(report::info);
  }
}
