package io.github.sitepack.maven;

import java.io.File;
import java.util.List;

/** A folder that another tool has built, as the POM tells it; Maven fills the fields. */
public final class Mount {
  /** The folder. */
  File directory;

  /** Where it is mounted: a path that starts and ends with {@code /}. */
  String at = "/";

  /** Maven patterns of the files taken; all when empty. */
  List<String> includes = List.of();

  /** Maven patterns of the files left out. */
  List<String> excludes = List.of();
}
