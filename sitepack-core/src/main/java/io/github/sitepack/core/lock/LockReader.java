package io.github.sitepack.core.lock;

import io.github.sitepack.core.archive.Entry;
import io.github.sitepack.core.deb.DebVersion;
import io.github.sitepack.core.digest.DiffId;
import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.layer.LayerPlan;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.report.SitepackException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Makes a {@link Lock} of JSON, strictly: what is not exactly right is a problem. */
final class LockReader {
  private static final Instant NO_DATE = Instant.EPOCH;
  private static final Digest NO_DIGEST = new Digest("0".repeat(64));

  private static final DiffId NO_DIFF_ID = new DiffId("0".repeat(64));

  /** A name with its registry, for a build must not depend on what an engine takes it for. */
  private static final String IMAGE = "[a-z0-9.:-]+(/[a-z0-9._-]+)+:[A-Za-z0-9_][A-Za-z0-9_.-]*";

  /** What a directive of nginx can name without quotes. */
  private static final String FILE = "(/[A-Za-z0-9._+-]+)+";

  private static final String PACKAGE = "[a-z0-9][a-z0-9+.-]+";
  private static final String WORD = "[a-z0-9][a-z0-9/-]*";
  private static final String DATE = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ";
  private static final String FINGERPRINT = "[0-9A-F]{40}([0-9A-F]{24})?";

  private final String file;
  private final Problems problems = new Problems();

  LockReader(String file) {
    this.file = file;
  }

  Lock read(Json json) {
    // Another version may look different everywhere, so nothing else is said about it.
    Json version = json.fields() == null ? null : json.fields().get("version");
    if (version == null || !version.number()) {
      throw new SitepackException(place(json), "not a lock: no \"version\"", LockFile.FIX);
    } else if (!version.text().equals(String.valueOf(Lock.VERSION))) {
      throw new SitepackException(
          place(version),
          "lock version " + version.text() + " is not known; this sitepack reads " + Lock.VERSION,
          "use the sitepack that wrote it, or " + LockFile.FIX);
    }
    Fields fields = new Fields(json);
    fields.take("version");
    Lock lock =
        fields.has("base")
            ? Lock.of(base(fields.take("base")), Optional.empty())
            : new Lock(
                fields.matching("suite", WORD),
                fields.sorted("roots", fields.strings("roots", PACKAGE)),
                fields.all("sources", this::source, Lock.Source::id),
                fields.all("architectures", this::architecture, Lock.Architecture::name));
    if (fields.has("content")) {
      lock = lock.with(Optional.of(content(fields)));
    }
    fields.end();
    if (problems.list().isEmpty()) {
      checkSources(lock, json);
    }
    problems.throwIfAny();
    return lock;
  }

  private void checkSources(Lock lock, Json json) {
    TreeSet<String> ids = new TreeSet<>();
    lock.sources().forEach(source -> ids.add(source.id()));
    for (int a = 0; a < lock.architectures().size(); a++) {
      List<Lock.LockedPackage> packages = lock.architectures().get(a).packages();
      for (int p = 0; p < packages.size(); p++) {
        if (!ids.contains(packages.get(p).from())) {
          Json architecture = json.fields().get("architectures").items().get(a);
          Json locked = architecture.fields().get("packages").items().get(p);
          bad(locked.fields().get("from"), "no source \"" + packages.get(p).from() + "\"");
        }
      }
    }
  }

  private BaseImage base(Json json) {
    Fields fields = new Fields(json);
    BaseImage base =
        new BaseImage(
            fields.matching("name", IMAGE),
            fields.parsed("digest", Digest::parse, NO_DIGEST),
            fields.date("date"),
            fields.all("platforms", this::part, BaseImage.Part::platform));
    fields.end();
    return base;
  }

  private BaseImage.Part part(Json json) {
    Fields fields = new Fields(json);
    BaseImage.Part part =
        new BaseImage.Part(
            fields.matching("platform", WORD),
            fields.parsed("manifest", Digest::parse, NO_DIGEST),
            fields.parsed("config", Digest::parse, NO_DIGEST),
            fields.size("configSize"),
            fields.matching("user", "[1-9][0-9]{0,9}:[0-9]{1,10}"),
            program(fields.take("nginx")),
            fields.each("layers", this::stratum));
    fields.end();
    return part;
  }

  private BaseImage.Program program(Json json) {
    if (json == null) {
      return new BaseImage.Program("", "", List.of(), "");
    }
    Fields fields = new Fields(json);
    BaseImage.Program program =
        new BaseImage.Program(
            fields.matching("path", FILE),
            fields.matching("version", "[A-Za-z]+/[0-9.]+"),
            fields.sorted("modules", fields.strings("modules", "[a-z_]+")),
            fields.matching("brotli", "none|built-in|" + FILE));
    fields.end();
    return program;
  }

  private BaseImage.Stratum stratum(Json json) {
    Fields fields = new Fields(json);
    BaseImage.Stratum stratum =
        new BaseImage.Stratum(
            fields.parsed("digest", Digest::parse, NO_DIGEST),
            fields.parsed("diffId", text -> new DiffId(Digest.parse(text).hex()), NO_DIFF_ID),
            fields.size("size"));
    fields.end();
    return stratum;
  }

  private Lock.Source source(Json json) {
    Fields fields = new Fields(json);
    Lock.Source source =
        new Lock.Source(
            fields.matching("id", WORD),
            fields.matching("archive", WORD),
            fields.matching("suite", WORD),
            fields.matching("component", WORD),
            fields.date("date"),
            fields.parsed("inRelease", Digest::parse, NO_DIGEST),
            fields.sorted("signedBy", fields.strings("signedBy", FINGERPRINT)));
    fields.end();
    return source;
  }

  private Lock.Architecture architecture(Json json) {
    Fields fields = new Fields(json);
    String name = fields.matching("name", WORD);
    List<Lock.LockedPackage> packages = fields.each("packages", this::locked);
    fields.unique("packages", packages, Lock.LockedPackage::name);
    List<Lock.Pruned> pruned = new ArrayList<>();
    Json object = fields.take("pruned");
    if (object != null && object.fields() == null) {
      bad(object, "\"pruned\" is not an object");
    } else if (object != null) {
      object
          .fields()
          .forEach(
              (key, reason) -> {
                if (!key.matches(PACKAGE) || reason.text() == null || reason.number()) {
                  bad(reason, "\"" + key + "\" is not a package with a reason");
                } else {
                  pruned.add(new Lock.Pruned(key, reason.text()));
                }
              });
    }
    fields.end();
    return new Lock.Architecture(name, packages, pruned);
  }

  private LayerPlan content(Fields fields) {
    Json json = fields.json.fields().get("content");
    int before = problems.list().size();
    LayerPlan plan = new LayerPlan(fields.each("content", this::group));
    if (problems.list().size() > before) {
      return plan;
    }
    SortedMap<String, Integer> seen = new TreeMap<>();
    for (int i = 0; i < plan.groups().size(); i++) {
      LayerPlan.Group group = plan.groups().get(i);
      Json at = json.items().get(i);
      once(seen, "the name \"" + group.name() + "\"", at);
      group.from().ifPresent(from -> once(seen, "the range from \"" + from + "\"", at));
      group.texts().ifPresent(from -> once(seen, "the texts from \"" + from + "\"", at));
      group.files().forEach(file -> once(seen, "the file \"" + file + "\"", at));
    }
    if (!seen.containsKey("the range from \"\"") && json.items() != null) {
      bad(json, "no range of \"content\" is from \"\", where all paths begin");
    }
    if (plan.groups().size() > LayerPlan.MOST_GROUPS) {
      bad(json, "more than " + LayerPlan.MOST_GROUPS + " layers of content");
    }
    return plan;
  }

  private void once(SortedMap<String, Integer> seen, String what, Json at) {
    Integer before = seen.putIfAbsent(what, at.line());
    if (before != null) {
      bad(at, what + " is in the layer of line " + before + " already");
    }
  }

  private LayerPlan.Group group(Json json) {
    Fields fields = new Fields(json);
    String name = fields.matching("name", "[^\\p{Cntrl}]{1,200}");
    Optional<String> from = start(fields, "from");
    Optional<String> texts = from.isPresent() ? Optional.empty() : start(fields, "texts");
    List<String> files =
        from.isPresent() || texts.isPresent()
            ? List.of()
            : fields.sorted("files", fields.paths("files"));
    fields.end();
    return new LayerPlan.Group(name, from, texts, files);
  }

  private static Optional<String> start(Fields fields, String name) {
    return fields.has(name)
        ? Optional.of(fields.parsed(name, LockReader::start, ""))
        : Optional.empty();
  }

  /** Where a range may start: at the beginning, at a folder or at a file. */
  private static String start(String text) {
    String path = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    if (!text.isEmpty() && !isPath(path)) {
      throw new IllegalArgumentException("\"" + text + "\" is no path in the site");
    }
    return text;
  }

  private Lock.LockedPackage locked(Json json) {
    Fields fields = new Fields(json);
    Lock.LockedPackage locked =
        new Lock.LockedPackage(
            fields.matching("name", PACKAGE),
            fields.version("version"),
            fields.matching("source", PACKAGE),
            fields.version("sourceVersion"),
            fields.matching("from", WORD),
            fields.path("path"),
            fields.size("size"),
            fields.parsed("sha256", Digest::new, NO_DIGEST),
            fields.matching("why", ".+"),
            fields.sorted("files", fields.paths("files")));
    fields.end();
    return locked;
  }

  private Place place(Json json) {
    return Place.of(file, json.line(), json.column());
  }

  private void bad(Json json, String what) {
    problems.add(place(json), what, LockFile.FIX);
  }

  private static boolean isPath(String text) {
    if (text.isEmpty() || text.startsWith("/") || text.chars().anyMatch(c -> c < ' ')) {
      return false;
    }
    for (String segment : text.split("/", -1)) {
      if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
        return false;
      }
    }
    return true;
  }

  /** The fields of one object: each is taken once, and what is left over is a problem. */
  private final class Fields {
    private final Json json;
    private final Map<String, Json> left = new TreeMap<>();

    Fields(Json json) {
      this.json = json;
      if (json.fields() == null) {
        bad(json, "not an object");
      } else {
        left.putAll(json.fields());
      }
    }

    boolean has(String name) {
      return json.fields() != null && json.fields().containsKey(name);
    }

    /** The field's value, or null after a problem. */
    Json take(String name) {
      Json value = left.remove(name);
      if (value == null && json.fields() != null && !json.fields().containsKey(name)) {
        bad(json, "no \"" + name + "\"");
      }
      return value;
    }

    void end() {
      left.forEach((name, value) -> bad(value, "unknown field \"" + name + "\""));
    }

    <T> T parsed(String name, Function<String, T> parse, T otherwise) {
      Json value = take(name);
      if (value == null) {
        return otherwise;
      } else if (value.text() == null || value.number()) {
        bad(value, "\"" + name + "\" is not a text");
        return otherwise;
      }
      try {
        return parse.apply(value.text());
      } catch (IllegalArgumentException | DateTimeException e) {
        bad(value, "\"" + name + "\": " + e.getMessage());
        return otherwise;
      }
    }

    String matching(String name, String pattern) {
      return parsed(name, text -> check(text, text.matches(pattern)), "");
    }

    String path(String name) {
      return parsed(name, text -> check(text, isPath(text)), "");
    }

    private String check(String text, boolean good) {
      if (!good) {
        throw new IllegalArgumentException("\"" + text + "\" cannot be used");
      }
      return text;
    }

    /** A date as locking writes it: in seconds, and in none of the years that cannot be a time. */
    Instant date(String name) {
      return parsed(name, text -> Instant.parse(check(text, text.matches(DATE))), NO_DATE);
    }

    String version(String name) {
      return parsed(name, text -> new DebVersion(text).text(), "");
    }

    long size(String name) {
      Json value = take(name);
      if (value == null) {
        return 0;
      } else if (!value.number() || !value.text().matches("[0-9]{1,12}")) {
        bad(value, "\"" + name + "\" is not a number of bytes");
        return 0;
      }
      return Long.parseLong(value.text());
    }

    List<String> strings(String name, String pattern) {
      return texts(name, text -> text.matches(pattern));
    }

    List<String> paths(String name) {
      return texts(name, LockReader::isPath);
    }

    private List<String> texts(String name, Function<String, Boolean> good) {
      return each(
          name,
          item -> {
            if (item.text() == null || item.number() || !good.apply(item.text())) {
              bad(item, "\"" + item.text() + "\" cannot be used");
              return "";
            }
            return item.text();
          });
    }

    <T> List<T> each(String name, Function<Json, T> read) {
      Json value = take(name);
      if (value == null) {
        return List.of();
      } else if (value.items() == null) {
        bad(value, "\"" + name + "\" is not a list");
        return List.of();
      }
      return value.items().stream().map(read).toList();
    }

    /** Objects that are sorted by their key and have each key once. */
    <T> List<T> all(String name, Function<Json, T> read, Function<T, String> key) {
      List<T> objects = each(name, read);
      sorted(name, objects.stream().map(key).toList());
      return objects;
    }

    List<String> sorted(String name, List<String> list) {
      for (int i = 1; i < list.size(); i++) {
        if (Entry.comparePaths(list.get(i - 1), list.get(i)) >= 0) {
          Json item = json.fields().get(name).items().get(i);
          bad(item, "\"" + name + "\" are not sorted: \"" + list.get(i) + "\"");
          break;
        }
      }
      return list;
    }

    <T> void unique(String name, List<T> objects, Function<T, String> key) {
      List<String> keys = objects.stream().map(key).sorted(Comparator.naturalOrder()).toList();
      for (int i = 1; i < keys.size(); i++) {
        if (keys.get(i - 1).equals(keys.get(i))) {
          bad(json.fields().get(name), "\"" + keys.get(i) + "\" is locked twice");
        }
      }
    }
  }
}
