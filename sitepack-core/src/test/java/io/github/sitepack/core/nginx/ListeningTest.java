package io.github.sitepack.core.nginx;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sitepack.core.site.Hosts;
import io.github.sitepack.core.site.Listening;
import io.github.sitepack.core.site.Serving;
import io.github.sitepack.core.site.Site;
import io.github.sitepack.core.site.SitePath;
import io.github.sitepack.core.site.Sites;
import io.github.sitepack.core.site.UnknownHost;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How a running nginx is reached: through proxies, on IPv6, and beside the site for its numbers.
 */
class ListeningTest {
  private static Site site(List<String> proxies, String header, boolean ipv6, OptionalInt status) {
    Listening listening = new Listening(proxies, header, Optional.empty(), ipv6, status);
    Serving usual = Serving.DEFAULT;
    return Sites.site()
        .page("/", "<!doctype html><title>Home</title>\n")
        .serving(
            new Serving(
                usual.trailingSlash(),
                usual.apps(),
                usual.languages(),
                usual.hosts(),
                listening,
                usual.types()))
        .build();
  }

  private static InetAddress loopback6() throws IOException {
    byte[] address = new byte[16];
    address[15] = 1;
    return InetAddress.getByAddress(address);
  }

  private static Site behind(String header, String... proxies) {
    return site(List.of(proxies), header, false, OptionalInt.empty());
  }

  /** Who asked, as the log of a request with these headers tells it. */
  private static String client(HostNginx nginx, String... headers)
      throws IOException, InterruptedException {
    int before = nginx.log().size();
    assertEquals(200, Wire.get(nginx.port(), "/", headers).status());
    return log(nginx, before + 1).get("remote").asText();
  }

  /** A line of the log, which is written after the answer. */
  private static JsonNode log(HostNginx nginx, int lines) throws IOException, InterruptedException {
    for (int i = 0; i < 250 && nginx.log().size() < lines; i++) {
      Thread.sleep(20);
    }
    List<String> log = nginx.log();
    assertEquals(lines, log.size());
    return new ObjectMapper().readTree(log.get(lines - 1));
  }

  @Test
  void onlyTheWordOfDeclaredProxiesCounts(@TempDir Path folder)
      throws IOException, InterruptedException {
    String usual = Listening.FORWARDED_FOR;
    Site site = behind(usual, "127.0.0.0/8", "10.0.0.0/8", "fd00::/8");
    try (HostNginx nginx = HostNginx.start(folder.resolve("declared"), site)) {
      assertEquals("127.0.0.1", client(nginx));
      assertEquals("203.0.113.9", client(nginx, "X-Forwarded-For: 203.0.113.9"));
      assertEquals("2001:db8::7", client(nginx, "X-Forwarded-For: 2001:db8::7"));
      // The client says what it likes; proxies put what they see behind it.
      assertEquals(
          "203.0.113.9",
          client(nginx, "X-Forwarded-For: 192.0.2.66, 203.0.113.9, fd00::1, 10.1.2.3"));
      assertEquals(
          "203.0.113.9",
          client(nginx, "X-Forwarded-For: 192.0.2.66", "X-Forwarded-For: 203.0.113.9, 10.1.2.3"));
      assertEquals("10.1.2.3", client(nginx, "X-Forwarded-For: \"};<script>, 10.1.2.3"));
      assertEquals("127.0.0.1", client(nginx, "X-Forwarded-For: unknown"));
      assertEquals("127.0.0.1", client(nginx, "X-Real-IP: 203.0.113.9"));
    }
    try (HostNginx nginx =
        HostNginx.start(folder.resolve("other"), behind("X-Real-IP", "127.0.0.1"))) {
      assertEquals("203.0.113.9", client(nginx, "X-Real-IP: 203.0.113.9"));
      assertEquals("127.0.0.1", client(nginx, "X-Forwarded-For: 203.0.113.9"));
    }
    try (HostNginx nginx = HostNginx.start(folder.resolve("aside"), behind(usual, "192.0.2.1"))) {
      assertEquals("127.0.0.1", client(nginx, "X-Forwarded-For: 203.0.113.9"));
    }
    try (HostNginx nginx = HostNginx.start(folder.resolve("none"), behind(usual))) {
      assertEquals("127.0.0.1", client(nginx, "X-Forwarded-For: 203.0.113.9"));
    }
  }

  @Test
  void hostsMayBeCalledWhatMeansSomethingInAMap(@TempDir Path folder)
      throws IOException, InterruptedException {
    List<String> names = List.of("default", "hostnames", "include", "volatile");
    Sites sites = Sites.site();
    List<Hosts.Folder> folders = new ArrayList<>();
    for (String name : names) {
      sites.page("/of-" + name + "/", name);
      folders.add(new Hosts.Folder(name, new SitePath("/of-" + name + "/")));
    }
    Hosts hosts =
        new Hosts(
            "https://example.org",
            new TreeSet<>(List.of("example.org")),
            folders,
            UnknownHost.REFUSE);
    sites.serving(Serving.DEFAULT.with(hosts));
    try (HostNginx nginx = HostNginx.start(folder, sites.build())) {
      for (String name : names) {
        assertEquals(name, Wire.get(nginx.port(), "/", "Host: " + name).text());
      }
      assertEquals(421, Wire.get(nginx.port(), "/", "Host: example.com").status());
    }
  }

  @Test
  void itsNumbersAreToldBesideTheSiteAndNotInIt(@TempDir Path folder)
      throws IOException, InterruptedException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Site site = site(List.of(), Listening.FORWARDED_FOR, false, OptionalInt.of(port));
    try (HostNginx nginx = HostNginx.start(folder, site)) {
      int before = nginx.log().size();
      Wire status = Wire.get(port, "/status");
      assertEquals(200, status.status());
      assertTrue(status.text().startsWith("Active connections: "), status.text());
      for (String other : List.of("/", "/status/", "/index.html", "/healthz")) {
        assertEquals(404, Wire.get(port, other).status(), other);
      }
      assertEquals(404, Wire.get(nginx.port(), "/status").status());
      assertEquals("/status", log(nginx, before + 1).get("uri").asText(), "the site's alone");
    }
  }

  @Test
  void itListensOnBothKindsOfAddresses(@TempDir Path folder)
      throws IOException, InterruptedException {
    try (ServerSocket free = new ServerSocket(0, 1, loopback6())) {
      assertTrue(free.isBound());
    } catch (IOException e) {
      Assumptions.abort("this machine has no IPv6");
    }
    Site site = site(List.of("::1"), Listening.FORWARDED_FOR, true, OptionalInt.empty());
    try (HostNginx nginx = HostNginx.start(folder, site)) {
      assertEquals("127.0.0.1", client(nginx));
      List<String> answers = new ArrayList<>();
      for (String more : List.of("", "X-Forwarded-For: 2001:db8::7\r\n")) {
        int before = nginx.log().size();
        try (Socket socket = new Socket(loopback6(), nginx.port())) {
          socket.setSoTimeout(20_000);
          String request = "GET / HTTP/1.0\r\nHost: [::1]:" + nginx.port() + "\r\n" + more + "\r\n";
          socket.getOutputStream().write(request.getBytes(ISO_8859_1));
          String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
          assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
        }
        answers.add(log(nginx, before + 1).get("remote").asText());
      }
      assertEquals(List.of("::1", "2001:db8::7"), answers);
    }
  }
}
