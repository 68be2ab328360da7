package io.github.sitepack.core.layer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.archive.DirectoryEntry;
import io.github.sitepack.core.archive.Entry;
import io.github.sitepack.core.archive.FileEntry;
import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Files and folders of the user's own, beside the site: one layer between the configuration and the
 * content.
 *
 * @param source a file or a folder on disk; null for an empty folder
 * @param to where it goes: an absolute path in the image
 * @param mode of the files, in octal digits
 * @param folderMode of the folders that are made for it, in octal digits
 * @param owner uid and gid, {@code 0:0}
 */
public record ExtraFiles(Path source, String to, String mode, String folderMode, String owner) {
  /** What the layer is called in the image's history. */
  public static final String NAME = "extra files";

  private static final int FORMAT = 1;
  private static final String OCTAL = "0?[0-7]{3}";

  /** Places that files would not be found in, or that belong to somebody else. */
  private static final String[][] TAKEN = {
    {"srv/www", "is the site's", "put the file below src/site/static"},
    {"etc/nginx", "is nginx's configuration, which is made for the site", "choose another folder"},
    {"etc/passwd", "is written by sitepack", "set the user by its number"},
    {"etc/group", "is written by sitepack", "set the user by its number"},
    {"var/lib/dpkg", "tells scanners which packages are inside", "choose another folder"},
    {"tmp", "is nginx's, and mounted over by many", "choose another folder"},
    {"proc", "is mounted over by every engine", "choose another folder"},
    {"sys", "is mounted over by every engine", "choose another folder"},
    {"dev", "is mounted over by every engine", "choose another folder"},
  };

  /**
   * The layer.
   *
   * @param where what problems are told to be in
   * @param all what goes into it
   * @param packaged paths of all files of the packages
   * @throws io.github.sitepack.core.report.SitepackException with everything that is not allowed,
   *     and why
   */
  public static Recipe recipe(Place where, Collection<ExtraFiles> all, Collection<String> packaged)
      throws IOException {
    SortedSet<String> taken = new TreeSet<>(packaged);
    SortedMap<String, Entry> entries = new TreeMap<>(Entry::comparePaths);
    StringBuilder inputs = new StringBuilder("extra files " + FORMAT + "\n");
    Problems problems = new Problems();
    for (ExtraFiles each : all) {
      int before = problems.list().size();
      each.check(where, problems);
      if (problems.list().size() == before) {
        each.add(where, taken, entries, inputs, problems);
      }
    }
    problems.throwIfAny();
    return new Recipe(
        NAME,
        Digest.of(inputs.toString().getBytes(UTF_8)),
        () -> List.copyOf(entries.values()),
        true);
  }

  private void check(Place where, Problems problems) {
    if (source != null && !Files.exists(source)) {
      problems.add(where, "there is no " + source, "name a file or a folder that is there");
    }
    for (String octal : List.of(mode, folderMode)) {
      if (!octal.matches(OCTAL)) {
        problems.add(
            where,
            "the mode \"" + octal + "\" of " + to + " is none that a file here may have",
            "give three octal digits, such as 644; setuid, setgid and sticky have no place in the"
                + " image");
      }
    }
    if (mode.matches(OCTAL) && (Integer.parseInt(mode, 8) & 02) != 0) {
      problems.add(
          where,
          "with the mode " + mode + " everybody could write to the files of " + to,
          "take the last 2 away: the image is meant to be mounted read-only");
    }
    if (!owner.matches("[0-9]{1,9}:[0-9]{1,9}")) {
      problems.add(
          where, "the owner \"" + owner + "\" of " + to + " is none", "give numbers, such as 0:0");
    }
    String path = to.startsWith("/") ? to.substring(1) : "";
    for (String segment : path.split("/", -1)) {
      if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
        problems.add(
            where, "\"" + to + "\" is no place in the image", "give a path such as /opt/data");
        return;
      }
    }
    for (String[] place : TAKEN) {
      if (path.equals(place[0]) || path.startsWith(place[0] + "/")) {
        problems.add(where, to + ": /" + place[0] + " " + place[1], place[2]);
      }
    }
  }

  private void add(
      Place where,
      SortedSet<String> taken,
      SortedMap<String, Entry> entries,
      StringBuilder inputs,
      Problems problems)
      throws IOException {
    String base = to.substring(1);
    if (source != null && Files.isRegularFile(source)) {
      file(where, base, source, taken, entries, inputs, problems);
      return;
    }
    folder(where, base, taken, entries, inputs, problems);
    if (source != null) {
      for (Folder.Found file : Folder.files(source)) {
        String path = base + "/" + file.path();
        for (int slash = path.indexOf('/', base.length() + 1);
            slash > 0;
            slash = path.indexOf('/', slash + 1)) {
          folder(where, path.substring(0, slash), taken, entries, inputs, problems);
        }
        file(where, path, file.file(), taken, entries, inputs, problems);
      }
    }
  }

  private void folder(
      Place where,
      String path,
      SortedSet<String> taken,
      SortedMap<String, Entry> entries,
      StringBuilder inputs,
      Problems problems) {
    SortedSet<String> below = taken.tailSet(path + "/");
    if (taken.contains(path) || (!below.isEmpty() && below.first().startsWith(path + "/"))) {
      problems.add(
          where,
          "/" + path + " is a folder of the Debian packages, whose mode is theirs",
          "name a folder of your own below it, or a single file");
    }
    DirectoryEntry folder =
        new DirectoryEntry(path, Integer.parseInt(folderMode, 8), id(), LayerTree.TIME);
    if (entries.put(path, folder) == null) {
      inputs.append(folderMode).append(' ').append(owner).append(' ').append(path).append("/\n");
    }
  }

  private void file(
      Place where,
      String path,
      Path file,
      SortedSet<String> taken,
      SortedMap<String, Entry> entries,
      StringBuilder inputs,
      Problems problems)
      throws IOException {
    if (taken.contains(path)) {
      problems.add(where, "/" + path + " is a file of a Debian package", "give yours another name");
    }
    Digest digest = Digest.of(file);
    FileEntry entry =
        new FileEntry(
            path,
            Integer.parseInt(mode, 8),
            id(),
            LayerTree.TIME,
            Files.size(file),
            () -> Digest.input(Files.newInputStream(file), digest, file.toString()));
    if (entries.put(path, entry) != null) {
      problems.add(where, "two files go to /" + path, "leave one of them out");
    }
    inputs
        .append(digest.hex())
        .append(' ')
        .append(mode)
        .append(' ')
        .append(owner)
        .append(' ')
        .append(path)
        .append('\n');
  }

  private Entry.Owner id() {
    List<Integer> ids = new ArrayList<>();
    for (String id : owner.split(":")) {
      ids.add(Integer.parseInt(id));
    }
    return new Entry.Owner(ids.get(0), ids.get(1));
  }
}
