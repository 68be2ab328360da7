package io.github.sitepack.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the processes of a container hold in memory, in KiB.
 *
 * @param anonymous their own memory, which the kernel cannot take back
 * @param kernel what the kernel holds for them: stacks, page tables, sockets, names of files
 * @param files what is mapped of programs and libraries, a page that several share counted in parts
 */
record Memory(long anonymous, long kernel, long files) {
  /**
   * Reads it from the kernel, for a process and its children.
   *
   * @param process the container's first process, as this machine numbers it
   */
  static Memory of(long process) throws IOException {
    Path proc = Path.of("/proc");
    List<String> processes = new ArrayList<>(List.of(Long.toString(process)));
    String children =
        Files.readString(proc.resolve(process + "/task/" + process + "/children")).strip();
    processes.addAll(List.of(children.split(" ", -1)));
    long files = 0;
    for (String each : processes) {
      files += value(proc.resolve(each + "/smaps_rollup"), "Pss_File:");
    }
    Path old = group(process, ":memory:", "/sys/fs/cgroup/memory");
    if (old != null) {
      return new Memory(
          value(old.resolve("memory.stat"), "rss") >> 10,
          Long.parseLong(Files.readString(old.resolve("memory.kmem.usage_in_bytes")).strip()) >> 10,
          files);
    }
    Path stat = group(process, "0::", "/sys/fs/cgroup").resolve("memory.stat");
    return new Memory(value(stat, "anon") >> 10, value(stat, "kernel") >> 10, files);
  }

  /** The folder of a process's control group, or null where there is none of that kind. */
  private static Path group(long process, String kind, String root) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + process + "/cgroup"))) {
      int at = line.indexOf(kind);
      if (at >= 0) {
        return Path.of(root + line.substring(at + kind.length()));
      }
    }
    return null;
  }

  private static long value(Path table, String name) throws IOException {
    for (String line : Files.readAllLines(table)) {
      String[] words = line.split("\\s+", -1);
      if (words[0].equals(name)) {
        return Long.parseLong(words[1]);
      }
    }
    throw new IOException("no " + name + " in " + table);
  }
}
