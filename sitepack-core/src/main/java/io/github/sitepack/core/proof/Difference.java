package io.github.sitepack.core.proof;

/**
 * One thing that differs between the image rebuilt and the image given.
 *
 * @param platform what it runs on, or "" for what all share
 * @param layer the layer it is in, or {@code config}, {@code manifest} or {@code index}
 * @param path the file in the image with its leading slash, or the place in the JSON
 * @param field what of it: {@code content}, {@code mode}, {@code owner}, {@code mtime}, …
 * @param at first byte that differs, from 0, or -1 where that says nothing
 * @param rebuilt what the rebuilt image has there
 * @param given what the given image has there
 * @param cause what is probably to blame
 */
public record Difference(
    String platform,
    String layer,
    String path,
    String field,
    long at,
    String rebuilt,
    String given,
    Cause cause) {
  /** Where it is, for a problem's place. */
  public String where() {
    return (platform.isEmpty() ? "" : platform + ", ")
        + layer
        + (path.isEmpty() ? "" : ": " + path);
  }

  /** What it is, in one line. */
  public String what() {
    return field
        + (at < 0 ? "" : ", byte " + at)
        + ": the image has "
        + (given.isEmpty() ? "nothing" : given)
        + ", the rebuilt one has "
        + (rebuilt.isEmpty() ? "nothing" : rebuilt);
  }
}
