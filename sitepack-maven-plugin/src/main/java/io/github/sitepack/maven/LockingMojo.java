package io.github.sitepack.maven;

import io.github.sitepack.core.BuildMemory;
import io.github.sitepack.core.LockPackages;
import io.github.sitepack.core.Supply;
import io.github.sitepack.core.WantedBase;
import io.github.sitepack.core.image.Platform;
import io.github.sitepack.core.target.RemoteImage;
import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/** What the goals that know the lock share. */
abstract class LockingMojo extends SitepackMojo {
  private static final List<String> ALWAYS_LOCKED = List.of("amd64", "arm64");

  /** Maven's own, which reads encrypted passwords. */
  @Inject SettingsDecrypter decrypter;

  /**
   * The lock, which says exactly which packages go into the image. It belongs into version control.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sitepack.lockFile", defaultValue = "${project.basedir}/sitepack.lock")
  File lockFile;

  /**
   * Codename of the Debian release that nginx comes from.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sitepack.suite", defaultValue = "trixie")
  String suite;

  /**
   * What the image runs on: <code>linux/amd64</code>, <code>linux/arm64</code> and others that
   * Debian has.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sitepack.platforms", defaultValue = "linux/amd64")
  List<String> platforms;

  /**
   * Names of Debian packages that go into the image beside those of nginx, such as <code>tzdata
   * </code>, each as a layer of its own. They are locked with what their programs and libraries
   * need. No script of a package is ever run; shells and package managers are refused.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sitepack.packages")
  List<String> packages = List.of();

  /**
   * An image of a registry that the site stands on in place of Debian's packages: one with an nginx
   * of 1.22 or later, such as <code>registry.example.org/web/nginx:1.28</code>. The lock pins its
   * digest. By default there is none.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sitepack.base")
  String base;

  /**
   * Debian mirrors to try first: addresses below which <code>debian/</code> and <code>
   * debian-security/</code> lie. They are only hints, since every byte is checked.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sitepack.mirrors")
  List<String> mirrors = List.of();

  /**
   * The cache of what was downloaded, shared by all projects of a user. By default <code>
   * .cache/sitepack</code> in the local repository.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sitepack.cache")
  File cache;

  /**
   * OpenPGP public keys, binary or armored, that Debian's releases must be signed with when they
   * are locked. By default the keys of the suite that come with the plugin.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sitepack.keyring")
  File keyring;

  /** The configured platforms, each once. */
  final List<Platform> platforms() {
    List<Platform> known = new ArrayList<>();
    for (String platform : platforms) {
      try {
        Platform parsed = Platform.parse(platform.trim());
        if (!known.contains(parsed)) {
          known.add(parsed);
        }
      } catch (IllegalArgumentException e) {
        throw misconfigured(e.getMessage(), "set sitepack.platforms to known platforms");
      }
    }
    if (known.isEmpty()) {
      throw misconfigured("no platform is configured", "set sitepack.platforms to linux/amd64");
    }
    return known;
  }

  /**
   * What is locked: always both architectures that images are mostly built for, so that another
   * machine or a second platform needs no new lock, and whatever else is configured.
   */
  final LockPackages.Settings locking(List<Platform> platforms) {
    SortedSet<String> architectures = new TreeSet<>(ALWAYS_LOCKED);
    platforms.forEach(platform -> architectures.add(platform.debian()));
    return new LockPackages.Settings(
        lockFile.toPath(),
        suite,
        List.copyOf(architectures),
        packages(),
        supply(),
        base().map(image -> new LockPackages.BaseForPlatforms(image, platforms)));
  }

  /** The configured base image, when there is one. */
  final Optional<WantedBase> base() {
    if (base == null || base.isBlank()) {
      return Optional.empty();
    }
    RemoteImage image = RemoteImage.ofBase(base.strip());
    return Optional.of(
        new WantedBase(
            image,
            new RegistryLogins(session, decrypter, this::misconfigured)
                .of(List.of(image.name().full()))));
  }

  /** The configured packages, without blanks. */
  final List<String> packages() {
    return packages.stream().map(String::strip).filter(name -> !name.isEmpty()).toList();
  }

  /** What is kept about this build where cleaning leaves it. */
  final BuildMemory memory() {
    return new BuildMemory(supply().cache(), output().resolve("work"));
  }

  /** Where packages come from: the user's cache, then the mirrors. */
  final Supply supply() {
    Path local = session.getRequest().getLocalRepositoryPath().toPath();
    return new Supply(
        cache == null ? local.resolve(".cache").resolve("sitepack") : cache.toPath(),
        mirrors.stream().map(this::mirror).toList(),
        session.isOffline(),
        Optional.ofNullable(keyring).map(File::toPath));
  }

  private URI mirror(String text) {
    try {
      URI mirror = new URI(text.trim());
      String scheme = String.valueOf(mirror.getScheme());
      if (scheme.equals("file")
          || ((scheme.equals("http") || scheme.equals("https")) && mirror.getHost() != null)) {
        return mirror;
      }
    } catch (URISyntaxException e) {
      getLog().debug(e);
    }
    throw misconfigured(
        "\"" + text + "\" is no address of a mirror",
        "set sitepack.mirrors to http, https or file addresses below which debian/ and"
            + " debian-security/ lie");
  }
}
