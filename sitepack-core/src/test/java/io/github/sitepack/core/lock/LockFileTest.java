package io.github.sitepack.core.lock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.layer.LayerPlan;
import io.github.sitepack.core.report.SitepackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockFileTest {
  private static final String HASH = "0123456789abcdef".repeat(4);

  private static final Lock LOCK =
      new Lock(
          "trixie",
          List.of("nginx"),
          List.of(
              new Lock.Source(
                  "main",
                  "debian",
                  "trixie",
                  "main",
                  Instant.parse("2026-09-12T07:55:41Z"),
                  new Digest(HASH),
                  List.of("0123456789ABCDEF0123456789ABCDEF01234567"))),
          List.of(
              new Lock.Architecture(
                  "amd64",
                  List.of(
                      new Lock.LockedPackage(
                          "nginx",
                          "1:1.26.3-3+deb13u11",
                          "nginx",
                          "1.26.3-3+deb13u11",
                          "main",
                          "pool/main/n/nginx/nginx_1.26.3-3+deb13u11_amd64.deb",
                          600123,
                          new Digest(HASH),
                          "root: the \"web\" server",
                          List.of("usr/sbin/nginx", "usr/share/doc/nginx/copyright"))),
                  List.of(new Lock.Pruned("iproute2", "never run")))));

  private static final String TEXT =
      """
      {
        "version": 1,
        "suite": "trixie",
        "roots": [
          "nginx"
        ],
        "sources": [
          {
            "id": "main",
            "archive": "debian",
            "suite": "trixie",
            "component": "main",
            "date": "2026-09-12T07:55:41Z",
            "inRelease": "sha256:HASH",
            "signedBy": [
              "0123456789ABCDEF0123456789ABCDEF01234567"
            ]
          }
        ],
        "architectures": [
          {
            "name": "amd64",
            "packages": [
              {
                "name": "nginx",
                "version": "1:1.26.3-3+deb13u11",
                "source": "nginx",
                "sourceVersion": "1.26.3-3+deb13u11",
                "from": "main",
                "path": "pool/main/n/nginx/nginx_1.26.3-3+deb13u11_amd64.deb",
                "size": 600123,
                "sha256": "HASH",
                "why": "root: the \\"web\\" server",
                "files": [
                  "usr/sbin/nginx",
                  "usr/share/doc/nginx/copyright"
                ]
              }
            ],
            "pruned": {
              "iproute2": "never run"
            }
          }
        ]
      }
      """
          .replace("HASH", HASH);

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("sitepack.lock");
  }

  private List<String> faults(String text) throws IOException {
    Files.writeString(file(), text, UTF_8);
    SitepackException e = assertThrows(SitepackException.class, () -> LockFile.read(file()));
    e.problems().forEach(p -> assertTrue(p.fix().contains("run the lock goal"), p.fix()));
    return e.problems().stream().map(p -> p.place() + ": " + p.what()).toList();
  }

  private List<String> faults(String from, String to) throws IOException {
    assertTrue(TEXT.contains(from), from);
    return faults(TEXT.replaceFirst(Pattern.quote(from), to));
  }

  @Test
  void isOneFactALine() throws IOException {
    assertTrue(LockFile.write(file(), LOCK));
    assertEquals(TEXT, Files.readString(file(), UTF_8));
    assertEquals(LOCK, LockFile.read(file()));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file()), files.toList(), "and nothing is left behind");
    }
  }

  private static final LayerPlan PLAN =
      new LayerPlan(
          List.of(
              LayerPlan.Group.allFrom("up to docs/", ""),
              LayerPlan.Group.allFrom("from docs/", "docs/"),
              LayerPlan.Group.of("often", List.of("css/site.*.css", "docs/new/index.html")),
              LayerPlan.Group.textsFrom("texts from docs/", "docs/")));

  private static final String PLANNED =
      TEXT.replaceFirst("\\]\n\\}\n$", "],\n")
          + """
            "content": [
              {
                "name": "up to docs/",
                "from": ""
              },
              {
                "name": "from docs/",
                "from": "docs/"
              },
              {
                "name": "often",
                "files": [
                  "css/site.*.css",
                  "docs/new/index.html"
                ]
              },
              {
                "name": "texts from docs/",
                "texts": "docs/"
              }
            ]
          }
          """;

  @Test
  void aPlanOfTheContentIsKept() throws IOException {
    Lock planned = LOCK.with(Optional.of(PLAN));
    assertTrue(LockFile.write(file(), planned));
    assertEquals(PLANNED, Files.readString(file(), UTF_8));
    assertEquals(planned, LockFile.read(file()));
  }

  private List<String> planFaults(String from, String to) throws IOException {
    assertTrue(PLANNED.contains(from), from);
    return faults(PLANNED.replaceFirst(Pattern.quote(from), to));
  }

  @Test
  void aPlanEditedByHandIsCheckedToo() throws IOException {
    assertEquals(
        List.of("sitepack.lock:45:14: no range of \"content\" is from \"\", where all paths begin"),
        planFaults("\"from\": \"\"", "\"from\": \"a\""));
    assertEquals(
        List.of("sitepack.lock:50:5: the range from \"\" is in the layer of line 46 already"),
        planFaults("\"from\": \"docs/\"", "\"from\": \"\""));
    assertEquals(
        List.of("sitepack.lock:54:5: the name \"often\" is in the layer of line 46 already"),
        planFaults("\"up to docs/\"", "\"often\""));
    assertEquals(
        List.of("sitepack.lock:52:15: \"from\": \"/docs\" is no path in the site"),
        planFaults("\"from\": \"docs/\"", "\"from\": \"/docs\""));
    assertEquals(
        List.of("sitepack.lock:63:16: \"texts\": \"docs//\" is no path in the site"),
        planFaults("\"texts\": \"docs/\"", "\"texts\": \"docs//\""));
    assertEquals(
        List.of("sitepack.lock:53:16: unknown field \"texts\""),
        planFaults("\"from\": \"docs/\"", "\"from\": \"docs/\",\n      \"texts\": \"\""));
    assertEquals(
        List.of("sitepack.lock:58:9: \"files\" are not sorted: \"css/site.*.css\""),
        planFaults(
            "\"css/site.*.css\",\n        \"docs/new/index.html\"",
            "\"docs/new/index.html\",\n        \"css/site.*.css\""));
    assertEquals(
        List.of("sitepack.lock:50:5: no \"files\"", "sitepack.lock:52:15: unknown field \"form\""),
        planFaults("\"from\": \"docs/\"", "\"form\": \"docs/\""));
    assertEquals(
        List.of("sitepack.lock:45:14: \"content\" is not a list"),
        faults(PLANNED.substring(0, PLANNED.indexOf("\"content\"")) + "\"content\": 3}"));
  }

  @Test
  void equalBytesAreNotWrittenAgain() throws IOException {
    LockFile.write(file(), LOCK);
    FileTime time = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
    Files.setLastModifiedTime(file(), time);
    assertFalse(LockFile.write(file(), LOCK));
    assertEquals(time, Files.getLastModifiedTime(file()));
  }

  @Test
  void lineEndsOfACheckoutDoNotMatter() throws IOException {
    Files.writeString(file(), TEXT.replace("\n", "\r\n"), UTF_8);
    assertEquals(LOCK, LockFile.read(file()));
  }

  @Test
  void whatIsNotALockIsSaidSo() throws IOException {
    assertEquals(
        "sitepack.lock: there is no lock\n  fix: run the lock goal",
        assertThrows(SitepackException.class, () -> LockFile.read(file())).getMessage());
    assertEquals(List.of("sitepack.lock:1: not JSON: nothing in it"), faults(""));
    assertEquals(List.of("sitepack.lock:1:1: not a lock: no \"version\""), faults("{}"));
    assertEquals(List.of("sitepack.lock:1:1: not a lock: no \"version\""), faults("[1]"));
    List<String> conflict = faults(TEXT.replace("  \"suite\": \"trixie\",\n  \"r", "<<<<<<< \"r"));
    assertEquals(1, conflict.size());
    assertTrue(conflict.get(0).startsWith("sitepack.lock:3:1: not JSON: "), conflict.get(0));
    assertTrue(faults(TEXT + "x").get(0).startsWith("sitepack.lock:46:1: not JSON: "));
    assertEquals(1, faults(TEXT.substring(0, 300)).size());
  }

  @Test
  void anotherVersionIsRefusedAsAWhole() throws IOException {
    assertEquals(
        List.of("sitepack.lock:2:14: lock version 2 is not known; this sitepack reads 1"),
        faults("\"version\": 1", "\"version\": 2, \"new\": true"));
  }

  @Test
  void everyFaultHasItsPlace() throws IOException {
    assertEquals(
        List.of("sitepack.lock:32:21: \"sha256\": not 64 lower-case hexadecimal digits: 01234"),
        faults("\"sha256\": \"" + HASH, "\"sha256\": \"01234"));
    assertEquals(
        List.of("sitepack.lock:31:19: \"size\" is not a number of bytes"), faults("600123", "-1"));
    assertEquals(
        List.of("sitepack.lock:31:19: \"size\" is not a number of bytes"), faults("600123", "1.5"));
    assertEquals(
        List.of("sitepack.lock:24:9: no \"why\"", "sitepack.lock:33:17: unknown field \"wh\""),
        faults("\"why\"", "\"wh\""));
    assertEquals(
        List.of("sitepack.lock:29:19: no source \"sec\""),
        faults("\"from\": \"main", "\"from\": \"sec"));
    assertEquals(
        List.of("sitepack.lock:36:13: \"files\" are not sorted: \"usr/share/doc/nginx/copyright\""),
        faults("usr/sbin/nginx", "usr/t"));
    assertEquals(
        List.of("sitepack.lock:35:13: \"../etc/passwd\" cannot be used"),
        faults("usr/sbin/nginx", "../etc/passwd"));
    assertEquals(
        List.of("sitepack.lock:30:19: \"path\": \"/pool/main\" cannot be used"),
        faults("pool/main/n/nginx/nginx_1.26.3-3+deb13u11_amd64.deb", "/pool/main"));
    assertEquals(
        List.of("sitepack.lock:26:22: \"version\": epoch of \"one:1\" is not a number"),
        faults("1:1.26.3-3+deb13u11", "one:1"));
    assertEquals(1, faults("usr/sbin/nginx", "usr/sbin/\\\\nginx").size(), "a line feed");
    assertEquals(1, faults("2026-09-12T07:55:41Z", "yesterday").size());
    assertEquals(1, faults("2026-09-12T07:55:41Z", "+1000000000-12-31T23:59:59Z").size());
    assertEquals(1, faults("2026-09-12T07:55:41Z", "2026-13-12T07:55:41Z").size());
    assertEquals(1, faults("sha256:" + HASH, HASH).size());
    assertEquals(1, faults("\"iproute2\": \"never run\"", "\"iproute2\": 1").size());
    assertEquals(
        1, faults("\"suite\": \"trixie\"", "\"suite\": \"trixie\", \"suite\": \"sid\"").size());
  }

  @Test
  void allFaultsAreToldAtOnce() throws IOException {
    String text =
        TEXT.replace("600123", "null")
            .replace("\"id\": \"main\"", "\"id\": \"\"")
            .replace("\"iproute2\"", "\"IPROUTE\"");
    assertEquals(
        List.of(
            "sitepack.lock:9:13: \"id\": \"\" cannot be used",
            "sitepack.lock:31:19: \"size\" is not a number of bytes",
            "sitepack.lock:41:20: \"IPROUTE\" is not a package with a reason"),
        faults(text));
  }

  @Test
  void aLockThatCannotBeWrittenLeavesTheOldOne() throws IOException {
    Path blocked = Files.writeString(folder.resolve("file"), "x").resolve("sitepack.lock");
    SitepackException e =
        assertThrows(SitepackException.class, () -> LockFile.write(blocked, LOCK));
    assertTrue(e.getMessage().startsWith("sitepack.lock: cannot be written: "), e.getMessage());
  }
}
