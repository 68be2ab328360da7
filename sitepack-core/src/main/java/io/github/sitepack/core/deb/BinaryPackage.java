package io.github.sitepack.core.deb;

import io.github.sitepack.core.digest.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One stanza of a {@code Packages} index.
 *
 * @param from id of the release that lists it
 * @param name the package
 * @param version its version
 * @param source name of its source package
 * @param sourceVersion version of that
 * @param depends {@code Pre-Depends}, then {@code Depends}
 * @param provides virtual packages, each with {@code =} and a version or without
 * @param path of the .deb below the archive's folder
 * @param size of the .deb in bytes
 * @param sha256 of the .deb
 */
public record BinaryPackage(
    String from,
    String name,
    DebVersion version,
    String source,
    DebVersion sourceVersion,
    List<Relation> depends,
    List<Relation.Alternative> provides,
    String path,
    long size,
    Digest sha256) {
  private static final Pattern SOURCE = Pattern.compile("(\\S+)(?:\\s*\\(([^)]+)\\))?");

  /** Copies the lists. */
  public BinaryPackage {
    depends = List.copyOf(depends);
    provides = List.copyOf(provides);
  }

  /**
   * Reads a stanza.
   *
   * @throws IllegalArgumentException when a field is missing or has another form
   */
  static BinaryPackage of(String from, Control stanza, String architecture) {
    String name = stanza.require("Package");
    DebVersion version = new DebVersion(stanza.require("Version"));
    Matcher source = SOURCE.matcher(stanza.get("Source").orElse(name));
    if (!source.matches()) {
      throw new IllegalArgumentException("not a source: \"" + stanza.text("Source") + "\"");
    }
    List<Relation> depends = new ArrayList<>();
    depends.addAll(Relation.parse(stanza.text("Pre-Depends"), architecture));
    depends.addAll(Relation.parse(stanza.text("Depends"), architecture));
    List<Relation.Alternative> provides = new ArrayList<>();
    for (Relation provided : Relation.parse(stanza.text("Provides"), architecture)) {
      provides.add(provided.alternatives().get(0));
    }
    return new BinaryPackage(
        from,
        name,
        version,
        source.group(1),
        source.group(2) == null ? version : new DebVersion(source.group(2)),
        depends,
        provides,
        stanza.require("Filename"),
        Long.parseLong(stanza.require("Size")),
        new Digest(stanza.require("SHA256")));
  }

  /** Whether it is the package or provides it, in a version that is allowed. */
  public boolean satisfies(Relation.Alternative wanted) {
    return name.equals(wanted.name()) ? wanted.allows(version) : provides(wanted);
  }

  /** A provided package has no version unless it says so, and then only that one. */
  private boolean provides(Relation.Alternative wanted) {
    return provides.stream()
        .anyMatch(
            provided ->
                provided.name().equals(wanted.name())
                    && (wanted.version().isEmpty()
                        || provided.version().map(wanted::allows).orElse(false)));
  }

  /** What of a {@code Provides} field is a name. */
  static Optional<String> providedName(String text) {
    Matcher matcher = SOURCE.matcher(text.strip());
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
