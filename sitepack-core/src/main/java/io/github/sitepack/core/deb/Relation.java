package io.github.sitepack.core.deb;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One relation of a {@code Depends} field: alternatives of which one must hold.
 *
 * @param alternatives in order, at least one
 * @see <a href="https://www.debian.org/doc/debian-policy/ch-relationships.html">Debian Policy,
 *     chapter 7</a>
 */
public record Relation(List<Alternative> alternatives) {
  /** Copies the list. */
  public Relation {
    alternatives = List.copyOf(alternatives);
  }

  /**
   * Reads a field like {@code a (>= 1), b:any | c [amd64]}. Alternatives that are not for the
   * architecture are left out, and so are relations without any left.
   *
   * @throws IllegalArgumentException when the field has another form
   */
  public static List<Relation> parse(String field, String architecture) {
    List<Relation> relations = new ArrayList<>();
    for (String part : field.split(",")) {
      if (part.isBlank()) {
        continue;
      }
      List<Alternative> alternatives = new ArrayList<>();
      for (String text : part.split("\\|", -1)) {
        Alternative.parse(text.strip(), architecture).ifPresent(alternatives::add);
      }
      if (!alternatives.isEmpty()) {
        relations.add(new Relation(alternatives));
      }
    }
    return relations;
  }

  /** The relation in the form of the field. */
  @Override
  public String toString() {
    return alternatives.stream().map(Alternative::toString).collect(Collectors.joining(" | "));
  }

  /**
   * A package, perhaps of certain versions.
   *
   * @param name of the package
   * @param qualifier after the colon, like {@code any}, or ""
   * @param operator {@code <<}, {@code <=}, {@code =}, {@code >=}, {@code >>}, or "" for any
   *     version
   * @param version to compare with; empty exactly when {@code operator} is ""
   */
  public record Alternative(
      String name, String qualifier, String operator, Optional<DebVersion> version) {
    private static final Pattern FORM =
        Pattern.compile(
            "([A-Za-z0-9][A-Za-z0-9+.-]*)(?::([a-z0-9-]+))?"
                + "(?:\\s*\\(\\s*(<<|<=|=|>=|>>|<|>)\\s*([^\\s)]+)\\s*\\))?"
                + "(?:\\s*\\[([^]]*)])?(?:\\s*<[^>]*>)*");

    private static Optional<Alternative> parse(String text, String architecture) {
      Matcher matcher = FORM.matcher(text);
      if (!matcher.matches()) {
        throw new IllegalArgumentException("not a relation: \"" + text + "\"");
      }
      if (matcher.group(5) != null && !applies(matcher.group(5), architecture)) {
        return Optional.empty();
      }
      String operator = matcher.group(3) == null ? "" : matcher.group(3);
      // Policy 7.1: the old "<" and ">" mean "or equal".
      operator = operator.equals("<") ? "<=" : operator.equals(">") ? ">=" : operator;
      return Optional.of(
          new Alternative(
              matcher.group(1),
              matcher.group(2) == null ? "" : matcher.group(2),
              operator,
              Optional.ofNullable(matcher.group(4)).map(DebVersion::new)));
    }

    private static boolean applies(String list, String architecture) {
      boolean negative = false;
      for (String word : list.strip().split("\\s+")) {
        negative = word.startsWith("!");
        String name = negative ? word.substring(1) : word;
        if (name.equals(architecture) || name.equals("any") || name.equals("linux-any")) {
          return !negative;
        }
      }
      return negative;
    }

    /** Whether a version is one of those. */
    public boolean allows(DebVersion offered) {
      if (version.isEmpty()) {
        return true;
      }
      int order = offered.compareTo(version.get());
      return switch (operator) {
        case "<<" -> order < 0;
        case "<=" -> order <= 0;
        case "=" -> order == 0;
        case ">=" -> order >= 0;
        default -> order > 0;
      };
    }

    @Override
    public String toString() {
      return name
          + (qualifier.isEmpty() ? "" : ":" + qualifier)
          + version.map(v -> " (" + operator + " " + v + ")").orElse("");
    }
  }
}
