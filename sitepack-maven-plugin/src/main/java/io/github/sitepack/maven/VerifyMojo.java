package io.github.sitepack.maven;

import io.github.sitepack.core.VerifyBuild;
import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.report.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Builds the image anew from the sources and the lock, in a folder of its own, and compares it with
 * another one: <code>mvn sitepack:verify -Dimage=registry.example.org/my-site:1.0</code>. When they
 * differ the goal fails and names the layer, the file, the first byte and the likely cause;
 * everything that differs is listed in <code>target/sitepack/verify.txt</code>.
 *
 * @since 0.1.0
 */
@Mojo(name = "verify", threadSafe = true)
@Execute(goal = "render")
public final class VerifyMojo extends ImagingMojo {
  /**
   * The image to compare with: its name in a registry (with a tag or a digest), an archive, the
   * folder of an OCI layout, or a digest alone. By default the one in <code>
   * target/sitepack/image</code>. On the command line <code>-Dimage</code> will do.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sitepack.verify.image")
  String image;

  @Override
  void perform(Report report) {
    Path layout = output().resolve("image");
    String asked = session.getUserProperties().getProperty("image", image);
    if (asked == null && !Files.isDirectory(layout)) {
      throw misconfigured(
          "there is no image to compare with",
          "name one, for example -Dimage=registry.example.org/my-site:1.0, or run mvn package");
    }
    String compared = asked == null ? shown(layout) : asked.strip();
    Digest digest =
        new VerifyBuild(report)
            .run(
                new VerifyBuild.Settings(
                    building(),
                    compared,
                    basedir(),
                    output().resolve("verify"),
                    output().resolve("verify.txt"),
                    new RegistryLogins(session, decrypter, this::misconfigured)
                        .of(List.of(compared))));
    report.info("identical: " + compared + " is " + digest);
  }
}
