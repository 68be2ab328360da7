package io.github.sitepack.core.content;

import io.github.sitepack.core.report.Closest;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.report.SitepackException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a file that a page shows: a region by its name, ranges of lines, or all of it.
 *
 * @param region the name of a region, see {@link Regions}
 * @param lines ranges of 1-based lines: {@code 3-9}, {@code 3-}, {@code 5}, several with commas
 */
record Listing(Optional<String> region, Optional<String> lines) {
  /** The largest file a part is taken of, in bytes. */
  private static final long LARGEST = 4L << 20;

  private static final Pattern RANGE = Pattern.compile("(\\d{1,9})(?:(-)(\\d{1,9})?)?");

  /** The names of languages that differ from the endings of their files. */
  private static final Map<String, String> LANGUAGES =
      Map.of(
          "kt",
          "kotlin",
          "kts",
          "kotlin",
          "yml",
          "yaml",
          "md",
          "markdown",
          "py",
          "python",
          "rb",
          "ruby",
          "rs",
          "rust",
          "ftlh",
          "html",
          "htm",
          "html",
          "pom",
          "xml");

  /** The text of a file of which a part is shown; empty with a problem at the page's place. */
  static Optional<SourceText> read(SourceFile file, Place place, Problems problems) {
    try {
      long size = Files.size(file.file());
      if (size > LARGEST) {
        problems.add(
            place,
            file.name() + " has " + size + " bytes, more than the " + LARGEST + " of a listing",
            "show a part of a smaller file");
        return Optional.empty();
      }
      SourceText text = SourceText.read(file);
      if (text.text().indexOf('\0') >= 0) {
        problems.add(place, file.name() + " is no text", "show a part of a text file");
        return Optional.empty();
      }
      return Optional.of(text);
    } catch (SitepackException e) {
      e.problems()
          .forEach(
              p -> problems.add(place, file.name() + " cannot be shown: " + p.what(), p.fix()));
    } catch (IOException e) {
      problems.add(
          place,
          file.name() + " cannot be read (" + e + ")",
          "make the file readable for the user that runs the build");
    }
    return Optional.empty();
  }

  /** The language of a file by its name. */
  static String language(String name) {
    String file = name.substring(name.lastIndexOf('/') + 1);
    String ending = file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return LANGUAGES.getOrDefault(ending, ending);
  }

  /** The lines asked for, in order; empty with a problem when there are none. */
  private Optional<List<Regions.Range>> ranges(
      SourceText file, Regions regions, Place place, Problems problems) {
    if (region.isPresent() && lines.isPresent()) {
      problems.add(
          place, "a listing by region and by lines at once", "give either region or lines");
      return Optional.empty();
    }
    Optional<List<Regions.Range>> ranges =
        region.isPresent()
            ? byName(region.get(), file, regions, place, problems)
            : lines.isPresent()
                ? byLines(lines.get(), file, regions.lines().size(), place, problems)
                : Optional.of(List.of(new Regions.Range(0, regions.lines().size())));
    if (ranges.isPresent()
        && shown(regions, ranges.get()).stream().allMatch(line -> line.isBlank())) {
      problems.add(
          place,
          region.map(name -> "the region \"" + name + "\" of ").orElse("what is listed of ")
              + file.name()
              + " is empty",
          "put code into it, or remove the listing");
      return Optional.empty();
    }
    return ranges;
  }

  private static Optional<List<Regions.Range>> byName(
      String name, SourceText file, Regions regions, Place place, Problems problems) {
    Integer open = regions.unclosed().get(name);
    if (open != null) {
      problems.add(
          place,
          "the region \""
              + name
              + "\" that begins at "
              + file.name()
              + ":"
              + (open + 1)
              + " has no end",
          "end it there in the notation it begins with");
      return Optional.empty();
    }
    List<Regions.Range> found = regions.byName().get(name);
    if (found == null) {
      problems.add(
          place,
          "no region \"" + name + "\" in " + file.name(),
          Closest.to(name, regions.byName().keySet())
              .map(near -> "did you mean \"" + near + "\"?")
              .orElse(
                  regions.byName().isEmpty()
                      ? "mark it there with tag::" + name + "[] and end::" + name + "[]"
                      : "there are " + String.join(", ", regions.byName().keySet())));
      return Optional.empty();
    }
    // Regions of one name may lie in one another, and no line is shown twice.
    List<Regions.Range> sorted = new ArrayList<>(found);
    sorted.sort(Comparator.comparingInt(Regions.Range::from));
    List<Regions.Range> ranges = new ArrayList<>();
    int done = 0;
    for (Regions.Range range : sorted) {
      if (range.to() > done) {
        ranges.add(new Regions.Range(Math.max(done, range.from()), range.to()));
        done = range.to();
      }
    }
    return Optional.of(ranges);
  }

  private static Optional<List<Regions.Range>> byLines(
      String spec, SourceText file, int count, Place place, Problems problems) {
    List<Regions.Range> ranges = new ArrayList<>();
    for (String part : spec.strip().split("[\\s,;]+")) {
      Matcher matcher = RANGE.matcher(part);
      if (!matcher.matches()) {
        problems.add(
            place, "\"" + spec + "\" is no range of lines", "write lines=\"3-9\" or \"3-5,9-\"");
        return Optional.empty();
      }
      int from = Integer.parseInt(matcher.group(1));
      int to =
          matcher.group(2) == null
              ? from
              : matcher.group(3) == null ? count : Integer.parseInt(matcher.group(3));
      if (from < 1 || from > count || to > count || to < from) {
        problems.add(
            place,
            "no lines " + part + " in " + file.name() + ", which has " + count,
            count == 0 ? "choose another file" : "choose lines from 1 to " + count);
        return Optional.empty();
      }
      ranges.add(new Regions.Range(from - 1, to));
    }
    return Optional.of(ranges);
  }

  private static List<String> shown(Regions regions, List<Regions.Range> ranges) {
    List<String> shown = new ArrayList<>();
    for (Regions.Range range : ranges) {
      for (int i = range.from(); i < range.to(); i++) {
        String line = regions.lines().get(i);
        if (line != null) {
          shown.add(line);
        }
      }
    }
    return shown;
  }

  /**
   * The lines asked for, joined by {@code \n}, without blank lines around them.
   *
   * @param dedent whether the blanks that all lines begin with are left out
   * @return empty when there is nothing to show, which has been told
   */
  Optional<String> code(SourceText file, boolean dedent, Place place, Problems problems) {
    Regions regions = Regions.of(file.name(), file.text());
    return ranges(file, regions, place, problems)
        .map(
            ranges -> {
              List<String> shown = new ArrayList<>(shown(regions, ranges));
              while (shown.get(0).isBlank()) {
                shown.remove(0);
              }
              while (shown.get(shown.size() - 1).isBlank()) {
                shown.remove(shown.size() - 1);
              }
              int margin = dedent ? margin(shown).length() : 0;
              Function<String, String> cut =
                  line -> line.isBlank() ? "" : line.substring(Math.min(margin, line.length()));
              return String.join("\n", shown.stream().map(cut).toList());
            });
  }

  /** The blanks that every line begins with; tabs and spaces are not the same. */
  private static String margin(List<String> lines) {
    String margin = null;
    for (String line : lines) {
      if (line.isBlank()) {
        continue;
      }
      int end = 0;
      int most = margin == null ? line.length() : Math.min(margin.length(), line.length());
      while (end < most
          && (line.charAt(end) == ' ' || line.charAt(end) == '\t')
          && (margin == null || margin.charAt(end) == line.charAt(end))) {
        end++;
      }
      margin = line.substring(0, end);
    }
    return margin == null ? "" : margin;
  }

  /**
   * The file with all that is not asked for replaced by blanks, so that what is left keeps its
   * places; empty when there is nothing, which has been told.
   */
  Optional<SourceText> masked(SourceText file, Place place, Problems problems) {
    if (region.isEmpty() && lines.isEmpty()) {
      return Optional.of(file);
    }
    Regions regions = Regions.of(file.name(), file.text());
    return ranges(file, regions, place, problems)
        .map(
            ranges -> {
              boolean[] kept = new boolean[regions.lines().size()];
              for (Regions.Range range : ranges) {
                for (int i = range.from(); i < range.to(); i++) {
                  kept[i] = regions.lines().get(i) != null;
                }
              }
              String[] all = file.text().split("\n", -1);
              StringBuilder text = new StringBuilder(file.text().length());
              for (int i = 0; i < all.length; i++) {
                boolean keep = i < kept.length && kept[i];
                text.append(keep ? all[i] : " ".repeat(all[i].length()));
                if (i + 1 < all.length) {
                  text.append('\n');
                }
              }
              return new SourceText(file.name(), text.toString());
            });
  }
}
