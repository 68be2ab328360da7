package io.github.sitepack.maven;

import java.io.File;

/** A file or a folder that goes into the image beside the site, as the POM tells it. */
public final class ExtraFile {
  /** The file or the folder; without it, an empty folder is made. */
  File source;

  /** Where it goes: an absolute path in the image. */
  String to;

  /** Mode of the files, in octal digits. */
  String mode = "644";

  /** Mode of the folders that are made for it, in octal digits. */
  String directoryMode = "755";

  /** Numbers of the owner and the group. */
  String owner = "0:0";
}
