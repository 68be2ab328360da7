package io.github.sitepack.core;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sitepack.core.archive.DirectoryEntry;
import io.github.sitepack.core.archive.Entry;
import io.github.sitepack.core.archive.FileEntry;
import io.github.sitepack.core.archive.Gzip;
import io.github.sitepack.core.archive.SymlinkEntry;
import io.github.sitepack.core.archive.TarReader;
import io.github.sitepack.core.archive.TarWriter;
import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.fake.FakeRegistry;
import io.github.sitepack.core.fetch.Patience;
import io.github.sitepack.core.proof.Cause;
import io.github.sitepack.core.report.Problem;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.report.SitepackException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VerifyBuildTest {
  private static final String PAGE = "srv/www/p/3/index.html";
  private static final String PAGES = "/" + PAGE;
  private static final String STYLE = "srv/www/assets/style.0123abcd.css";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path home;

  private VerifyBuild.Settings settings(SmallImage project, String image) {
    return new VerifyBuild.Settings(
        project.settings(),
        image,
        home,
        home.resolve("scratch"),
        home.resolve("verify.txt"),
        new Registries(
            new TreeMap<>(), new TreeMap<>(), home.resolve("user"), false, Patience.USUAL));
  }

  private Digest verify(SmallImage project, String image) {
    return new VerifyBuild(Report.silent()).run(settings(project, image));
  }

  private List<Problem> problems(SmallImage project, Path image) {
    return assertThrows(SitepackException.class, () -> verify(project, image.toString()))
        .problems();
  }

  /**
   * A way in which an image may come to differ.
   *
   * @param cause what is to be named
   * @param told a part of what is told
   * @param text what page 3 says
   * @param change what happens to the image
   */
  record Injected(Cause cause, String told, String text, UnaryOperator<Tampered> change) {
    Injected(Cause cause, String told, UnaryOperator<Tampered> change) {
      this(cause, told, "page 3", change);
    }

    @Override
    public String toString() {
      return cause + ", " + told;
    }
  }

  private static Injected text(
      Cause cause, String told, String text, UnaryOperator<String> change) {
    return new Injected(cause, told, text, image -> image.text(PAGES, PAGE, change));
  }

  private static FileEntry with(FileEntry file, int mode, Entry.Owner owner, Instant mtime) {
    return new FileEntry(file.path(), mode, owner, mtime, file.size(), file.data());
  }

  private static FileEntry named(FileEntry file, String path) {
    return new FileEntry(path, file.mode(), file.owner(), file.mtime(), file.size(), file.data());
  }

  static Stream<Injected> injected() {
    return Stream.of(
        text(
            Cause.LINE_ENDINGS,
            "/p/3/index.html: content, byte 9: the image has \"<p>page 3\\r\\n<p>",
            "page 3",
            text -> text.replace("\n", "\r\n")),
        text(Cause.BYTE_ORDER_MARK, "\\ufeff", "page 3", text -> "\ufeff" + text),
        text(
            Cause.LFS_POINTER,
            "git-lfs",
            "page 3",
            text -> "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n"),
        text(Cause.LOCALE, "content, byte", "TITLE 12", text -> text.replace("TITLE", "TİTLE")),
        text(Cause.LOCALE, "content, byte", "item 12", text -> text.replace("12", "١٢")),
        text(
            Cause.CHARSET,
            "content, byte",
            "café",
            text -> new String(text.getBytes(UTF_8), ISO_8859_1)),
        text(Cause.CHARSET, "caf?", "café", text -> text.replace("é", "?")),
        new Injected(
            Cause.CHARSET,
            "content, byte",
            "café",
            image -> image.bytes(PAGES, PAGE, b -> new String(b, UTF_8).getBytes(ISO_8859_1))),
        text(
            Cause.UNICODE_FORM,
            "content, byte",
            "café",
            text -> Normalizer.normalize(text, Normalizer.Form.NFD)),
        text(
            Cause.TIME_ZONE,
            "02T05:04",
            "at 2026-01-02T03:04:05Z",
            text -> text.replace("03:04:05Z", "05:04:05+02:00")),
        text(
            Cause.TIME_ZONE,
            "January",
            "on 2 January 2026",
            text -> text.replace("2 January", "1 January")),
        text(
            Cause.CLOCK,
            "2026-11-23",
            "built 2026-01-02T03:04:05Z",
            text -> text.replace("2026-01-02T03:04:05Z", "2026-11-23T06:21:14Z")),
        text(
            Cause.BUILD_PATH,
            "/home/ci",
            "from /home/ann/site/content/a.md",
            text -> text.replace("/home/ann/site", "/home/ci/work/site")),
        text(
            Cause.UNSTABLE_ORDER,
            "content, byte",
            "one\ntwo\nthree",
            text -> text.replace("one\ntwo", "two\none")),
        text(Cause.SOURCES, "byte 8", "page 3", text -> text.replace("page 3", "page 4")),
        new Injected(
            Cause.SERVER_CONFIG,
            "/etc/nginx/nginx.conf: content, byte 8",
            image ->
                image.text("nginx configuration", "etc/nginx/nginx.conf", text -> "daemon on;\n")),
        new Injected(
            Cause.TWINS,
            "/p/3/index.html.gz: compressed content",
            image -> image.bytes(PAGES + ".gz", PAGE + ".gz", gz -> jdkGzip(gunzip(gz)))),
        new Injected(
            Cause.FILE_MODES,
            "mode: the image has 0600, the rebuilt one has 0644",
            image -> image.file(PAGES, PAGE, f -> with(f, 0600, f.owner(), f.mtime()))),
        new Injected(
            Cause.FILE_OWNERS,
            "owner: the image has 1000:1000, the rebuilt one has 0:0",
            image ->
                image.file(
                    PAGES, PAGE, f -> with(f, f.mode(), new Entry.Owner(1000, 1000), f.mtime()))),
        new Injected(
            Cause.FILE_TIMES,
            "mtime: the image has 2026-11-23T06:21:14Z",
            image ->
                image.file(
                    PAGES,
                    PAGE,
                    f -> with(f, f.mode(), f.owner(), Instant.parse("2026-11-23T06:21:14Z")))),
        new Injected(
            Cause.FILES,
            "/srv/www/p/3/index.html: the file: the image has nothing",
            image ->
                image.entries(
                    PAGES, all -> all.stream().filter(e -> !e.path().equals(PAGE)).toList())),
        new Injected(
            Cause.FILES,
            "/srv/www/p/3/more.html: the file: the image has it",
            image -> image.entries(PAGES, all -> plus(all, "srv/www/p/3/more.html"))),
        new Injected(
            Cause.CASE_COLLISION,
            "the image has /srv/www/p/3/INDEX.html",
            image -> image.file(PAGES, PAGE, f -> named(f, "srv/www/p/3/INDEX.html"))),
        new Injected(
            Cause.UNICODE_FORM,
            "日本.html: the file: the image has /srv/www/cafe\u0301/",
            image ->
                image.file(
                    "/srv/www/caf\u00e9/\u65e5\u672c.html",
                    "srv/www/caf\u00e9/\u65e5\u672c.html",
                    f -> named(f, "srv/www/cafe\u0301/\u65e5\u672c.html"))),
        new Injected(
            Cause.ASSETS,
            "the image has /srv/www/assets/style.4567cdef.css",
            image ->
                image.file("/" + STYLE, STYLE, f -> named(f, "srv/www/assets/style.4567cdef.css"))),
        new Injected(
            Cause.LINK_AS_TEXT,
            "/bin: the kind: the image has a file, the rebuilt one has a link to usr/bin",
            image ->
                image.entries(
                    "base-files 1.0-1",
                    all ->
                        all.stream()
                            .map(e -> e.path().equals("bin") ? file("bin", "usr/bin") : e)
                            .toList())),
        new Injected(
            Cause.ENTRY_ORDER,
            "order of entries",
            image ->
                image.entries(
                    PAGES,
                    all -> {
                      Collections.reverse(all);
                      return all;
                    })),
        new Injected(
            Cause.PAX_HEADERS,
            "pax header: the image has SCHILY.xattr.user.origin",
            image -> image.tar(PAGES, tar -> foreign(tar, true))),
        new Injected(
            Cause.TAR_FORM, "tar, byte", image -> image.tar(PAGES, tar -> foreign(tar, false))),
        new Injected(
            Cause.GZIP, "compressed bytes", image -> image.blob(PAGES, gz -> jdkGzip(gunzip(gz)))),
        new Injected(
            Cause.RECOMPRESSED,
            "compression: the image has none, of the same tar",
            image -> image.blob(PAGES, VerifyBuildTest::gunzip)),
        new Injected(
            Cause.RECOMPRESSED,
            "compression: the image has zstd, of the same tar",
            image ->
                image.blob(PAGES, gz -> new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, 0})),
        new Injected(
            Cause.DAMAGED,
            "the tar's digest",
            image -> image.blob(PAGES, gz -> Gzip.compress(cut(gunzip(gz))))),
        new Injected(
            Cause.OTHER_LOCK,
            "package: the image has nginx 1.0-2, the rebuilt one has nginx 1.0-1",
            image ->
                image
                    .text("nginx 1.0-1", "usr/sbin/nginx", text -> text + "2")
                    .config(c -> history(c, "nginx 1.0-1", "nginx 1.0-2"))),
        new Injected(
            Cause.OTHER_LOCK,
            "layer 2 (nginx 1.0-1): package: the image has nothing",
            image -> without(image, "nginx 1.0-1")),
        new Injected(
            Cause.OTHER_BASE,
            "manifest: base: the image has nginx:1 sha256:00",
            image ->
                image.manifest(
                    m ->
                        m.putObject("annotations")
                            .put("org.opencontainers.image.base.name", "nginx:1")
                            .put("org.opencontainers.image.base.digest", "sha256:00"))),
        new Injected(
            Cause.PACKAGE_CONTENT,
            "layer 2 (nginx 1.0-1): /usr/sbin/nginx: content, byte 5",
            image -> image.text("nginx 1.0-1", "usr/sbin/nginx", text -> "\177ELF of ours")),
        new Injected(
            Cause.CREATED,
            "config: /created",
            image -> image.config(c -> c.put("created", "2026-11-23T06:21:14Z"))),
        new Injected(
            Cause.CONFIG,
            "config: /config/Env",
            image -> image.config(c -> ((ObjectNode) c.get("config")).putArray("Env").add("A=b"))),
        new Injected(
            Cause.CONFIG,
            "config: /config/Labels",
            image ->
                image.config(
                    c -> ((ObjectNode) c.get("config")).putObject("Labels").put("a", "b"))),
        new Injected(
            Cause.MANIFEST,
            "manifest: /annotations",
            image -> image.manifest(m -> m.putObject("annotations").put("a", "b"))),
        new Injected(
            Cause.DOCKER_FORMAT,
            "manifest: /config/mediaType",
            image -> image.manifest(VerifyBuildTest::docker)),
        new Injected(
            Cause.JSON_REWRITTEN,
            "manifest: bytes, byte 1",
            image -> image.rewritten(VerifyBuildTest::pretty)),
        new Injected(
            Cause.OTHER_LAYERS,
            "with the same files",
            image -> squashed(image, PAGES, "nginx configuration")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("injected")
  void theCauseIsNamed(Injected injected) throws IOException {
    SmallImage project = new SmallImage(home.resolve("project"), "linux/amd64");
    project.page(3, injected.text());
    project.build();
    Path given =
        injected
            .change()
            .apply(new Tampered(project.settings().layout(), home.resolve("given")))
            .write();

    List<Problem> problems = problems(project, given);
    Problem first = problems.get(0);
    assertTrue(first.what().contains(injected.cause().text()), () -> problems.toString());
    assertTrue(first.what().contains(injected.told()), () -> problems.toString());
    assertEquals(injected.cause().fix(), first.fix());
    String list = Files.readString(home.resolve("verify.txt"));
    assertTrue(list.contains(injected.cause().text()), list);
    assertTrue(list.contains(injected.told()), list);
  }

  @Test
  void anImageWithoutAPlatformIsNotIdentical() throws IOException {
    SmallImage project = new SmallImage(home.resolve("project"), "linux/amd64", "linux/arm64");
    project.build();
    SmallImage one = new SmallImage(home.resolve("one"), "linux/amd64");
    one.build();

    List<Problem> problems = problems(project, one.settings().layout());
    assertEquals(1, problems.size(), problems::toString);
    assertTrue(problems.get(0).what().contains("index: linux/arm64: platform"));
    assertTrue(problems.get(0).what().contains(Cause.PLATFORMS.text()));
    assertTrue(
        problems(one, project.settings().layout()).get(0).what().contains(Cause.PLATFORMS.text()));
  }

  @Test
  void theImageItselfIsIdenticalWhereverItLies() throws IOException, InterruptedException {
    SmallImage project = new SmallImage(home.resolve("project"), "linux/amd64", "linux/arm64");
    Digest digest = project.build();
    assertEquals(digest, verify(project, digest.toString()));
    assertEquals(digest, verify(project, project.settings().layout().toString()));
    assertEquals(digest, verify(project, project.settings().tar().toString()));
    assertFalse(Files.exists(home.resolve("verify.txt")), "nothing differs");
    try (FakeRegistry registry = new FakeRegistry()) {
      push(project, registry.host() + "/team/small:1.0");
      assertEquals(digest, verify(project, registry.host() + "/team/small:1.0"));
      assertEquals(digest, verify(project, registry.host() + "/team/small@" + digest));
      SitepackException none =
          assertThrows(
              SitepackException.class, () -> verify(project, registry.host() + "/team/small:9.9"));
      assertTrue(none.getMessage().contains("has no image 9.9"), none.getMessage());
    }
    try (DockerRegistry registry = DockerRegistry.start(home.resolve("registry"), false)) {
      push(project, registry.host() + "/team/small:1.0");
      assertEquals(digest, verify(project, registry.host() + "/team/small:1.0"));
    }
  }

  private void push(SmallImage project, String to) {
    BuildImage.Settings built = project.settings();
    new PushImage(Report.silent())
        .run(
            new PushImage.Settings(
                built.layout(),
                built.digest(),
                List.of(to),
                new TreeMap<>(),
                new TreeMap<>(),
                home.resolve("user"),
                false,
                Patience.USUAL));
  }

  @Test
  void whatDockerSavedBeforeItKnewLayoutsIsCompared() throws IOException {
    SmallImage project = new SmallImage(home.resolve("project"), "linux/amd64");
    Digest digest = project.build();
    Path layout = project.settings().layout();
    Path old = home.resolve("old.tar");
    try (TarWriter tar = new TarWriter(Files.newOutputStream(old))) {
      var manifest = JSON.readTree(layout.resolve("blobs/sha256/" + digest.hex()).toFile());
      String config = manifest.at("/config/digest").asText().substring(7);
      tar.write(
          entry(config + ".json", Files.readAllBytes(layout.resolve("blobs/sha256/" + config))));
      ArrayNode names = JSON.createArrayNode();
      for (var layer : manifest.get("layers")) {
        Path blob =
            layout.resolve("blobs/sha256").resolve(layer.get("digest").asText().substring(7));
        String name = names.size() + "/layer.tar";
        names.add(name);
        tar.write(entry(name, gunzip(Files.readAllBytes(blob))));
      }
      ObjectNode image = JSON.createObjectNode().put("Config", config + ".json");
      image.set("Layers", names);
      tar.write(entry("manifest.json", JSON.writeValueAsBytes(JSON.createArrayNode().add(image))));
    }
    assertEquals(digest, verify(project, old.toString()));

    project.page(3, "another page");
    List<Problem> problems = problems(project, old);
    assertTrue(problems.toString().contains(Cause.SOURCES.text()), problems::toString);
  }

  @Test
  void anEditIsToldByThePageThatChanged() throws IOException {
    SmallImage project = new SmallImage(home.resolve("project"), "linux/amd64");
    Digest before = project.build();
    Path saved = Files.copy(project.settings().tar(), home.resolve("saved.tar"));
    project.page(7, "page seven");

    List<Problem> problems = problems(project, saved);
    assertEquals(1, problems.size(), problems::toString);
    assertTrue(problems.get(0).what().contains("/srv/www/p/7/index.html"), problems::toString);
    // The build folder still has the image of that digest.
    SitepackException byDigest =
        assertThrows(SitepackException.class, () -> verify(project, before.toString()));
    assertTrue(byDigest.getMessage().contains("/srv/www/p/7/index.html"), byDigest.getMessage());
    SitepackException unknown =
        assertThrows(SitepackException.class, () -> verify(project, "sha256:" + "0".repeat(64)));
    assertTrue(unknown.getMessage().contains(Cause.UNKNOWN.text()), unknown.getMessage());
  }

  @Test
  void whatIsNoImageIsSaid() throws IOException {
    SmallImage project = new SmallImage(home.resolve("project"), "linux/amd64");
    project.build();
    Path text = Files.writeString(home.resolve("text.tar"), "no tar at all".repeat(100));
    Path folder = Files.createDirectories(home.resolve("folder"));
    assertTrue(problems(project, text).get(0).what().contains("cannot be read: no tar archive"));
    assertTrue(problems(project, folder).get(0).what().contains("index.json is missing"));
    assertTrue(problems(project, home.resolve("none.tar")).get(0).what().contains("no such file"));
  }

  // ---- what happens to images ------------------------------------------------------------------

  private static byte[] gunzip(byte[] bytes) {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static byte[] jdkGzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip =
        new GZIPOutputStream(out) {
          {
            // Short files come out as ours do with the usual level.
            def.setLevel(1);
          }
        }) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] cut(byte[] tar) {
    byte[] damaged = tar.clone();
    damaged[700] ^= 1;
    return damaged;
  }

  private static FileEntry entry(String path, byte[] bytes) {
    return new FileEntry(
        path,
        0644,
        Entry.Owner.ROOT,
        Instant.ofEpochSecond(1),
        bytes.length,
        FileEntry.Data.of(bytes));
  }

  private static FileEntry file(String path, String text) {
    return entry(path, text.getBytes(UTF_8));
  }

  private static List<Entry> plus(List<Entry> entries, String path) {
    List<Entry> more = new ArrayList<>(entries);
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).path().equals(PAGE)) {
        more.add(i + 1, file(path, "more"));
      }
    }
    return more;
  }

  /** The same entries as the library's defaults write them. */
  private static byte[] foreign(byte[] tar, boolean pax) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarArchiveOutputStream writer =
        new TarArchiveOutputStream(out, pax ? 512 : 10240, UTF_8.name())) {
      writer.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      writer.setAddPaxHeadersForNonAsciiNames(true);
      for (Entry entry : TarReader.readAll(new ByteArrayInputStream(tar))) {
        boolean folder = entry instanceof DirectoryEntry;
        TarArchiveEntry header = new TarArchiveEntry(entry.path() + (folder ? "/" : ""));
        header.setMode(entry.mode());
        header.setModTime(entry.mtime().toEpochMilli());
        byte[] bytes = {};
        if (entry instanceof FileEntry file) {
          try (InputStream in = file.data().open()) {
            bytes = in.readAllBytes();
          }
        } else if (entry instanceof SymlinkEntry) {
          throw new AssertionError("pages are no links");
        }
        header.setSize(bytes.length);
        if (pax && entry.path().equals(PAGE)) {
          header.addPaxHeader("SCHILY.xattr.user.origin", "1");
        }
        writer.putArchiveEntry(header);
        writer.write(bytes);
        writer.closeArchiveEntry();
      }
    }
    return out.toByteArray();
  }

  private static void history(ObjectNode config, String from, String to) {
    for (var step : config.get("history")) {
      if (step.path("created_by").asText().equals(from)) {
        ((ObjectNode) step).put("created_by", to);
      }
    }
  }

  private static Tampered without(Tampered image, String layer) {
    int index = image.index(layer);
    return image
        .manifest(m -> ((ArrayNode) m.get("layers")).remove(index))
        .config(
            c -> {
              ((ArrayNode) c.at("/rootfs/diff_ids")).remove(index);
              ((ArrayNode) c.get("history")).remove(index);
            });
  }

  private static Tampered squashed(Tampered image, String into, String from) {
    List<Entry> moved = new ArrayList<>();
    image.entries(
        from,
        all -> {
          moved.addAll(all);
          return all;
        });
    image.entries(
        into,
        all -> {
          TreeMap<String, Entry> both = new TreeMap<>(Entry::comparePaths);
          Stream.concat(all.stream(), moved.stream()).forEach(e -> both.put(e.path(), e));
          return List.copyOf(both.values());
        });
    return without(image, from);
  }

  private static void docker(ObjectNode manifest) {
    manifest.put("mediaType", "application/vnd.docker.distribution.manifest.v2+json");
    ((ObjectNode) manifest.get("config"))
        .put("mediaType", "application/vnd.docker.container.image.v1+json");
    for (var layer : manifest.get("layers")) {
      ((ObjectNode) layer).put("mediaType", "application/vnd.docker.image.rootfs.diff.tar.gzip");
    }
  }

  private static byte[] pretty(byte[] json) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(JSON.readTree(json));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void everyCauseHasATestThatInjectsIt() {
    List<Cause> missing = new ArrayList<>(Arrays.asList(Cause.values()));
    missing.removeAll(injected().map(Injected::cause).toList());
    missing.removeAll(List.of(Cause.PLATFORMS, Cause.UNKNOWN));
    assertEquals(List.of(), missing);
  }
}
