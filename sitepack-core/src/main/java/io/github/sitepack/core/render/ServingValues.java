package io.github.sitepack.core.render;

import io.github.sitepack.core.content.AddressSettings;
import io.github.sitepack.core.content.ListeningSettings;
import io.github.sitepack.core.content.Placed;
import io.github.sitepack.core.content.SiteSettings;
import io.github.sitepack.core.report.Closest;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.site.HeaderRule;
import io.github.sitepack.core.site.Hosts;
import io.github.sitepack.core.site.LanguageChoice;
import io.github.sitepack.core.site.Listening;
import io.github.sitepack.core.site.MediaType;
import io.github.sitepack.core.site.Origins;
import io.github.sitepack.core.site.PathRule;
import io.github.sitepack.core.site.Serving;
import io.github.sitepack.core.site.Site;
import io.github.sitepack.core.site.SitePath;
import io.github.sitepack.core.site.StrictTransport;
import io.github.sitepack.core.site.TrailingSlash;
import io.github.sitepack.core.site.UnknownHost;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the settings of serving mean for a site whose files are known. */
final class ServingValues {
  private final SiteSettings settings;
  private final String base;
  private final Problems problems;
  private final TrailingSlash slash;
  private final List<HeaderRule> headers;

  /** Reads what does not depend on files. */
  ServingValues(SiteSettings settings, Origins origins, Problems problems) {
    this.settings = settings;
    this.base = settings.basePath();
    this.problems = problems;
    this.slash =
        addresses()
            .trailingSlash()
            .map(text -> named(text, "trailingSlash", TrailingSlash.values()))
            .orElse(TrailingSlash.AUTO);
    this.headers = ServingRules.headers(settings.serving(), base, origins, problems);
  }

  /** Headers by the form of the path. */
  List<HeaderRule> headers() {
    return headers;
  }

  private AddressSettings addresses() {
    return settings.serving().addresses();
  }

  /** The form of a page's address. */
  TrailingSlash trailingSlash() {
    return slash;
  }

  private <E extends Enum<E>> E named(Placed text, String key, E[] values) {
    for (E value : values) {
      if (value.name().toLowerCase(Locale.ROOT).equals(text.text())) {
        return value;
      }
    }
    List<String> known =
        Arrays.stream(values).map(value -> value.name().toLowerCase(Locale.ROOT)).toList();
    problems.add(
        text.place(),
        "\"" + key + "\" cannot be \"" + text.text() + "\"",
        Closest.to(text.text(), known)
            .map(near -> "did you mean \"" + near + "\"?")
            .orElse(
                "write "
                    + String.join(", ", known.subList(0, known.size() - 1))
                    + " or "
                    + known.get(known.size() - 1)));
    return values[0];
  }

  /**
   * Everything but the hosts, which {@link #hosts} adds when redirects and rules have been checked
   * in the whole site.
   */
  Serving serving(SortedMap<SitePath, ?> files) {
    TreeSet<SitePath> apps = new TreeSet<>();
    for (Placed app : addresses().apps()) {
      folder(app.text(), app.place(), files, true).ifPresent(apps::add);
    }
    if (slash != TrailingSlash.AUTO) {
      one(files);
    }
    return new Serving(slash, apps, languages(files), Hosts.ANY, listening(), types());
  }

  /** Two pages cannot have one address. */
  private void one(SortedMap<SitePath, ?> files) {
    TreeMap<SitePath, SitePath> seen = new TreeMap<>();
    for (SitePath file : files.keySet()) {
      if (file.value().endsWith(".html")) {
        SitePath other = seen.putIfAbsent(slash.address(file), file);
        if (other != null) {
          problems.add(
              addresses().trailingSlash().orElseThrow().place(),
              other + " and " + file + " would have one address, " + slash.address(file),
              "give one of the two another name, or remove trailingSlash");
        }
      }
    }
  }

  /** A folder of the site with the base path, when it has a page or at least a file. */
  private Optional<SitePath> folder(
      String text, Place place, SortedMap<SitePath, ?> files, boolean paged) {
    try {
      SitePath path = Claims.based(base, new SitePath(text));
      if (path.isDirectory()) {
        boolean there =
            paged
                ? files.containsKey(path.file())
                : files.tailMap(path).keySet().stream()
                    .limit(1)
                    .anyMatch(file -> file.value().startsWith(path.value()));
        if (there) {
          return Optional.of(path);
        }
        problems.add(
            place,
            paged
                ? "there is no page at \"" + text + "\""
                : "there are no files below \"" + text + "\"",
            paged
                ? "name a folder that has an index.html"
                : "name a folder of this site, or a mount");
        return Optional.empty();
      }
    } catch (IllegalArgumentException e) {
      // Told below, like a path without its last slash.
    }
    problems.add(
        place,
        "\"" + text + "\" is no folder of the site",
        "write it like /app/, with both slashes");
    return Optional.empty();
  }

  private Optional<LanguageChoice> languages(SortedMap<SitePath, ?> files) {
    List<AddressSettings.Entry> entries = addresses().languageChoice();
    if (entries.isEmpty()) {
      return Optional.empty();
    }
    Place place = entries.get(0).key().place();
    if (entries.size() < 2) {
      problems.add(place, "one language is no choice", "name two languages, or remove it");
      return Optional.empty();
    }
    SitePath root = new SitePath(base);
    if (files.containsKey(root.file())) {
      problems.add(
          place,
          "the site has a page at \"" + root + "\", which readers could never come back to",
          "put each language into a folder of its own, or remove languageChoice");
      return Optional.empty();
    }
    List<LanguageChoice.Home> homes = new ArrayList<>();
    for (AddressSettings.Entry entry : entries) {
      Optional<SitePath> home = folder(entry.value(), entry.key().place(), files, true);
      try {
        home.ifPresent(
            path -> homes.add(new LanguageChoice.Home(entry.key().text(), slash.address(path))));
      } catch (IllegalArgumentException e) {
        problems.add(
            entry.key().place(),
            "\"" + entry.key().text() + "\" is no language",
            "write a tag such as en or pt-BR");
      }
    }
    return homes.size() < 2 ? Optional.empty() : Optional.of(new LanguageChoice(root, homes));
  }

  private Listening listening() {
    ListeningSettings listening = settings.serving().listening();
    List<String> proxies = new ArrayList<>();
    for (Placed proxy : listening.proxies()) {
      if (Listening.isNetwork(proxy.text())) {
        proxies.add(proxy.text());
      } else {
        problems.add(
            proxy.place(),
            "\"" + proxy.text() + "\" is no address and no network",
            "write it like 10.0.0.0/8, 192.0.2.7 or fd00::/8");
      }
    }
    String header = Listening.FORWARDED_FOR;
    if (listening.clientHeader().isPresent()) {
      Placed told = listening.clientHeader().get();
      if (!HeaderRule.isName(told.text())) {
        problems.add(
            told.place(),
            "\"" + told.text() + "\" is no name of a header",
            "write one like X-Forwarded-For or X-Real-IP");
      } else if (proxies.isEmpty() && listening.proxies().isEmpty()) {
        problems.add(
            told.place(), "clientHeader without proxies", "say below proxies whose word counts");
      } else {
        header = told.text();
      }
    }
    OptionalInt status = listening.statusPort();
    if (status.isPresent() && !Listening.isPort(status.getAsInt())) {
      problems.add(
          listening.statusPlace().place(),
          "the status cannot be told at port " + status.getAsInt(),
          "choose one from 1024 to 65535, but for " + Listening.PORT);
      status = OptionalInt.empty();
    }
    return new Listening(proxies, header, strict(listening, proxies), listening.ipv6(), status);
  }

  private Optional<StrictTransport> strict(ListeningSettings listening, List<String> proxies) {
    if (listening.hsts().isEmpty()) {
      return Optional.empty();
    }
    ListeningSettings.Hsts hsts = listening.hsts().get();
    int before = problems.list().size();
    if (listening.proxies().isEmpty()) {
      problems.add(
          hsts.place(),
          "hsts without proxies: browsers heed it over TLS only, which the server does not speak",
          "say below proxies which ones TLS ends at");
    }
    int maxAge = hsts.maxAge().orElse(StrictTransport.USUAL);
    if (maxAge < 0) {
      problems.add(hsts.place(), "a maxAge of " + maxAge + " seconds", "write 0 or more");
    } else if (hsts.preload() && (!hsts.includeSubDomains() || maxAge < StrictTransport.LISTED)) {
      problems.add(
          hsts.place(),
          "preload without what browsers' lists ask for",
          "add includeSubDomains: true and a maxAge of at least "
              + StrictTransport.LISTED
              + ", or remove preload");
    }
    return problems.list().size() > before || proxies.isEmpty()
        ? Optional.empty()
        : Optional.of(StrictTransport.of(hsts.maxAge(), hsts.includeSubDomains(), hsts.preload()));
  }

  private SortedMap<String, MediaType> types() {
    TreeMap<String, MediaType> types = new TreeMap<>();
    if (settings.serving().prefetch()) {
      Prefetch.type(types);
    }
    for (AddressSettings.Entry entry : settings.serving().types()) {
      String extension = entry.key().text().toLowerCase(Locale.ROOT);
      Optional<MediaType> type = MediaType.named(entry.value());
      if (!extension.matches("[a-z0-9][a-z0-9_+-]{0,30}")) {
        problems.add(
            entry.key().place(),
            "\"" + entry.key().text() + "\" is no extension",
            "write it without its dot, such as glb");
      } else if (type.isEmpty()) {
        problems.add(
            entry.key().place(),
            "\"" + entry.value() + "\" is no media type",
            "write one like model/gltf-binary; the charset is added to text");
      } else {
        types.put(extension, type.get());
      }
    }
    return types;
  }

  /** The site with its hosts. Rules that would lead from one to another unseen are problems. */
  Site hosts(Site site) {
    Hosts hosts = hosts(site.files());
    if (hosts.folders().isEmpty()) {
      return site.with(site.serving().with(hosts));
    }
    Place place = addresses().hosts().get(0).key().place();
    for (PathRule rule : site.rules()) {
      if (!rule.redirects() && hosts.separates(rule.from().value() + "/", rule.to())) {
        problems.add(
            place,
            "the rule for \"" + rule.from() + "\" sends \"" + rule.to() + "\" of another host",
            "redirect there, or name a file of the same host");
        return site;
      }
    }
    return site.with(site.serving().with(hosts));
  }

  private Hosts hosts(SortedMap<SitePath, ?> files) {
    TreeSet<String> names = new TreeSet<>();
    settings
        .baseUrl()
        .map(URI::getHost)
        .map(host -> host.toLowerCase(Locale.ROOT))
        .filter(Hosts::isName)
        .ifPresent(names::add);
    List<Hosts.Folder> folders = new ArrayList<>();
    for (AddressSettings.Entry entry : addresses().hosts()) {
      Place place = entry.key().place();
      String name = entry.key().text().toLowerCase(Locale.ROOT);
      if (!Hosts.isName(name)) {
        problems.add(
            place,
            "\"" + entry.key().text() + "\" is no name of a host",
            "write it like blog.example.org, without scheme and port");
      } else if (entry.value().equals("/")) {
        names.add(name);
      } else {
        folder(entry.value(), place, files, false)
            .ifPresent(path -> folder(name, path, place, folders));
      }
    }
    for (Hosts.Folder folder : folders) {
      if (names.contains(folder.name())) {
        problems.add(
            addresses().hosts().get(0).key().place(),
            folder.name() + " is the name of the site itself",
            "give the folder " + folder.folder() + " another name, or change baseURL");
      }
    }
    if (!folders.isEmpty() && settings.baseUrl().isEmpty()) {
      problems.add(
          addresses().hosts().get(0).key().place(),
          "hosts without a baseURL",
          "set baseURL to the address of the site itself");
    }
    UnknownHost unknown = unknown(names);
    return problems.list().isEmpty()
        ? new Hosts(settings.origin(), names, folders, unknown)
        : Hosts.ANY;
  }

  private void folder(String name, SitePath path, Place place, List<Hosts.Folder> folders) {
    Optional<Hosts.Folder> clash =
        folders.stream()
            .filter(
                other ->
                    !other.folder().equals(path)
                        && (other.folder().value().startsWith(path.value())
                            || path.value().startsWith(other.folder().value())))
            .findFirst();
    if (clash.isPresent()) {
      problems.add(
          place,
          path + " and " + clash.get().folder() + " lie in one another",
          "give hosts to folders that stand side by side");
    } else if (!path.encoded().equals(path.value())) {
      problems.add(
          place, path + " has more than plain ASCII in it", "give the folder another name");
    } else {
      folders.add(new Hosts.Folder(name, path));
    }
  }

  private UnknownHost unknown(Set<String> names) {
    Optional<Placed> told = addresses().unknownHost();
    if (told.isEmpty()) {
      return UnknownHost.SERVE;
    }
    UnknownHost unknown = named(told.get(), "unknownHost", UnknownHost.values());
    if (unknown != UnknownHost.SERVE && names.isEmpty()) {
      problems.add(
          told.get().place(),
          "no host is known",
          "set baseURL, or name this site's own hosts below hosts: with / behind each");
      return UnknownHost.SERVE;
    }
    if (unknown == UnknownHost.REDIRECT && settings.baseUrl().isEmpty()) {
      problems.add(told.get().place(), "nowhere to redirect to", "set baseURL");
      return UnknownHost.SERVE;
    }
    return unknown;
  }
}
