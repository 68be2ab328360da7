package io.github.sitepack.benchmark;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.TarImage;
import com.sun.management.OperatingSystemMXBean;
import io.github.sitepack.core.BuildImage;
import io.github.sitepack.core.BuildMemory;
import io.github.sitepack.core.Supply;
import io.github.sitepack.core.archive.Entry;
import io.github.sitepack.core.archive.FileEntry;
import io.github.sitepack.core.archive.TarReader;
import io.github.sitepack.core.digest.DiffId;
import io.github.sitepack.core.image.Image;
import io.github.sitepack.core.image.OciLayout;
import io.github.sitepack.core.image.Platform;
import io.github.sitepack.core.layer.ContentLayers;
import io.github.sitepack.core.layer.Layer;
import io.github.sitepack.core.proof.StoredImage;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.target.Target;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Assembles the image of one rendered site of which nothing is cached but the layers of packages,
 * and has docker and Jib put the same files on the same packages, in turn and several times.
 *
 * <p>The files are those of our layers of content: once with the compressed twins, which the others
 * are given ready made, and once without, as a folder of pages is before anybody compresses it.
 * Docker is left out where no daemon answers.
 */
public final class Assembly {
  private static final String BASE = "sitepack-assembly-base:1";

  private final Path work;
  private final Project project;
  private final Path old;
  private final BuildImage.Settings settings;
  private final Map<String, List<Command.Taken>> taken = new LinkedHashMap<>();
  private int moved;

  private Assembly(Path work, Project project) {
    this.work = work;
    this.project = project;
    this.old = work.resolve("old");
    Path sitepack = project.folder().resolve("target/sitepack");
    Path out = work.resolve("out");
    settings =
        new BuildImage.Settings(
            sitepack.resolve("site"),
            sitepack.resolve("nginx"),
            project.lock(),
            "trixie",
            List.of(Platform.parse("linux/amd64")),
            "site:1.0",
            Optional.of(Instant.parse("2026-01-31T12:00:00Z")),
            out.resolve("image"),
            out.resolve("image.tar"),
            out.resolve("image.digest"),
            out.resolve("work"),
            new Supply(project.cache(), List.of(), true));
  }

  /** One way to an image; what it needs is made ready by {@link #ready}, which is not timed. */
  private record Way(Step ready, Step run) {}

  private interface Step {
    Command.Taken run() throws IOException, InterruptedException;
  }

  /**
   * Takes its settings from the system properties {@code benchmark.*}, which the POM sets. With
   * arguments it is the process that Jib is timed in: the base, the files, the result, two caches.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length > 0) {
      jib(
          Path.of(arguments[0]),
          Path.of(arguments[1]),
          Path.of(arguments[2]),
          Path.of(arguments[3]),
          Path.of(arguments[4]));
      return;
    }
    Path site = Path.of(System.getProperty("benchmark.site")).toAbsolutePath().normalize();
    Path work = Path.of(System.getProperty("benchmark.work")).toAbsolutePath().resolve("assembly");
    Tree.delete(work);
    Tree tree = Tree.copy(site, work.resolve("project"));
    System.out.println(site.getFileName() + ": " + tree.changes());
    Project project = new Project(work.resolve("project"), work.resolve("settings.xml"));
    project.prepare();
    new Assembly(work, project).run(Integer.getInteger("benchmark.runs", 5));
  }

  private void run(int runs) throws IOException, InterruptedException {
    Files.createDirectories(old);
    Path base = unpack();
    boolean docker = docker(List.of("version")).isPresent();
    if (docker) {
      required("load", "-i", base.toString());
    } else {
      System.out.println("no docker daemon answers, so docker is not compared");
    }
    Map<String, Way> ways = ways(base, docker);
    for (int i = 0; i <= runs; i++) {
      for (Map.Entry<String, Way> way : ways.entrySet()) {
        way.getValue().ready().run();
        Command.Taken run = way.getValue().run().run();
        if (i > 0) { // The first is for the disk's cache and the JVM.
          taken.computeIfAbsent(way.getKey(), w -> new ArrayList<>()).add(run);
        }
      }
    }
    print(runs, docker);
    Tree.delete(old);
  }

  private Map<String, Way> ways(Path base, boolean docker) {
    Map<String, Way> ways = new LinkedHashMap<>();
    String goal =
        "io.github.sitepack:sitepack-maven-plugin:"
            + System.getProperty("benchmark.version")
            + ":image";
    ways.put("mvn sitepack:image", new Way(this::forget, () -> project.maven(goal)));
    ways.put(
        "the same, the image alone",
        new Way(
            this::forget,
            () -> project.maven(goal, "-Dsitepack.attestations=false", "-Dsitepack.report=false")));
    ways.put("ours, warm JVM", new Way(this::forget, () -> timed(this::assemble)));
    for (String files : List.of("plain", "twins")) {
      Path folder = work.resolve(files);
      if (docker) {
        String image = "sitepack-assembly-" + files + ":1";
        Path tar = work.resolve("docker-" + files + ".tar");
        ways.put(
            "docker build, " + files,
            new Way(
                () -> docker(List.of("image", "rm", "-f", image)).orElse(null),
                () -> required("build", "--no-cache", "-q", "-t", image, folder.toString())));
        ways.put(
            "docker save, " + files,
            new Way(() -> aside(tar), () -> required("save", "-o", tar.toString(), image)));
      }
      Path tar = work.resolve("jib-" + files + ".tar");
      Path layers = work.resolve("jib-layers");
      Path bases = work.resolve("jib-bases");
      Step clear =
          () -> {
            aside(tar);
            return aside(layers);
          };
      ways.put(
          "Jib buildTar, " + files + ", warm JVM",
          new Way(clear, () -> timed(() -> jib(base, folder.resolve("www"), tar, bases, layers))));
      ways.put(
          "Jib buildTar, " + files + ", own process",
          new Way(
              clear,
              () ->
                  new Command(
                          work,
                          List.of(
                              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                              "-cp",
                              System.getProperty("java.class.path"),
                              Assembly.class.getName(),
                              base.toString(),
                              folder.resolve("www").toString(),
                              tar.toString(),
                              bases.toString(),
                              layers.toString()),
                          Map.of())
                      .run()));
    }
    return ways;
  }

  // ---- ours -------------------------------------------------------------------------------------

  private Command.Taken assemble() throws IOException {
    BuildImage.Result result = new BuildImage(Report.silent()).run(settings);
    String digest =
        Files.readString(project.folder().resolve("target/sitepack/image.digest")).strip();
    if (!result.changed() || !result.digest().toString().equals(digest)) {
      throw new IOException("another image: " + result.digest() + " is not " + digest);
    }
    return null;
  }

  /** Leaves the layers of packages, the site and nginx's configuration. */
  private Command.Taken forget() throws IOException {
    Path target = project.folder().resolve("target");
    for (String name : List.of("image", "work", "attestations", "report")) {
      aside(target.resolve("sitepack").resolve(name));
    }
    aside(target.resolve("site-1.0-image.tar"));
    aside(work.resolve("out"));
    for (Path folder : List.of(target.resolve("sitepack/work"), settings.work())) {
      aside(new BuildMemory(project.cache(), folder).twins());
    }
    return null;
  }

  /** Moves it away: whoever writes after much was removed pays for that on some disks. */
  private Command.Taken aside(Path file) throws IOException {
    if (Files.exists(file)) {
      try {
        Files.move(file, old.resolve(String.valueOf(moved++)));
      } catch (java.nio.file.FileSystemException e) {
        Tree.delete(file); // Another disk.
      }
    }
    return null;
  }

  /** Writes what our layers of content hold, and an archive of all the layers below them. */
  private Path unpack() throws IOException {
    StoredImage image = StoredImage.read(project.folder().resolve("target/sitepack/image"));
    List<Layer> below = new ArrayList<>();
    int[] count = new int[2];
    long[] bytes = new long[2];
    for (StoredImage.StoredLayer layer : image.platforms().get(0).layers()) {
      if (!layer.createdBy().startsWith("content")) {
        below.add(
            new Layer(
                new DiffId(layer.diffId().substring("sha256:".length())),
                layer.digest(),
                layer.size(),
                layer.blob(),
                layer.createdBy()));
        continue;
      }
      for (Entry entry : TarReader.readAll(layer.tar())) {
        if (entry instanceof FileEntry file) {
          String path = file.path().substring(ContentLayers.ROOT.length() + 1);
          boolean twin = path.endsWith(".gz") || path.endsWith(".br");
          for (String way : twin ? List.of("twins") : List.of("plain", "twins")) {
            Path to = work.resolve(way).resolve("www").resolve(path);
            Files.createDirectories(to.getParent());
            try (InputStream in = file.data().open()) {
              Files.copy(in, to);
            }
          }
          count[twin ? 1 : 0]++;
          bytes[twin ? 1 : 0] += file.size();
        }
      }
    }
    for (String way : List.of("plain", "twins")) {
      Files.writeString(
          work.resolve(way).resolve("Dockerfile"),
          "FROM " + BASE + "\nCOPY www /" + ContentLayers.ROOT + "\n");
    }
    System.out.printf(
        Locale.ROOT,
        "plain: %d files, %.1f MB; twins: %d more files, %.1f MB%n",
        count[0],
        bytes[0] / 1e6,
        count[1],
        bytes[1] / 1e6);
    Path tar = work.resolve("base.tar");
    Target.archive(tar)
        .put(
            OciLayout.of(
                List.of(Image.of(settings.platforms().get(0), Instant.EPOCH, below)),
                "docker.io/library/" + BASE,
                BASE,
                "1"));
    return tar;
  }

  // ---- the others -------------------------------------------------------------------------------

  private static Command.Taken jib(Path base, Path files, Path tar, Path bases, Path layers)
      throws IOException, InterruptedException {
    try (var top = Files.list(files)) {
      Jib.from(TarImage.at(base))
          .addLayer(top.sorted().toList(), "/" + ContentLayers.ROOT)
          .containerize(
              Containerizer.to(TarImage.at(tar).named("site:1.0"))
                  .setBaseImageLayersCache(bases)
                  .setApplicationLayersCache(layers)
                  .setOfflineMode(true));
      return null;
    } catch (IOException | InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) { // Jib's own kinds.
      throw new IOException("Jib: " + e.getMessage(), e);
    }
  }

  private static Command.Taken required(String... words) throws IOException, InterruptedException {
    return new Command(Path.of("."), docker(words), Map.of()).run();
  }

  private static List<String> docker(String... words) {
    List<String> all = new ArrayList<>(List.of("docker"));
    all.addAll(List.of(words));
    return all;
  }

  private static Optional<Command.Taken> docker(List<String> words) throws InterruptedException {
    try {
      return Optional.of(required(words.toArray(new String[0])));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  // ---- figures ----------------------------------------------------------------------------------

  private static Command.Taken timed(Step step) throws IOException, InterruptedException {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long cpu = system.getProcessCpuTime();
    long start = System.nanoTime();
    step.run();
    return new Command.Taken(
        (System.nanoTime() - start) / 1e9, (system.getProcessCpuTime() - cpu) / 1e9, 0);
  }

  private void print(int runs, boolean docker) {
    System.out.printf(Locale.ROOT, "%-36s %8s %8s%n", "median of " + runs, "time s", "cpu s");
    taken.forEach(
        (name, all) -> {
          // The processor time of docker is its daemon's, and not known here.
          String cpu =
              name.startsWith("docker")
                  ? ""
                  : String.format(Locale.ROOT, "%.2f", Benchmark.median(all).cpu());
          System.out.printf(
              Locale.ROOT, "%-36s %8.2f %8s%n", name, Benchmark.median(all).seconds(), cpu);
        });
    for (String files : List.of("plain", "twins")) {
      double jib = seconds("Jib buildTar, " + files + ", warm JVM");
      ratio("ours by Jib's, warm JVM, " + files, seconds("ours, warm JVM"), jib);
      double own = seconds("Jib buildTar, " + files + ", own process");
      ratio("ours by Jib's, whole commands, " + files, seconds("the same, the image alone"), own);
      if (docker) {
        double build = seconds("docker build, " + files);
        double save = seconds("docker save, " + files);
        ratio("ours, warm JVM, by docker build, " + files, seconds("ours, warm JVM"), build);
        ratio("and by build and save, " + files, seconds("ours, warm JVM"), build + save);
        ratio(
            "ours, whole command, by build and save, " + files,
            seconds("the same, the image alone"),
            build + save);
      }
    }
  }

  private double seconds(String way) {
    return Benchmark.median(taken.get(way)).seconds();
  }

  private static void ratio(String name, double a, double b) {
    System.out.printf(Locale.ROOT, "%-50s %.2f%n", name, a / b);
  }
}
