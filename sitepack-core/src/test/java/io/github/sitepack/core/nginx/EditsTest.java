package io.github.sitepack.core.nginx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.sitepack.core.layer.Encoded;
import io.github.sitepack.core.site.CacheClass;
import io.github.sitepack.core.site.Content;
import io.github.sitepack.core.site.SiteFile;
import io.github.sitepack.core.site.SitePath;
import io.github.sitepack.core.site.Sites;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Edits a page again and again without changing its length, and asks who has the one before. */
class EditsTest {
  private static final int EDITS = Integer.getInteger("sitepack.edits", 500);

  private static String page(Random random) {
    StringBuilder page = new StringBuilder("<!doctype html>\n<title>Prices</title>\n");
    for (int i = 0; i < 40; i++) {
      page.append("<p>Item ").append(1000 + i).append(": ");
      page.append(100 + random.nextInt(900)).append(" EUR</p>\n");
    }
    return page.toString();
  }

  @Test
  void nobodyKeepsTheOldPageAndNobodyIsSentTheSameTwice(@TempDir Path folder)
      throws IOException, InterruptedException {
    Random random = new Random(2026);
    SitePath path = new SitePath("/prices.html");
    String text = page(random);
    List<String> ways = List.of("identity", "gzip", "br");
    SortedMap<String, String> tags = new TreeMap<>();
    int stale = 0;
    int sentTwice = 0;
    int wrong = 0;
    try (HostNginx nginx =
            HostNginx.startWithoutMemory(
                folder, Sites.site().file(path.value(), text, CacheClass.REVALIDATE).build());
        KeptConnection to = new KeptConnection(nginx.port())) {
      for (int edit = 0; edit <= EDITS; edit++) {
        byte[] bytes = text.getBytes(UTF_8);
        Encoded encoded = Encoded.of(bytes);
        for (String way : ways) {
          String accept = "Accept-Encoding: " + way;
          if (edit > 0) {
            Wire answer =
                to.ask("GET", path.value(), List.of(accept, "If-None-Match: " + tags.get(way)));
            stale += answer.status() == 200 ? 0 : 1;
            byte[] expected =
                way.equals("br") ? encoded.brotli() : way.equals("gzip") ? encoded.gzip() : bytes;
            wrong += Arrays.equals(expected, answer.body()) ? 0 : 1;
          }
          String tag = to.ask("GET", path.value(), List.of(accept)).header("ETag");
          Wire again = to.ask("GET", path.value(), List.of(accept, "If-None-Match: " + tag));
          sentTwice += again.status() == 304 ? 0 : 1;
          tags.put(way, tag);
        }
        String next = page(random);
        assertEquals(text.length(), next.length());
        text = next;
        nginx.swap(new SiteFile(path, Content.of(text.getBytes(UTF_8)), CacheClass.REVALIDATE));
      }
      System.out.println(
          EDITS + " edits: " + stale + " stale, " + sentTwice + " sent twice, " + wrong + " wrong");
      assertEquals(0, stale, "answered with 304 after an edit");
      assertEquals(0, wrong, "answered with another page");
      assertEquals(0, sentTwice, "not answered with 304 without an edit");
    }
  }
}
