package io.github.sitepack.core.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Resolves requests; that nginx does the same is tested where nginx runs. */
class ResolverTest {
  private static final Answer MISSING = new Answer.Missing(Optional.empty());

  private static Answer resolve(Sites site, String target) {
    return new Resolver(site.build()).resolve(target);
  }

  private static String found(Answer answer) {
    return answer instanceof Answer.Found found ? found.file().path().value() : answer.toString();
  }

  @Test
  void aFolderIsItsIndexAndNeedsItsSlash() {
    Sites site = Sites.site().page("/a b/", "x");
    assertEquals("/a b/index.html", found(resolve(site, "/a%20b/?q")));
    assertEquals(new Answer.Folder("/a%20b/?q"), resolve(site, "/a%20b?q"));
    assertEquals(MISSING, resolve(site, "/"));
  }

  @Test
  void aRedirectCountsWithAndWithoutItsSlash() {
    Sites site = Sites.site().page("/new/", "x").redirect("/old/", "/new/", 301);
    assertEquals(new Answer.Moved(301, "/new/"), resolve(site, "/old/"));
    assertEquals(new Answer.Moved(301, "/new/?q"), resolve(site, "/old?q"));
  }

  @Test
  void theOtherFormOfARedirectDoesNotHideAPage() {
    Sites site =
        Sites.site()
            .page("/a/", "x")
            .file("/b.html", "x", CacheClass.SHORT)
            .redirect("/a", "/elsewhere/", 301)
            .redirect("/b/", "/elsewhere/", 301);
    assertEquals("/a/index.html", found(resolve(site, "/a/")));
    assertEquals(new Answer.Moved(301, "/elsewhere/"), resolve(site, "/a"));
    assertEquals(new Answer.Elsewhere(301, "/b.html"), resolve(site, "/b"));
  }

  @Test
  void aRedirectToItselfIsNone() {
    Sites site =
        Sites.site()
            .page("/a/", "x")
            .redirect("/a/", "/a/", 301)
            .redirect("/b/", "/b", 301)
            .redirect("/c/", "/c/#x", 301);
    assertEquals("/a/index.html", found(resolve(site, "/a/")));
    assertEquals(new Answer.Moved(301, "/b"), resolve(site, "/b/"));
    assertEquals(MISSING, resolve(site, "/b"));
    assertEquals(MISSING, resolve(site, "/c/"));
  }

  @Test
  void composedAndDecomposedNamesAreTwo() {
    Sites site = Sites.site().page("/caf\u00e9/", "x").redirect("/\u00e9", "/caf%C3%A9/", 301);
    assertEquals("/caf\u00e9/index.html", found(resolve(site, "/caf%C3%A9/")));
    assertEquals(MISSING, resolve(site, "/cafe%CC%81/"));
    assertEquals(MISSING, resolve(site, "/e%CC%81"));
  }

  @Test
  void whatIsNoPathIsMalformed() {
    for (String target :
        new String[] {"", "a", "*", "/%", "/%2", "/%0g", "/%00", "/..", "/a/../.."}) {
      assertEquals(new Answer.Malformed(), resolve(Sites.site(), target), target);
    }
  }

  @Test
  void redirectsLeadToPathsAndUrlsOnly() {
    SitePath from = new SitePath("/a");
    for (String to :
        new String[] {
          "", "b", "//host/", "javascript:x", "/a b", "/\u00e9", "/\r\nX: y", "/\"", "/\\"
        }) {
      assertThrows(IllegalArgumentException.class, () -> new Redirect(from, to, 301), to);
    }
    assertEquals("/x?q#y", new Redirect(from, "/x#y", 301).location("q"));
    assertEquals("/x?a#y", new Redirect(from, "/x?a#y", 301).location("q"));
  }

  @Test
  void policiesGoByTheLongestPath() {
    ContentPolicy own = new ContentPolicy("default-src 'none'");
    Site site = Sites.site().policy("/a/", Sites.FOREIGN).policy("/a/b/c.html", own).build();
    assertEquals(ContentPolicy.BARE, site.policy(new SitePath("/ab/index.html")).orElseThrow());
    assertEquals(Sites.FOREIGN, site.policy(new SitePath("/a/b/index.html")).orElseThrow());
    assertEquals(own, site.policy(new SitePath("/a/b/c.html")).orElseThrow());
    assertThrows(IllegalArgumentException.class, () -> new ContentPolicy("a\nb"));
  }

  @Test
  void pathsAreEncodedAsLinksNeedThem() {
    assertEquals("/a%20b/%C3%A9%22%3F%23%25%5B", new SitePath("/a b/\u00e9\"?#%[").encoded());
    assertEquals("/-._~!$&'()*+,;=:@", new SitePath("/-._~!$&'()*+,;=:@").encoded());
  }
}
