package io.github.sitepack.core.nginx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.layer.Encoded;
import io.github.sitepack.core.site.CacheClass;
import io.github.sitepack.core.site.EntityTag;
import io.github.sitepack.core.site.MediaType;
import io.github.sitepack.core.site.Sites;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.brotli.dec.BrotliInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asks for every kind of file in every encoding that a client may or may not want. */
class EncodingMatrixTest {
  private static final String PLAIN = "";

  /**
   * Values of {@code Accept-Encoding}, what is to be sent of a file that is there in all ways, and
   * of one that is there with brotli only. A coding counts when it is named and not with q=0;
   * brotli comes first.
   */
  private static final String[][] ACCEPTED = {
    {null, PLAIN, PLAIN},
    {"", PLAIN, PLAIN},
    {"gzip", "gzip", PLAIN},
    {"br", "br", "br"},
    {"gzip, deflate, br", "br", "br"},
    {"gzip, deflate, br, zstd", "br", "br"},
    {"br;q=0", PLAIN, PLAIN},
    {"gzip;q=0", PLAIN, PLAIN},
    {"gzip;q=0, br;q=0", PLAIN, PLAIN},
    {"gzip;q=0.000, br;q=0.0", PLAIN, PLAIN},
    {"br;q=0, gzip", "gzip", PLAIN},
    {"gzip;q=0,br", "br", "br"},
    {"gzip;q=0.5, br;q=0.001", "br", "br"},
    {"gzip;q=1.0", "gzip", PLAIN},
    {"br ; q=0 , gzip ; q=1", "gzip", PLAIN},
    {"*", PLAIN, PLAIN},
    {"*;q=0", PLAIN, PLAIN},
    {"gzip, *;q=0", "gzip", PLAIN},
    {"identity", PLAIN, PLAIN},
    {"identity;q=0", PLAIN, PLAIN},
    {"gzip, identity;q=0", "gzip", PLAIN},
    {"br, identity;q=0, *;q=0", "br", "br"},
    {"GZIP", "gzip", PLAIN},
    {"GzIp, BR", "br", "br"},
    {"deflate, compress, zstd", PLAIN, PLAIN},
    {"x-gzip, brx, xbr, gzipped", PLAIN, PLAIN},
    {";;;,,q=,\"\\", PLAIN, PLAIN},
    {"sdch,".repeat(300) + " gzip", "gzip", PLAIN},
    {"sdch,".repeat(300) + " br", "br", "br"},
  };

  private static byte[] filler(String extension) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      text.append("Line ").append(i).append(" of a file ").append(extension).append(".\n");
    }
    return text.toString().getBytes(UTF_8);
  }

  private static byte[] decoded(Wire answer) throws IOException {
    String coding = answer.header("Content-Encoding");
    InputStream body = new ByteArrayInputStream(answer.body());
    return coding.isEmpty()
        ? answer.body()
        : (coding.equals("br") ? new BrotliInputStream(body) : new GZIPInputStream(body))
            .readAllBytes();
  }

  /** One file in one way. */
  private static final class Sent {
    final byte[] bytes;
    final String tag;

    Sent(byte[] bytes) {
      this.bytes = bytes;
      this.tag = EntityTag.of(Digest.of(bytes), bytes.length).value();
    }
  }

  private static SortedMap<String, Sent> ways(byte[] source, MediaType type) {
    TreeMap<String, Sent> ways = new TreeMap<>();
    ways.put(PLAIN, new Sent(source));
    if (type.compressible()) {
      Encoded encoded = Encoded.of(source);
      ways.put("br", new Sent(encoded.brotli()));
      ways.put("gzip", new Sent(encoded.gzip()));
    }
    return ways;
  }

  @Test
  void everyFileIsSentInTheRightWay(@TempDir Path folder) throws IOException, InterruptedException {
    Sites sites = Sites.site();
    for (String extension : MediaType.byExtension().keySet()) {
      String text = new String(filler(extension), UTF_8);
      sites.file("/f." + extension, text, CacheClass.SHORT);
      sites.file("/rare." + extension, text, CacheClass.SHORT);
      sites.file("/short." + extension, "short\n", CacheClass.SHORT);
    }
    sites.file("/unknown", new String(filler("unknown"), UTF_8), CacheClass.SHORT);
    try (HostNginx nginx = HostNginx.start(folder, sites.build());
        KeptConnection to = new KeptConnection(nginx.port())) {
      for (Map.Entry<String, MediaType> known : MediaType.byExtension().entrySet()) {
        String path = "/f." + known.getKey();
        MediaType type = known.getValue();
        byte[] source = filler(known.getKey());
        SortedMap<String, Sent> ways = ways(source, type);
        assertEquals(type.compressible() ? 3 : 1, ways.size());
        Files.deleteIfExists(folder.resolve("www/rare." + known.getKey() + ".gz"));
        for (String[] row : ACCEPTED) {
          String coding = type.compressible() ? row[1] : PLAIN;
          check(to, path, row[0], coding, ways, type, source);
          if (type.compressible()) {
            Wire rare = ask(to, "GET", "/rare." + known.getKey(), row[0]);
            assertEquals(row[2], rare.header("Content-Encoding"), path + row[0]);
            // nginx tells Vary by the gzip twin, which is why none of brotli is made without one.
            assertArrayEquals(source, decoded(rare), path + row[0]);
          }
          Wire small = ask(to, "GET", "/short." + known.getKey(), row[0]);
          assertEquals("", small.header("Content-Encoding"), path + row[0]);
          assertEquals("short\n", small.text());
        }
      }
      assertEquals("", nginx.errors());
    }
  }

  private static Wire ask(
      KeptConnection to, String method, String path, String accepted, String... headers)
      throws IOException {
    List<String> lines = new ArrayList<>(List.of(headers));
    if (accepted != null) {
      lines.add("Accept-Encoding: " + accepted);
    }
    return to.ask(method, path, lines);
  }

  private static void check(
      KeptConnection to,
      String path,
      String accepted,
      String coding,
      SortedMap<String, Sent> ways,
      MediaType type,
      byte[] source)
      throws IOException {
    String what = path + " Accept-Encoding: " + accepted;
    Sent sent = ways.get(coding);
    byte[] bytes = sent.bytes;
    String tag = sent.tag;
    String vary = ways.size() > 1 ? "Accept-Encoding" : "";
    for (String method : List.of("GET", "HEAD")) {
      boolean get = method.equals("GET");
      for (String condition :
          List.of(
              "X-None: 1",
              "If-None-Match: \"x\"",
              "If-Match: " + tag,
              "If-Modified-Since: Fri, 01 Jan 2100 00:00:00 GMT")) {
        Wire answer = ask(to, method, path, accepted, condition);
        assertEquals(200, answer.status(), what + condition);
        assertEquals(coding, answer.header("Content-Encoding"), what);
        assertEquals(type.contentType(), answer.header("Content-Type"), what);
        assertEquals(vary, answer.header("Vary"), what);
        assertEquals(tag, answer.header("ETag"), what);
        assertEquals(Integer.toString(bytes.length), answer.header("Content-Length"), what);
        assertEquals("", answer.header("Last-Modified"), what);
        assertEquals(coding.isEmpty() ? "bytes" : "", answer.header("Accept-Ranges"), what);
        if (get) {
          assertArrayEquals(bytes, answer.body(), what);
          assertArrayEquals(source, decoded(answer), what);
        }
      }
    }
    for (String mine : List.of(tag, "W/" + tag, "\"x\", " + tag, "*")) {
      Wire same = ask(to, "GET", path, accepted, "If-None-Match: " + mine);
      assertEquals(304, same.status(), what + mine);
      assertEquals(tag, same.header("ETag"), what);
      assertEquals(vary, same.header("Vary"), what);
      assertEquals("", same.text());
    }
    for (Map.Entry<String, Sent> other : ways.entrySet()) {
      if (!other.getKey().equals(coding)) {
        Wire asked = ask(to, "GET", path, accepted, "If-None-Match: " + other.getValue().tag);
        assertEquals(200, asked.status(), what + ": the tag of another encoding");
      }
    }
    assertEquals(412, ask(to, "GET", path, accepted, "If-Match: \"x\"").status(), what);
    Wire part = ask(to, "GET", path, accepted, "Range: bytes=3-12");
    Wire still = ask(to, "GET", path, accepted, "Range: bytes=3-12", "If-Range: " + tag);
    for (Wire answer : List.of(part, still)) {
      // nginx gives parts of plain files only; of a twin it sends the whole, as a server may.
      boolean whole = !coding.isEmpty();
      assertEquals(whole ? 200 : 206, answer.status(), what);
      String range = whole ? "" : "bytes 3-12/" + bytes.length;
      assertEquals(range, answer.header("Content-Range"), what);
      assertEquals(coding, answer.header("Content-Encoding"), what);
      assertEquals(tag, answer.header("ETag"), what);
      byte[] expected = whole ? bytes : Arrays.copyOfRange(bytes, 3, 13);
      assertArrayEquals(expected, answer.body(), what);
    }
    Wire changed = ask(to, "GET", path, accepted, "Range: bytes=3-12", "If-Range: \"x\"");
    assertEquals(200, changed.status(), what);
    assertArrayEquals(bytes, changed.body(), what);
  }

  @Test
  void proxiesAreSentTwinsToo(@TempDir Path folder) throws IOException, InterruptedException {
    String text = new String(filler("html"), UTF_8);
    Sites sites = Sites.site().file("/f.html", text, CacheClass.REVALIDATE);
    try (HostNginx nginx = HostNginx.start(folder, sites.build())) {
      for (String coding : List.of("gzip", "br")) {
        String accept = "Accept-Encoding: " + coding;
        Wire via = Wire.get(nginx.port(), "/f.html", accept, "Via: 1.1 proxy.example");
        assertEquals(coding, via.header("Content-Encoding"));
        String old = "GET /f.html HTTP/1.0\r\nHost: x\r\n" + accept + "\r\n\r\n";
        Wire answer = Wire.send(nginx.port(), old.getBytes(UTF_8), true);
        assertEquals(coding, answer.header("Content-Encoding"));
        assertArrayEquals(text.getBytes(UTF_8), decoded(answer));
      }
    }
  }
}
