package io.github.sitepack.maven;

import io.github.sitepack.core.AttestImage;
import io.github.sitepack.core.BuildImage;
import io.github.sitepack.core.DescribeImage;
import io.github.sitepack.core.LockPackages;
import io.github.sitepack.core.report.Report;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.inject.Inject;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProjectHelper;

/**
 * Assembles the image from the rendered site and the locked packages: an OCI layout in <code>
 * target/sitepack/image</code>, its digest in <code>target/sitepack/image.digest</code>, and the
 * archive that docker and podman load, which is attached to the project. Where no lock exists it is
 * made first.
 *
 * @since 0.1.0
 */
@Mojo(name = "image", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
public final class ImageMojo extends ImagingMojo {
  private final MavenProjectHelper projectHelper;

  /**
   * Whether bills of materials (CycloneDX and SPDX), the provenance and the lock are written to
   * <code>target/sitepack/attestations</code>, for the push to attach. They are no part of the
   * digest.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sitepack.attestations", defaultValue = "true")
  boolean attestations;

  /**
   * Whether pages that show what the image is made of, what is new in it and what a push sends are
   * written to <code>target/sitepack/report</code>. They are no part of the digest.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sitepack.report", defaultValue = "true")
  boolean report;

  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sitepack.image.skip", defaultValue = "false")
  boolean skipImage;

  /** Maven hands in what attaches the archive to the project. */
  @Inject
  public ImageMojo(MavenProjectHelper projectHelper) {
    this.projectHelper = projectHelper;
  }

  @Override
  boolean skipsItself() {
    return skipImage;
  }

  @Override
  void perform(Report log) {
    BuildImage.Settings settings = building();
    Path lock = lockFile.toPath();
    if (!Files.isDirectory(output().resolve("site"))) {
      throw misconfigured(
          "there is no site at " + shown(output().resolve("site")),
          "run the render goal first: mvn sitepack:render sitepack:image, or mvn package");
    }
    if (Files.notExists(lock)) {
      log.info(
          "no "
              + shown(lock)
              + " yet: locking nginx from "
              + base().map(b -> b.image().toString()).orElse("Debian " + suite));
      new LockPackages(log).run(locking(settings.platforms()));
    }
    BuildImage.Result result = new BuildImage(log).run(settings);
    if (attestations) {
      new AttestImage(log)
          .run(
              new AttestImage.Settings(settings, output().resolve("attestations"), result.files()));
    }
    if (report) {
      new DescribeImage(log)
          .run(new DescribeImage.Settings(settings, output().resolve("report"), result.files()));
    }
    log.info(
        shown(tar())
            + (result.changed() ? ": " : " is up to date: ")
            + Counted.of(result.layers(), "layer")
            + ", "
            + Counted.megabytes(result.size()));
    log.info(settings.name() + " is " + result.digest());
    attach(tar().toFile());
  }

  /** Under the packaging {@code sitepack} the archive is the project's artifact itself. */
  private void attach(File tar) {
    Artifact main = project.getArtifact();
    if (project.getPackaging().equals("sitepack")) {
      main.setFile(tar);
    } else if (project.getAttachedArtifacts().stream().noneMatch(a -> tar.equals(a.getFile()))) {
      projectHelper.attachArtifact(project, "tar", "image", tar);
    }
  }
}
