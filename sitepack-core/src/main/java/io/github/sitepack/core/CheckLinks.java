package io.github.sitepack.core;

import io.github.sitepack.core.fetch.LinkProbe;
import io.github.sitepack.core.fetch.Patience;
import io.github.sitepack.core.render.ExternalLinks;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problem;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.report.SitepackException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Asks whether what the site refers to on other hosts is there. It renders and writes nothing, so
 * whatever the web answers, the site stays the same.
 */
public final class CheckLinks {
  /** Names that stand for nothing, or for the reader's own machine: RFC 2606 and RFC 6761. */
  private static final Pattern NOBODY =
      Pattern.compile(
          "(?:.*\\.)?(?:localhost|local|internal|test|invalid|example|example\\.(?:com|net|org))"
              + "|127\\..*|0\\.0\\.0\\.0|\\[::1\\]|10\\..*|192\\.168\\..*|[^.]*",
          Pattern.CASE_INSENSITIVE);

  private static final int AT_ONCE = 8;

  /** Long enough that no host feels pressed. */
  private static final Patience PATIENCE =
      new Patience(
          Duration.ofSeconds(10),
          Duration.ofSeconds(20),
          Duration.ofSeconds(20),
          2,
          Duration.ofMillis(250));

  private final Report report;
  private final Clock clock;
  private final Pattern nobody;

  /** Tells {@code report} what it finds; results are kept by the time of {@code clock}. */
  public CheckLinks(Report report, Clock clock) {
    this(report, clock, NOBODY);
  }

  /** The same with other hosts that are never asked. */
  CheckLinks(Report report, Clock clock, Pattern nobody) {
    this.report = report;
    this.clock = clock;
    this.nobody = nobody;
  }

  /**
   * What to ask for.
   *
   * @param render how the site is rendered
   * @param cache folder that all builds of a user share, for what was found
   * @param age how long that counts
   * @param ignored addresses that are not asked for, where {@code *} stands for anything
   * @param fails whether an address that leads nowhere ends the build
   */
  public record Settings(
      RenderSite.Settings render, Path cache, Duration age, List<String> ignored, boolean fails) {
    /** Copies the list. */
    public Settings {
      ignored = List.copyOf(ignored);
    }
  }

  /**
   * What came of it.
   *
   * @param addresses how many the site refers to
   * @param asked how many of them had to be asked for
   * @param dead how many lead nowhere
   */
  public record Result(int addresses, int asked, int dead) {}

  /**
   * Renders, asks, and tells what leads nowhere at each place that refers to it.
   *
   * @throws SitepackException with every problem of the content, or, when {@code fails}, with every
   *     address that leads nowhere
   */
  public Result run(Settings settings) {
    ExternalLinks links = new ExternalLinks();
    new RenderSite(Report.silent()).collect(settings.render(), links);
    List<Pattern> ignored = settings.ignored().stream().map(CheckLinks::pattern).toList();
    SortedMap<URI, SortedSet<Place>> wanted = new TreeMap<>();
    links
        .all()
        .forEach(
            (address, places) -> {
              String host = String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
              if (!nobody.matcher(host).matches()
                  && ignored.stream().noneMatch(p -> p.matcher(address.toString()).matches())) {
                wanted.put(address, places);
              }
            });
    LinkProbe probe =
        new LinkProbe(settings.cache(), settings.age(), clock.instant(), PATIENCE, AT_ONCE);
    SortedMap<URI, String> dead = probe.dead(new TreeSet<>(wanted.keySet()));
    Problems problems = new Problems();
    dead.forEach(
        (address, reason) ->
            wanted
                .get(address)
                .forEach(
                    place ->
                        problems.add(
                            place,
                            "\"" + address + "\" leads nowhere: " + reason,
                            "correct or remove the link, or name it in"
                                + " sitepack.checkExternalIgnore")));
    if (settings.fails()) {
      problems.throwIfAny();
    }
    for (Problem problem : problems.list()) {
      report.warn(problem);
    }
    return new Result(wanted.size(), probe.asked(), dead.size());
  }

  private static Pattern pattern(String glob) {
    StringBuilder regex = new StringBuilder();
    for (String part : glob.strip().split("\\*", -1)) {
      regex.append(regex.length() == 0 ? "" : ".*").append(Pattern.quote(part));
    }
    return Pattern.compile(regex.toString());
  }
}
