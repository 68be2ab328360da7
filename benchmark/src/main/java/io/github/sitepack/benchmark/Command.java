package io.github.sitepack.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command that is run whole, in a process of its own.
 *
 * @param folder where it runs
 * @param words the program and its arguments
 * @param environment variables beside those of this process
 */
record Command(Path folder, List<String> words, Map<String, String> environment) {
  private static final Pattern MINUTES = Pattern.compile("(\\d+)m([0-9.]+)s");
  private static final int PAUSE_MILLIS = 10;

  Command {
    words = List.copyOf(words);
    environment = new TreeMap<>(environment);
  }

  /**
   * What a run took.
   *
   * @param seconds from start to end, the start of the process included
   * @param cpu seconds of processor time of the process and its children
   * @param megabytes the most memory that one of its processes held, as the kernel counts it; 0
   *     where the kernel does not tell
   */
  record Taken(double seconds, double cpu, long megabytes) {}

  /**
   * Runs it to its end.
   *
   * @throws IOException when it fails; the message ends with what it printed
   */
  Taken run() throws IOException, InterruptedException {
    Path times = Files.createTempFile("benchmark", ".times");
    Path log = Files.createTempFile("benchmark", ".log");
    try {
      // The shell's word for the processor time of its children, which Java does not know.
      List<String> shell =
          new ArrayList<>(
              List.of("sh", "-c", "\"$@\"; status=$?; times > \"$0\"; exit $status", "" + times));
      shell.addAll(words);
      ProcessBuilder builder =
          new ProcessBuilder(shell)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      builder.environment().putAll(environment);
      long start = System.nanoTime();
      Process process = builder.start();
      long kilobytes = 0;
      while (!process.waitFor(PAUSE_MILLIS, java.util.concurrent.TimeUnit.MILLISECONDS)) {
        kilobytes = Math.max(kilobytes, peak(process));
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      if (process.exitValue() != 0) {
        throw new IOException(
            String.join(" ", words) + " failed:\n" + Files.readString(log).strip());
      }
      return new Taken(seconds, cpu(Files.readString(times)), kilobytes / 1024);
    } finally {
      Files.deleteIfExists(times);
      Files.deleteIfExists(log);
    }
  }

  /** The last line is user and system time of the children. */
  private static double cpu(String times) {
    String[] lines = times.strip().split("\n");
    Matcher matcher = MINUTES.matcher(lines[lines.length - 1]);
    double sum = 0;
    while (matcher.find()) {
      sum += 60 * Integer.parseInt(matcher.group(1)) + Double.parseDouble(matcher.group(2));
    }
    return sum;
  }

  private static long peak(Process shell) {
    return shell
        .descendants()
        .mapToLong(child -> peak(Path.of("/proc", Long.toString(child.pid()), "status")))
        .max()
        .orElse(0);
  }

  private static long peak(Path status) {
    try {
      for (String line : Files.readAllLines(status, StandardCharsets.ISO_8859_1)) {
        if (line.startsWith("VmHWM:")) {
          return Long.parseLong(line.replaceAll("\\D", ""));
        }
      }
    } catch (IOException e) {
      return 0; // It has just ended, or there is no such file on this system.
    }
    return 0;
  }
}
