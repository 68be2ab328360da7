package io.github.sitepack.maven;

import io.github.sitepack.core.RenderSite;
import io.github.sitepack.core.render.Shown;
import java.io.File;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.inject.Inject;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.ProjectDependenciesResolver;

/** What the goals that render share: where the site's sources are. */
abstract class SiteMojo extends SitepackMojo {
  /**
   * Folder of the site's sources: <code>site.yaml</code>, <code>content/</code>, <code>layouts/
   * </code> and <code>static/</code>. It need not exist when a mount takes the place of the pages.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sitepack.sourceDirectory", defaultValue = "${project.basedir}/src/site")
  File sourceDirectory;

  /**
   * Folders that another tool has built (Hugo's <code>public</code>, Javadoc, Antora) and that are
   * served beside or in place of the pages. Each has a <code>directory</code>, the path it is
   * mounted <code>at</code> (<code>/</code> by default), and Maven patterns of the files taken,
   * <code>includes</code> and <code>excludes</code>.
   *
   * @since 0.1.0
   */
  @Parameter List<Mount> mounts = List.of();

  /**
   * Whether pages with <code>draft: true</code> are rendered.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sitepack.drafts", defaultValue = "false")
  boolean drafts;

  /**
   * Whether pages are rendered whose <code>publishDate</code> or <code>date</code> is after the
   * time of the build.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sitepack.future", defaultValue = "false")
  boolean future;

  /**
   * Whether pages are rendered whose <code>expiryDate</code> is before the time of the build.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sitepack.expired", defaultValue = "false")
  boolean expired;

  /**
   * The time of the build, by which pages are in the future or have expired: ISO 8601, or seconds
   * since 1970. Where it is not set, the environment's <code>SOURCE_DATE_EPOCH</code> counts, and
   * without it no page is in the future and none has expired.
   *
   * @since 0.1.0
   */
  @Parameter(defaultValue = "${project.build.outputTimestamp}")
  String outputTimestamp;

  /**
   * Release of Java whose documentation links to classes of the JDK lead to. By default the one
   * that the project is compiled for: <code>maven.compiler.release</code>, or what
   * maven-compiler-plugin is configured with.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sitepack.javaRelease")
  String javaRelease;

  /**
   * Makes warnings of links, images and anchors that lead nowhere, and of aliases that are taken,
   * instead of ending the build: for a site that has just been brought here. Everything else that
   * is wrong still ends it.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sitepack.lenient", defaultValue = "false")
  boolean lenient;

  @Parameter(defaultValue = "${plugin}", readonly = true, required = true)
  PluginDescriptor plugin;

  @Inject ProjectDependenciesResolver dependencies;

  /** What is rendered, and to where. */
  final RenderSite.Settings rendering() {
    return new RenderSite.Settings(
        basedir(),
        sourceDirectory.toPath(),
        mounts.stream().map(this::mount).toList(),
        shown(),
        pom(),
        new ReactorCode(project, session, dependencies).code(javaRelease),
        output().resolve("site"),
        output().resolve("nginx"),
        lenient,
        ThemeArtifacts.of(plugin));
  }

  private Shown shown() {
    return new Shown(
        drafts,
        future,
        expired,
        Created.of(
            outputTimestamp,
            session.getSystemProperties().getProperty("env.SOURCE_DATE_EPOCH"),
            this::misconfigured));
  }

  private RenderSite.Mount mount(Mount mount) {
    if (mount.directory == null) {
      throw misconfigured("a mount has no directory", "say which folder is mounted at " + mount.at);
    }
    if (!mount.at.startsWith("/") || !mount.at.endsWith("/")) {
      throw misconfigured(
          "a mount is at \"" + mount.at + "\"",
          "mount " + shown(mount.directory.toPath()) + " at a path that starts and ends with /");
    }
    return new RenderSite.Mount(mount.directory.toPath(), mount.at, mount.includes, mount.excludes);
  }

  private SortedMap<String, String> pom() {
    TreeMap<String, String> facts = new TreeMap<>();
    project.getProperties().stringPropertyNames().stream()
        .forEach(name -> facts.put(name, project.getProperties().getProperty(name)));
    facts.put("groupId", project.getGroupId());
    facts.put("artifactId", project.getArtifactId());
    facts.put("version", project.getVersion());
    facts.put("name", project.getName());
    facts.put("description", Objects.toString(project.getDescription(), ""));
    facts.put("url", Objects.toString(project.getUrl(), ""));
    facts.put("inceptionYear", Objects.toString(project.getInceptionYear(), ""));
    return facts;
  }
}
