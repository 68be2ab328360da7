package io.github.sitepack.core.lock;

import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.layer.LayerPlan;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Exactly which packages go into an image, and which of their files: the same sources and the same
 * lock give the same image. {@code sitepack.lock} is this value as JSON.
 *
 * @param suite codename of the Debian release, for example {@code trixie}; "" on a base image
 * @param roots names of the packages asked for, before their dependencies, sorted
 * @param sources the signed releases that the packages were taken from, in order of their id
 * @param architectures one part for each architecture, in order of Debian's names
 * @param base the image of a registry in place of packages; then all of the above is empty
 * @param content which files of the site share a layer, once that has been planned
 */
public record Lock(
    String suite,
    List<String> roots,
    List<Source> sources,
    List<Architecture> architectures,
    Optional<BaseImage> base,
    Optional<LayerPlan> content) {
  /** Version of the file's format; another one is refused. */
  public static final int VERSION = 1;

  /** Copies the lists. */
  public Lock {
    roots = List.copyOf(roots);
    sources = List.copyOf(sources);
    architectures = List.copyOf(architectures);
  }

  /** A lock whose content is not planned. */
  public Lock(
      String suite, List<String> roots, List<Source> sources, List<Architecture> architectures) {
    this(suite, roots, sources, architectures, Optional.empty(), Optional.empty());
  }

  /** A lock of packages with a plan of the content, or without one. */
  public Lock(
      String suite,
      List<String> roots,
      List<Source> sources,
      List<Architecture> architectures,
      Optional<LayerPlan> content) {
    this(suite, roots, sources, architectures, Optional.empty(), content);
  }

  /** A lock of a base image. */
  public static Lock of(BaseImage base, Optional<LayerPlan> content) {
    return new Lock("", List.of(), List.of(), List.of(), Optional.of(base), content);
  }

  /** The same packages with this plan. */
  public Lock with(Optional<LayerPlan> plan) {
    return new Lock(suite, roots, sources, architectures, base, plan);
  }

  /**
   * The newest date of the releases, or that of the base image: what stands for "now" in a build
   * without another clock.
   */
  public Instant date() {
    if (base.isPresent()) {
      return base.get().date();
    }
    return sources.stream().map(Source::date).max(Instant::compareTo).orElse(Instant.EPOCH);
  }

  /**
   * A signed release of a suite at a moment in time.
   *
   * @param id short name that packages refer to: {@code main} or {@code security}
   * @param archive folder of the archive on a mirror: {@code debian} or {@code debian-security}
   * @param suite the suite in that archive, for example {@code trixie-security}
   * @param component for example {@code main}
   * @param date the release's own {@code Date}
   * @param inRelease SHA-256 of the InRelease file
   * @param signedBy fingerprints (40 upper-case hexadecimal digits) of the keys whose signatures
   *     were good, sorted
   */
  public record Source(
      String id,
      String archive,
      String suite,
      String component,
      Instant date,
      Digest inRelease,
      List<String> signedBy) {
    /** Copies the list. */
    public Source {
      signedBy = List.copyOf(signedBy);
    }
  }

  /**
   * What goes into the image of one architecture.
   *
   * @param name Debian's name, for example {@code amd64}
   * @param packages in the order of their layers, lowest first
   * @param pruned dependencies that stay out, by name, each with the reason
   */
  public record Architecture(String name, List<LockedPackage> packages, List<Pruned> pruned) {
    /** Copies the lists. */
    public Architecture {
      packages = List.copyOf(packages);
      pruned = List.copyOf(pruned);
    }
  }

  /**
   * One binary package.
   *
   * @param name the package
   * @param version the whole Debian version with epoch and revision
   * @param source name of the source package
   * @param sourceVersion its version, which is mostly the same
   * @param from id of the {@link Source}
   * @param path path of the .deb below the archive's folder
   * @param size length of the .deb in bytes
   * @param sha256 of the .deb
   * @param why what needs it: {@code root}, or {@code needed by nginx (libssl.so.3)} and the like
   * @param files the files and links kept, as paths in the image without a leading slash, sorted by
   *     bytes
   */
  public record LockedPackage(
      String name,
      String version,
      String source,
      String sourceVersion,
      String from,
      String path,
      long size,
      Digest sha256,
      String why,
      List<String> files) {
    /** Copies the list. */
    public LockedPackage {
      files = List.copyOf(files);
    }
  }

  /**
   * A dependency that is left out.
   *
   * @param name the package
   * @param reason why the image does without it
   */
  public record Pruned(String name, String reason) {}
}
