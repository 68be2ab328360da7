package io.github.sitepack.core.proof;

/**
 * Why an image is not the one that its sources give. In order of how much each explains: what comes
 * first is told first, and what comes last mostly follows from something before it.
 */
public enum Cause {
  /** The bytes of a layer are not those of its name. */
  DAMAGED(
      "the image is damaged: a layer's bytes are not those that its name promises",
      "fetch or build the image anew"),
  /** A large file that is only a pointer. */
  LFS_POINTER(
      "a file of Git LFS was not fetched, so its pointer was taken for it",
      "run git lfs pull where the file is missing, and build again"),
  /** Carriage returns. */
  LINE_ENDINGS(
      "line endings: a checkout with CRLF (core.autocrlf)",
      "add \"* text=auto eol=lf\" to .gitattributes, and check out again"),
  /** A byte order mark. */
  BYTE_ORDER_MARK(
      "a byte order mark: an editor has put U+FEFF before the text",
      "save the source as UTF-8 without a byte order mark"),
  /** Text read in another charset. */
  CHARSET(
      "the charset: text was read or written as something else than UTF-8",
      "build with sitepack and a UTF-8 locale, and keep sources in UTF-8"),
  /** Composed and decomposed characters. */
  UNICODE_FORM(
      "the Unicode form: composed letters here, decomposed ones there, as macOS writes names",
      "name and write in composed form (NFC)"),
  /** Two names that are one on some disks. */
  CASE_COLLISION(
      "letter case: two names that a case-insensitive disk takes for one",
      "rename one of the two files"),
  /** A link that became a text. */
  LINK_AS_TEXT(
      "a symbolic link was checked out as a text file (core.symlinks=false)",
      "replace the link by the file it leads to"),
  /** A dotless i, digits of Arabic. */
  LOCALE(
      "the locale: letters or digits as Turkish or Arabic has them",
      "format with Locale.ROOT in whatever wrote this text"),
  /** The same moment elsewhere. */
  TIME_ZONE(
      "the time zone: the same moment as it is told somewhere else",
      "write dates with their offset, or give the zone in site.yaml"),
  /** A date that moved. */
  CLOCK(
      "the clock: a date of the build is in the text",
      "take the date from front matter or project.build.outputTimestamp, never from the clock"),
  /** A folder of the machine. */
  BUILD_PATH(
      "a folder of the building machine is in the text", "write paths relative to the project"),
  /** Shuffled lines. */
  UNSTABLE_ORDER(
      "the order: the same lines, differently sorted, as a hash table or a disk gives them",
      "sort them in whatever wrote this text"),
  /** Other versions in the lock. */
  OTHER_LOCK(
      "another lock: the image has other packages than sitepack.lock names",
      "check out the commit that the image was built from, or push anew"),
  /** Another image below. */
  OTHER_BASE(
      "another base image: the tag has moved since, or the lock names another one",
      "check out the commit that the image was built from, whose lock pins its base"),
  /** Other bytes under the same version. */
  PACKAGE_CONTENT(
      "the package: same name and version, other files than Debian's",
      "find out who built that package; the lock has Debian's digest of it"),
  /** A platform that is not there. */
  PLATFORMS(
      "the platforms: one image has more of them than the other",
      "set sitepack.platforms to what the image was built for, or fetch all of its platforms"),
  /** When it says it was made. */
  CREATED(
      "the time that the image says it was made",
      "set project.build.outputTimestamp (or SOURCE_DATE_EPOCH) to the same time"),
  /** What the container is told. */
  CONFIG(
      "the config of the container was set or changed by something else",
      "compare the configuration of the plugin with the one that the image was built with"),
  /** Docker's own format. */
  DOCKER_FORMAT(
      "the manifest was written anew in Docker's format (schema 2)",
      "copy with skopeo copy --preserve-digests --all, or push with sitepack:push"),
  /** Annotations and the like. */
  MANIFEST(
      "the manifest was changed after the build: annotations or other members",
      "push with sitepack:push, which sends the manifest as it is"),
  /** Spaces and order of JSON. */
  JSON_REWRITTEN(
      "the same JSON, written anew with other spaces or in another order",
      "copy with a tool that keeps bytes, such as skopeo copy --preserve-digests"),
  /** Times of files. */
  FILE_TIMES(
      "times of files: taken from a disk or a clock, where sitepack derives them from the content",
      "build with sitepack; docker build and jib write other times"),
  /** Permissions. */
  FILE_MODES(
      "permissions: taken from a disk (umask), where sitepack gives 0644 and 0755",
      "build with sitepack, which takes no permissions from the disk"),
  /** Owners. */
  FILE_OWNERS(
      "owners: taken from a user of the building machine, where sitepack gives 0:0",
      "build with sitepack, which takes no owners from the disk"),
  /** Extended headers. */
  PAX_HEADERS(
      "extended tar headers (pax) of another tool",
      "build with sitepack, which writes them for long names only"),
  /** Unsorted entries. */
  ENTRY_ORDER(
      "the order of files in a layer, as a disk lists them",
      "build with sitepack, whose order comes of the paths alone"),
  /** Other tar. */
  TAR_FORM(
      "the same files in another form of tar, as another tool writes it", "build with sitepack"),
  /** Squashed or divided otherwise. */
  OTHER_LAYERS(
      "the same files, divided among layers differently: squashed, or by another plan",
      "build with the lock and the version of sitepack that the image was built with"),
  /** Another compression of the same tar. */
  RECOMPRESSED(
      "the layer was compressed anew by a registry or a tool: not gzip any more",
      "copy with skopeo copy --preserve-digests, or push with sitepack:push"),
  /** Other gzip bytes. */
  GZIP(
      "the same tar, compressed to other bytes: by the zlib of a JDK or an engine",
      "build with sitepack, whose gzip is its own; copy with --preserve-digests"),
  /** Other bytes of compressed twins. */
  TWINS(
      "the same file, compressed by something else: another version of sitepack, or another tool",
      "build with the version of sitepack that the image was built with"),
  /** A style sheet, a script or an index whose name carries its digest. */
  ASSETS(
      "another asset: its address carries the digest of what is in it",
      "compare the assets, the theme and the version of sitepack with those of the image"),
  /** Other settings of the server. */
  SERVER_CONFIG(
      "nginx's configuration: other settings, redirects or policies, or another version of sitepack",
      "compare site.yaml and the _headers and _redirects files with those of the image"),
  /** A file that only one has. */
  FILES(
      "other files: added or removed since", "check out the commit that the image was built from"),
  /** Other content. */
  SOURCES(
      "other sources: the text has changed", "check out the commit that the image was built from"),
  /** Only the digest is known. */
  UNKNOWN(
      "only the digest is known, which tells that something differs, not what",
      "give the image itself: an archive, a layout, or its name in a registry");

  private final String text;
  private final String fix;

  Cause(String text, String fix) {
    this.text = text;
    this.fix = fix;
  }

  /** What it is, in one line that starts in lower case. */
  public String text() {
    return text;
  }

  /** What helps, in one line that starts in lower case. */
  public String fix() {
    return fix;
  }
}
