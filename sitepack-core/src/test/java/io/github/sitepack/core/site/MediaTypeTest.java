package io.github.sitepack.core.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Looks up what the web uses. */
class MediaTypeTest {
  private static MediaType of(String path) {
    return MediaType.of(new SitePath(path));
  }

  @Test
  void theExtensionCountsInAnyCase() {
    assertEquals("text/html; charset=utf-8", of("/index.html").contentType());
    assertEquals("image/png", of("/A.PNG").contentType());
    assertEquals("text/javascript; charset=utf-8", of("/a.min.mjs").contentType());
    assertEquals("font/woff2", of("/a/b.c/d.woff2").contentType());
  }

  @Test
  void aNameWithoutExtensionIsUnknown() {
    for (String path : new String[] {"/a", "/a.b/c", "/.html", "/a/.css", "/a.", "/a.zzz"}) {
      assertEquals(MediaType.UNKNOWN, of(path), path);
    }
  }

  @Test
  void onlyTextHasACharset() {
    assertEquals("application/wasm", of("/a.wasm").contentType());
    assertEquals("image/svg+xml; charset=utf-8", of("/a.svg").contentType());
    MediaType.byExtension()
        .values()
        .forEach(
            type -> {
              assertTrue(type.name().matches("[a-z]+/[a-z0-9.+-]+"), type.name());
              assertTrue(!type.text() || type.compressible(), type.name());
            });
  }

  @Test
  void whatIsPackedAlreadyIsNotPackedAgain() {
    for (String name : new String[] {"png", "woff2", "avif", "mp4", "zip", "gz", "jar", "pdf"}) {
      assertFalse(of("/a." + name).compressible(), name);
    }
    for (String name : new String[] {"html", "css", "js", "svg", "json", "wasm", "ttf", "ico"}) {
      assertTrue(of("/a." + name).compressible(), name);
    }
  }
}
