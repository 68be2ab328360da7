package io.github.sitepack.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.layer.Encoded;
import io.github.sitepack.core.render.RenderedSite;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.report.SitepackException;
import io.github.sitepack.core.site.HeaderRule;
import io.github.sitepack.core.site.HeaderRules;
import io.github.sitepack.core.site.Hosts;
import io.github.sitepack.core.site.Origins;
import io.github.sitepack.core.site.Reply;
import io.github.sitepack.core.site.Request;
import io.github.sitepack.core.site.Resolution;
import io.github.sitepack.core.site.Resolver;
import io.github.sitepack.core.site.Site;
import io.github.sitepack.core.site.SiteFile;
import io.github.sitepack.core.site.SitePath;
import io.github.sitepack.core.site.StrictTransport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells what the image answers to an address, and why. */
public final class ExplainSite {
  private static final Pattern URL = Pattern.compile("https?://([^/?#]*)([/?].*)?");

  private final Report report;

  /** Tells {@code report} what it does. */
  public ExplainSite(Report report) {
    this.report = report;
  }

  /**
   * What to explain.
   *
   * @param render what to render; nothing is written to its folders
   * @param url a path with its query as a browser sends it, or a whole URL
   * @param languages the languages that the browser asks for, as in {@code Accept-Language}
   */
  public record Settings(RenderSite.Settings render, String url, String languages) {}

  /**
   * Renders the site in memory and looks the address up as preview and nginx do.
   *
   * @return the explanation, line by line
   * @throws SitepackException with every problem of the content, or when it is no address
   */
  public List<String> run(Settings settings) {
    RenderedSite rendered = new RenderSite(report).explained(settings.render());
    Site site = rendered.site();
    Request request = request(settings, site.serving().hosts());
    Resolver resolver = new Resolver(site);
    Resolution resolution = resolver.resolve(request);
    try {
      List<String> lines = new ArrayList<>();
      lines.add(settings.url());
      explain(site, rendered.origins(), resolution, lines);
      Reply reply = Reply.of(site, resolution);
      Optional<String> location =
          Optional.ofNullable(reply.headers().get("Location")).filter(to -> to.startsWith("/"));
      if (location.isPresent()) {
        Request next = new Request(location.get(), request.host(), request.languages());
        Reply there = Reply.of(site, resolver.resolve(next));
        lines.add(
            "  there     " + there.status() + there.file().map(f -> " " + f.path()).orElse(""));
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Request request(Settings settings, Hosts hosts) {
    String own = hosts.names().stream().findFirst().orElse("");
    Matcher url = URL.matcher(settings.url());
    String host = url.matches() ? Request.host(url.group(1)) : own;
    String target = url.matches() ? Optional.ofNullable(url.group(2)).orElse("/") : settings.url();
    if (!target.startsWith("/")) {
      throw new SitepackException(
          Place.of(settings.url()),
          "it is no address",
          "give a path such as /guide/, or a whole URL");
    }
    int hash = target.indexOf('#');
    return new Request(
        escaped(hash < 0 ? target : target.substring(0, hash)), host, settings.languages());
  }

  /** As a browser sends it. */
  private static String escaped(String target) {
    StringBuilder out = new StringBuilder();
    for (byte b : target.getBytes(UTF_8)) {
      boolean plain = b > ' ' && b < 0x7f && "\"<>\\^`{|}".indexOf(b) < 0;
      out.append(plain ? String.valueOf((char) b) : "%%%02X".formatted(b & 0xff));
    }
    return out.toString();
  }

  private static void explain(Site site, Origins origins, Resolution resolution, List<String> lines)
      throws IOException {
    Reply reply = Reply.of(site, resolution);
    String to = reply.headers().getOrDefault("Location", "");
    lines.add(
        "  answer    "
            + (reply.status() == 0 ? "none, the connection is closed" : reply.status())
            + (to.isEmpty() ? "" : " to " + to));
    lines.add("  because   " + resolution.why().text());
    resolution
        .redirect()
        .ifPresent(r -> lines.add("  rule      " + r.from() + " to " + r.to() + at(origins.of(r))));
    resolution
        .rule()
        .ifPresent(
            r ->
                lines.add(
                    "  rule      "
                        + r.from()
                        + " to "
                        + r.to()
                        + " "
                        + r.status()
                        + (r.forced() ? "!" : "")
                        + at(origins.of(r))));
    if (reply.file().isPresent()) {
      SiteFile file = reply.file().get();
      lines.add(
          "  file      "
              + file.path()
              + ", "
              + file.content().size()
              + " bytes"
              + at(origins.of(file)));
      lines.add("  cache     " + file.cache().name());
      lines.add("  encodings " + encodings(site, file));
    }
    HeaderRules rules = new HeaderRules(site);
    reply
        .headers()
        .forEach(
            (name, value) -> {
              Optional<HeaderRule> rule = rules.rule(name, resolution.path());
              lines.add("  " + name + ": " + value + rule.map(r -> at(origins.of(r))).orElse(""));
            });
    site.serving()
        .listening()
        .strict()
        .filter(strict -> !reply.headers().containsKey(StrictTransport.NAME))
        .ifPresent(
            strict ->
                lines.add(
                    "  "
                        + StrictTransport.NAME
                        + ": "
                        + strict.value()
                        + "  (where a declared proxy says "
                        + StrictTransport.FORWARDED_PROTO
                        + ": https)"));
  }

  /** The ways in which nginx has the file ready, with what is sent of each. */
  private static String encodings(Site site, SiteFile file) throws IOException {
    if (!site.serving().type(file.path()).compressible()) {
      return "none, for files of this type are compressed already";
    }
    List<String> ways = new ArrayList<>();
    SortedMap<String, String> twins = new TreeMap<>(Map.of("br", ".br", "gzip", ".gz"));
    Encoded encoded = Encoded.of(file.content().bytes());
    for (Map.Entry<String, String> twin : twins.entrySet()) {
      SitePath beside = new SitePath(file.path() + twin.getValue());
      Optional<SiteFile> brought = Optional.ofNullable(site.files().get(beside));
      long size =
          brought.isPresent()
              ? brought.get().content().size()
              : (twin.getKey().equals("br") ? encoded.brotli() : encoded.gzip()).length;
      if (size > 0) {
        ways.add(twin.getKey() + " " + size + " bytes" + (brought.isPresent() ? " (brought)" : ""));
      }
    }
    return ways.isEmpty() ? "none, for it would not become smaller" : String.join(", ", ways);
  }

  private static String at(Optional<Place> place) {
    return place.map(where -> "  (" + where + ")").orElse("");
  }
}
