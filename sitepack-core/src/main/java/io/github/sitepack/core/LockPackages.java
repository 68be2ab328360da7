package io.github.sitepack.core;

import io.github.sitepack.core.image.Platform;
import io.github.sitepack.core.lock.Lock;
import io.github.sitepack.core.lock.LockChanges;
import io.github.sitepack.core.lock.LockFile;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.report.SitepackException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Resolves the nginx runtime, from Debian or as a base image, and writes the lock. */
public final class LockPackages {
  private final Report report;
  private final Clock clock;

  /** Tells {@code report} what it does, and asks the machine's clock which releases are valid. */
  public LockPackages(Report report) {
    this(report, Clock.systemUTC());
  }

  /**
   * Asks another clock. Locking is the one place where the time of day counts: keys and releases
   * expire.
   */
  public LockPackages(Report report, Clock clock) {
    this.report = report;
    this.clock = clock;
  }

  /**
   * What to lock.
   *
   * @param lock the file to write, replaced as a whole
   * @param suite codename of the Debian release
   * @param architectures Debian's names of the architectures
   * @param packages names of packages that are asked for beside nginx
   * @param supply where bytes come from
   * @param base the image to lock in place of packages, for these platforms
   */
  public record Settings(
      Path lock,
      String suite,
      List<String> architectures,
      List<String> packages,
      Supply supply,
      Optional<BaseForPlatforms> base) {
    /** Copies the lists. */
    public Settings {
      architectures = List.copyOf(architectures);
      packages = List.copyOf(packages);
    }

    /** Nothing beside nginx. */
    public Settings(Path lock, String suite, List<String> architectures, Supply supply) {
      this(lock, suite, architectures, List.of(), supply, Optional.empty());
    }
  }

  /**
   * A base image, and what it is wanted for.
   *
   * @param image the image
   * @param platforms at least one
   */
  public record BaseForPlatforms(WantedBase image, List<Platform> platforms) {
    /** Copies the list. */
    public BaseForPlatforms {
      platforms = List.copyOf(platforms);
    }
  }

  /**
   * Resolves and writes. When nothing changed the file is not touched, even if the releases have
   * been signed anew since.
   *
   * @return what is in the file afterwards
   * @throws io.github.sitepack.core.report.SitepackException when a signature, hash or dependency
   *     is not right; then the old lock stays as it was
   */
  public Lock run(Settings settings) {
    Optional<Lock> before = before(settings.lock());
    Lock made = make(settings, before);
    if (before.isPresent() && LockChanges.of(before.get(), made).none()) {
      report.info(
          settings.lock().getFileName() + ": up to date, " + LockChanges.summary(before.get()));
      return before.get();
    }
    LockFile.write(settings.lock(), made);
    String changes = before.map(old -> LockChanges.of(old, made).toString()).orElse("new");
    report.info(settings.lock().getFileName() + ": " + changes + "; " + LockChanges.summary(made));
    return made;
  }

  private Lock make(Settings settings, Optional<Lock> before) {
    Supply supply = settings.supply();
    if (settings.base().isPresent()) {
      BaseForPlatforms wanted = settings.base().get();
      Problems problems = new Problems();
      BaseSupply.refusePackages(
          Place.of("packages"), Optional.of(wanted.image()), settings.packages(), problems);
      problems.throwIfAny();
      try (BaseSupply source = new BaseSupply(wanted.image(), supply.cache(), report)) {
        return Lock.of(source.lock(wanted.platforms()), before.flatMap(Lock::content));
      }
    }
    return supply
        .locksmith(settings.suite(), clock, report)
        .make(settings.suite(), settings.architectures(), settings.packages(), before);
  }

  /** The lock so far. One that cannot be read is no reason not to make a good one. */
  private Optional<Lock> before(Path file) {
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(LockFile.read(file));
    } catch (SitepackException e) {
      report.debug("the old lock cannot be read and is replaced: " + e.getMessage());
      return Optional.empty();
    }
  }
}
