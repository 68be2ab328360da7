package io.github.sitepack.core.content;

import io.github.sitepack.core.report.Problems;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Reads comma-separated values: fields in double quotes may hold commas, line ends and, doubled,
 * double quotes. Blank lines do not count; every other row must have as many fields as the first.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
final class CsvRows {
  private final SourceText source;
  private final String text;
  private final Problems problems;
  private final List<Object> rows = new ArrayList<>();
  private int fields = -1;
  private int at;

  private CsvRows(SourceText source, Problems problems) {
    this.source = source;
    this.text = source.text();
    this.problems = problems;
  }

  /** The rows of a file, each a list of texts; what is wrong with it ends the reading. */
  static List<Object> read(SourceText source, Problems problems) {
    CsvRows csv = new CsvRows(source, problems);
    while (csv.at < csv.text.length() && csv.row()) {
      // Each call reads one row.
    }
    return Collections.unmodifiableList(csv.rows);
  }

  private boolean row() {
    int start = at;
    if (text.charAt(at) == '\n') {
      at++;
      return true;
    }
    List<String> row = new ArrayList<>();
    boolean more = true;
    while (more) {
      String field = at < text.length() && text.charAt(at) == '"' ? quoted() : plain();
      if (field == null) {
        return false;
      }
      row.add(field);
      more = at < text.length() && text.charAt(at) == ',';
      at++;
    }
    if (fields >= 0 && fields != row.size()) {
      problems.add(
          source.place(start),
          "a row of " + row.size() + " fields, where the first row has " + fields,
          "give each row the same number of fields; one that holds a comma needs double quotes");
      return false;
    }
    fields = row.size();
    rows.add(Collections.unmodifiableList(row));
    return true;
  }

  private String plain() {
    int start = at;
    while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != '\n') {
      if (text.charAt(at) == '"') {
        problems.add(
            source.place(at),
            "a double quote inside a field that does not begin with one",
            "put the whole field into double quotes and double those inside");
        return null;
      }
      at++;
    }
    return text.substring(start, at);
  }

  private String quoted() {
    int start = at++;
    StringBuilder field = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c != '"') {
        field.append(c);
      } else if (at < text.length() && text.charAt(at) == '"') {
        field.append('"');
        at++;
      } else if (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != '\n') {
        problems.add(
            source.place(at),
            "text after the double quote that ends a field",
            "double the quotes inside the field, or put a comma after it");
        return null;
      } else {
        return field.toString();
      }
    }
    problems.add(source.place(start), "a field without an end", "end it with a double quote");
    return null;
  }
}
