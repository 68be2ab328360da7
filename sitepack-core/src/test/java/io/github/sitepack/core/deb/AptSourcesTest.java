package io.github.sitepack.core.deb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AptSourcesTest {
  @TempDir Path apt;

  @BeforeEach
  void folder() throws IOException {
    Files.createDirectories(apt.resolve("sources.list.d"));
  }

  private void assertBases(List<String> debian, List<String> security) {
    AptSources sources = AptSources.read(apt);
    assertEquals(debian, sources.bases("debian").stream().map(URI::toString).toList());
    assertEquals(security, sources.bases("debian-security").stream().map(URI::toString).toList());
    assertEquals(List.of(), sources.bases("ubuntu"));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(apt.resolve(name), text);
  }

  @Test
  void readsOneLineSources() throws IOException {
    write(
        "sources.list",
        """
        # deb http://commented.example/debian trixie main
        deb http://one.example/debian bookworm main contrib
        deb-src http://one.example/debian/ bookworm main
        deb [arch=amd64 signed-by=/usr/share/keyrings/x.gpg] https://two.example/debian-security bookworm-security main
        deb https://proxy.example/repository/deb-proxy/ bookworm-updates main
        deb https://proxy.example/repository/sec-proxy stable-security main
        deb https://vendor.example/apt nodistro main
        deb cdrom:[Debian]/ bookworm main
        deb http://broken.example/a b/ bookworm
        """);
    assertBases(
        List.of("http://one.example/debian/", "https://proxy.example/repository/deb-proxy/"),
        List.of(
            "https://two.example/debian-security/", "https://proxy.example/repository/sec-proxy/"));
  }

  @Test
  void readsStanzas() throws IOException {
    write(
        "sources.list.d/debian.sources",
        """
        Types: deb
        # a comment within
        URIs: http://one.example/debian https://two.example/debian
        Suites: bookworm bookworm-updates
        Components: main
        Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

        Types: deb
        URIs: http://one.example/debian-security
        Suites: bookworm-security
        Components: main

        Enabled: no
        Types: deb
        URIs: http://off.example/debian
        Suites: sid
        """);
    write("sources.list.d/a.list", "deb http://zero.example/debian sid main\n");
    write("sources.list.d/b.list.disabled", "deb http://disabled.example/debian sid main\n");
    write(
        "sources.list.d/ubuntu.sources",
        "Types: deb\nURIs: http://u.example/ubuntu\nSuites: noble\n");
    write("sources.list.d/bad.sources", "nonsense\n");
    assertBases(
        List.of(
            "http://zero.example/debian/",
            "http://one.example/debian/",
            "https://two.example/debian/"),
        List.of("http://one.example/debian-security/"));
  }

  @Test
  void readsListsOfMirrors() throws IOException {
    write(
        "debian.list",
        "# ours\nhttp://one.example/debian\tpriority:1\n\nhttps://two.example/debian/\n");
    write("sources.list", "deb mirror+file:" + apt.resolve("debian.list") + " trixie main\n");
    assertBases(List.of("http://one.example/debian/", "https://two.example/debian/"), List.of());
  }

  @Test
  void aHostWithoutAptHasNone() {
    assertEquals(List.of(), AptSources.read(apt.resolve("none")).bases("debian"));
    assertBases(List.of(), List.of());
  }
}
