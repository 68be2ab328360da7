package io.github.sitepack.core.render;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problem;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.site.ContentPolicy;
import io.github.sitepack.core.site.MediaType;
import io.github.sitepack.core.site.Serving;
import io.github.sitepack.core.site.ServingPolicy;
import io.github.sitepack.core.site.SiteFile;
import io.github.sitepack.core.site.SitePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What each page of a site may load and run, computed from what stands in the finished pages: in
 * their HTML, and in the style sheets and scripts of the site that they use. What a script loads by
 * itself cannot be seen; of that, only the site's own files are allowed.
 */
final class SitePolicies {
  /** For XML that names a style sheet, which turns it into a page. */
  private static final ContentPolicy STYLED_DATA =
      new ContentPolicy(
          "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline';"
              + " base-uri 'none'; form-action 'self'; frame-ancestors 'self'");

  /** How far into a file its style sheet is looked for. */
  private static final int PROLOG = 1024;

  private final SortedMap<SitePath, SiteFile> files;
  private final Serving serving;
  private final SortedSet<SitePath> mounts;
  private final String origin;
  private final Report report;

  private final Map<SitePath, SheetNeeds> sheets = new ConcurrentHashMap<>();
  private final Map<SitePath, ScriptFacts> scripts = new ConcurrentHashMap<>();

  /** The drafts of pages that need the same wherever they lie; most pages of a site do. */
  private final Map<String, PolicyDraft> same = new ConcurrentHashMap<>();

  /** Where addresses lead that begin at the root or at a host. */
  private final Map<String, Optional<SitePath>> targets = new ConcurrentHashMap<>();

  /** Pages that others of the site show in a frame. */
  private final Set<SitePath> framed = ConcurrentHashMap.newKeySet();

  /** Pages whose policy had to allow more than they need, to be short enough. */
  private final Set<SitePath> widened = ConcurrentHashMap.newKeySet();

  /**
   * Takes a finished site.
   *
   * @param files every file, by its path with the base path
   * @param serving knows the types of files
   * @param mounts folders that another tool has built
   * @param origin of the site, as {@code https://example.org}, or "" when it is not known
   */
  SitePolicies(
      SortedMap<SitePath, SiteFile> files,
      Serving serving,
      SortedSet<SitePath> mounts,
      String origin,
      Report report) {
    this.files = files;
    this.serving = serving;
    this.mounts = mounts;
    this.origin = origin;
    this.report = report;
  }

  /** The policies as {@link io.github.sitepack.core.site.Site} holds them. */
  SortedMap<SitePath, ContentPolicy> compute(PolicyRules rules, Parallel parallel) {
    List<SitePath> pages = new ArrayList<>();
    SortedMap<SitePath, ContentPolicy> others = new TreeMap<>();
    for (SiteFile file : files.values()) {
      MediaType type = serving.type(file.path());
      if (ServingPolicy.DOCUMENTS.contains(type.name())) {
        pages.add(file.path());
      } else if (ServingPolicy.documentPolicy(type).isPresent()) {
        ContentPolicy usual = ServingPolicy.documentPolicy(type).get();
        ContentPolicy policy = rules.apply(file.path(), data(file, usual));
        if (!policy.equals(usual)) {
          others.put(file.path(), policy);
        }
      }
    }
    PolicyDraft[] drafts = new PolicyDraft[pages.size()];
    List<Integer> indexes = new ArrayList<>();
    for (int i = 0; i < drafts.length; i++) {
      indexes.add(i);
    }
    parallel.each(indexes, i -> drafts[i] = draft(pages.get(i)));
    Map<PolicyDraft, Finished> plainPolicies = new ConcurrentHashMap<>();
    Map<PolicyDraft, Finished> framedPolicies = new ConcurrentHashMap<>();
    SortedSet<SitePath> framedMounts = new TreeSet<>();
    framed.forEach(path -> mountOf(path).ifPresent(mount -> framedMounts.add(mount)));
    ContentPolicy[] policies = new ContentPolicy[drafts.length];
    parallel.each(
        indexes,
        i -> {
          SitePath page = pages.get(i);
          boolean shown =
              framed.contains(page)
                  || mountOf(page).filter(mount -> framedMounts.contains(mount)).isPresent();
          Finished made =
              (shown ? framedPolicies : plainPolicies)
                  .computeIfAbsent(drafts[i], draft -> Finished.of(draft, shown));
          if (made.widened()) {
            widened.add(page);
          }
          policies[i] = rules.apply(page, made.policy());
        });
    SortedMap<SitePath, ContentPolicy> each = new TreeMap<>();
    for (int i = 0; i < policies.length; i++) {
      each.put(pages.get(i), policies[i]);
    }
    tell();
    SortedMap<SitePath, ContentPolicy> all = PolicyClasses.of(each, report);
    all.putAll(others);
    return all;
  }

  private void tell() {
    if (!widened.isEmpty()) {
      SitePath first = new TreeSet<>(widened).first();
      report.warn(
          new Problem(
              Place.of(first.relative()),
              "so many scripts or styles inside of "
                  + (widened.size() == 1 ? "this page" : widened.size() + " pages like this one")
                  + " that their policy allows any of that kind",
              "move them into files, so that each one need not be told to browsers"));
    }
  }

  private static ContentPolicy data(SiteFile file, ContentPolicy usual) {
    if (!usual.equals(ContentPolicy.DRAWING) || file.path().extension().equals("svg")) {
      return usual;
    }
    byte[] bytes = bytes(file);
    String prolog = new String(bytes, 0, Math.min(bytes.length, PROLOG), UTF_8);
    return prolog.contains("<?xml-stylesheet") ? STYLED_DATA : usual;
  }

  private Optional<SitePath> mountOf(SitePath path) {
    return mounts.stream()
        .filter(mount -> path.value().startsWith(mount.value()))
        .reduce((a, b) -> a.value().length() > b.value().length() ? a : b);
  }

  private static byte[] bytes(SiteFile file) {
    try {
      return file.content().bytes();
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file.path().relative(), e);
    }
  }

  /**
   * A policy, and whether it allows more than is needed.
   *
   * @param policy the policy
   * @param widened whether it would have been too long
   */
  private record Finished(ContentPolicy policy, boolean widened) {
    static Finished of(PolicyDraft draft, boolean shown) {
      PolicyDraft own = new PolicyDraft(draft);
      own.set("frame-ancestors", shown ? "'self'" : "'none'");
      boolean widened = own.shorten();
      return new Finished(own.policy(), widened);
    }
  }

  private PolicyDraft draft(SitePath page) {
    PageNeeds needs = new PageNeeds();
    boolean xml = serving.type(page).name().equals("application/xhtml+xml");
    HtmlScan.scan(bytes(files.get(page)), xml, needs);
    Optional<String> anywhere = needs.anywhere();
    return anywhere.isPresent()
        ? same.computeIfAbsent(anywhere.get(), key -> draft(page, needs))
        : draft(page, needs);
  }

  private PolicyDraft draft(SitePath page, PageNeeds needs) {
    PolicyDraft draft = new PolicyDraft();
    needs.sources().forEach((name, sources) -> sources.forEach(s -> draft.add(name, s)));

    String base = needs.base();
    String self = SourceAddress.SELF;
    if (!base.isEmpty()) {
      String source = SourceAddress.source(base, origin, false).orElse(self);
      draft.set("base-uri", source);
      self = source;
    }
    ScriptFacts facts = new ScriptFacts(needs.writesMarkup(), false, false, false);
    for (Map.Entry<String, SortedSet<String>> kind : needs.urls().entrySet()) {
      String directive = kind.getKey();
      for (String url : kind.getValue()) {
        boolean script = directive.equals("script-src");
        Optional<String> source = SourceAddress.source(url, origin, script);
        if (source.isEmpty()) {
          continue;
        }
        boolean own = source.get().equals(SourceAddress.SELF) && self.equals(SourceAddress.SELF);
        draft.add(
            directive,
            own
                ? SourceAddress.SELF
                : source.get().equals(SourceAddress.SELF) ? self : source.get());
        Optional<SitePath> target = own ? target(page, base, url) : Optional.empty();
        if (script) {
          facts = facts.and(target.map(this::facts).orElse(ScriptFacts.UNSEEN));
        } else if (directive.equals("style-src")) {
          PolicyDraft.companions(source.get()).forEach(draft::add);
          target.ifPresent(sheet -> sheets(sheet, draft, new TreeSet<>()));
        } else if (directive.equals("frame-src") || directive.equals("object-src")) {
          target.ifPresent(framed::add);
        }
      }
    }
    if (needs.runs()) {
      // What a script may add to its page by itself: files of the site.
      for (String directive : List.of("connect-src", "img-src", "script-src", "style-src")) {
        draft.add(directive, SourceAddress.SELF);
      }
      if (facts.compiles()) {
        draft.add("script-src", "'wasm-unsafe-eval'");
      }
      if (facts.works()) {
        draft.add("worker-src", SourceAddress.SELF);
      }
      if (!facts.writesMarkup()) {
        draft.set("require-trusted-types-for", "'script'");
      }
    }
    return draft;
  }

  private ScriptFacts facts(SitePath script) {
    ScriptFacts facts = factsOf(script);
    if (facts.imports()) {
      // Which of its neighbours it loads is not known.
      String folder = folder(script);
      for (SitePath file : files.tailMap(new SitePath(folder)).keySet()) {
        if (!file.value().startsWith(folder)) {
          break;
        }
        if (folder(file).equals(folder) && serving.type(file).name().equals("text/javascript")) {
          facts = facts.and(factsOf(file));
        }
      }
    }
    return facts;
  }

  private ScriptFacts factsOf(SitePath script) {
    SiteFile file = files.get(script);
    return file == null
        ? ScriptFacts.UNSEEN
        : scripts.computeIfAbsent(script, path -> ScriptFacts.of(new String(bytes(file), UTF_8)));
  }

  private void sheets(SitePath sheet, PolicyDraft draft, SortedSet<SitePath> seen) {
    SiteFile file = files.get(sheet);
    if (file == null || !seen.add(sheet)) {
      return;
    }
    SheetNeeds needs =
        sheets.computeIfAbsent(sheet, path -> SheetNeeds.of(new String(bytes(file), UTF_8)));
    needs.fonts().forEach(url -> add(draft, "font-src", url));
    needs.images().forEach(url -> add(draft, "img-src", url));
    for (String url : needs.sheets()) {
      add(draft, "style-src", url);
      SourceAddress.source(url, origin, false)
          .ifPresent(source -> PolicyDraft.companions(source).forEach(draft::add));
      target(sheet, "", url).ifPresent(next -> sheets(next, draft, seen));
    }
  }

  private void add(PolicyDraft draft, String directive, String url) {
    SourceAddress.source(url, origin, false).ifPresent(source -> draft.add(directive, source));
  }

  /** The file of the site that an address leads to. */
  private Optional<SitePath> target(SitePath from, String base, String url) {
    if (!base.isEmpty()) {
      return resolve(from, base).flatMap(path -> target(path, "", url));
    }
    // What all pages load alike is told by its address alone.
    return url.startsWith("/")
        ? targets.computeIfAbsent(url, same -> file(from, same))
        : file(from, url);
  }

  private Optional<SitePath> file(SitePath from, String url) {
    return resolve(from, url).map(SitePath::file).filter(path -> files.containsKey(path));
  }

  private Optional<SitePath> resolve(SitePath from, String url) {
    String address = SourceAddress.plain(url).replace('\\', '/');
    if (!origin.isEmpty() && address.startsWith(origin)) {
      address = address.substring(origin.length());
    } else if (address.startsWith("//") && origin.endsWith(address.split("/", 4)[2])) {
      address = address.substring(address.split("/", 4)[2].length() + 2);
    }
    address = address.split("[?#]", 2)[0];
    try {
      String path = RuleText.decoded(address.startsWith("/") ? address : folder(from) + address);
      List<String> segments = new ArrayList<>();
      for (String segment : Arrays.asList(path.substring(1).split("/", -1))) {
        if (segment.equals("..") && !segments.isEmpty()) {
          segments.remove(segments.size() - 1);
        } else if (!segment.equals(".") && !segment.equals("..")) {
          segments.add(segment);
        }
      }
      boolean folder = path.endsWith("/.") || path.endsWith("/..");
      return Optional.of(new SitePath("/" + String.join("/", segments) + (folder ? "/" : "")));
    } catch (IllegalArgumentException e) {
      // No path of this site, so no file of it.
      return Optional.empty();
    }
  }

  private static String folder(SitePath path) {
    return path.value().substring(0, path.value().lastIndexOf('/') + 1);
  }
}
