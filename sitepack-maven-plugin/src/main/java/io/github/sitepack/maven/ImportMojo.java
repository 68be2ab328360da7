package io.github.sitepack.maven;

import io.github.sitepack.core.ImportSite;
import io.github.sitepack.core.report.Report;
import java.io.File;
import java.util.Locale;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Brings a site of Hugo or MkDocs, or a folder of Markdown, here: copies its content, writes a stub
 * for each shortcode that has no template, and lists what is left to mend. It never changes a file
 * that is there.
 *
 * @since 0.1.0
 */
@Mojo(name = "import", threadSafe = true)
public final class ImportMojo extends SiteMojo {
  /**
   * Folder of the other tool's site. Without it, only what already lies in <code>sourceDirectory
   * </code> is looked at.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sitepack.import.from")
  File from;

  @Override
  void perform(Report report) {
    ImportSite.Result result =
        new ImportSite(report)
            .run(new ImportSite.Settings(rendering(), Optional.ofNullable(from).map(File::toPath)));
    if (from != null) {
      report.info(
          Counted.of(result.copied(), "file")
              + " copied to "
              + shown(sourceDirectory.toPath())
              + (result.notTaken().isEmpty()
                  ? ""
                  : "; not taken: " + String.join(", ", result.notTaken())));
    }
    for (ImportSite.Stub stub : result.stubs()) {
      report.info(
          String.format(
              Locale.ROOT,
              "stub %s for %s, the first at %s",
              shown(stub.file()),
              Counted.of(stub.uses(), "use"),
              stub.first()));
    }
    for (ImportSite.Replaced replaced : result.replaced()) {
      report.info(
          String.format(
              Locale.ROOT,
              "%s is not that of %s here, but the one of this name in the manual: %s, the first at"
                  + " %s",
              replaced.name(),
              replaced.template(),
              Counted.of(replaced.uses(), "use"),
              replaced.first()));
    }
    int left = result.left().stream().mapToInt(ImportSite.Kind::count).sum();
    if (left == 0) {
      report.info("nothing is left to mend: run mvn package");
      return;
    }
    report.info(Counted.of(left, "problem") + " left, which the render goal tells one by one:");
    for (ImportSite.Kind kind : result.left()) {
      report.info(
          String.format(
              Locale.ROOT,
              "%6d like: %s (%s)",
              kind.count(),
              kind.first().what(),
              kind.first().place()));
    }
  }
}
