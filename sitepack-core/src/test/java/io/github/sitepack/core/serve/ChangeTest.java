package io.github.sitepack.core.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.site.CacheClass;
import io.github.sitepack.core.site.EntityTag;
import io.github.sitepack.core.site.HeaderRules;
import io.github.sitepack.core.site.Resolver;
import io.github.sitepack.core.site.Site;
import io.github.sitepack.core.site.SitePath;
import io.github.sitepack.core.site.Sites;
import java.io.IOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Compares sites as they follow each other in a preview. */
class ChangeTest {
  private static final String OLD = "/theme.0123abcd.css";
  private static final String NEW = "/theme.ffff0000.css";

  private static Snapshot.Good good(Site site) throws IOException {
    Tags tags = new Tags();
    TreeMap<SitePath, EntityTag> all = new TreeMap<>();
    for (var file : site.files().entrySet()) {
      all.put(file.getKey(), tags.of(file.getValue().content()));
    }
    return new Snapshot.Good(site, new Resolver(site), new HeaderRules(site), all);
  }

  private static Change between(Sites before, Sites after) throws IOException {
    return Change.between(good(before.build()), good(after.build()));
  }

  private static String integrity(String css) {
    byte[] sha256 = HexFormat.of().parseHex(Digest.of(css.getBytes(UTF_8)).hex());
    return "sha256-" + Base64.getEncoder().encodeToString(sha256);
  }

  private static Sites styled(String name, String css, String text) {
    return Sites.site()
        .page("/", "<link href=\"" + name + "\" integrity=\"" + integrity(css) + "\">" + text)
        .file(name, css, CacheClass.IMMUTABLE);
  }

  @Test
  void theSameSiteIsNoChange() throws IOException {
    assertEquals(Change.NONE, between(styled(OLD, "a", "x"), styled(OLD, "a", "x")));
  }

  @Test
  void aFingerprintedSheetTakesThePlaceOfTheOldOne() throws IOException {
    Change change = between(styled(OLD, "a", "x"), styled(NEW, "b", "x"));
    assertEquals("{" + OLD + "=" + NEW + "}", change.styles().toString());
    assertEquals(false, change.reload());
  }

  @Test
  void aPageThatChangedOtherwiseIsReloaded() throws IOException {
    assertEquals(true, between(styled(OLD, "a", "x"), styled(NEW, "b", "y")).reload());
    assertEquals(true, between(styled(OLD, "a", "x"), styled(OLD, "a", "y")).reload());
  }

  @Test
  void rulesAreWorthAReload() throws IOException {
    Sites redirected = styled(OLD, "a", "x").redirect("/old/", "/", 301);
    assertEquals(true, between(styled(OLD, "a", "x"), redirected).reload());
    Sites framed = styled(OLD, "a", "x").policy("/", Sites.FOREIGN);
    assertEquals(true, between(styled(OLD, "a", "x"), framed).reload());
  }

  @Test
  void aFileThatGoesIsWorthAReload() throws IOException {
    Sites more = styled(OLD, "a", "x").file("/app.js", "1", CacheClass.SHORT);
    assertEquals(true, between(more, styled(OLD, "a", "x")).reload());
    assertEquals(true, between(styled(OLD, "a", "x"), more).reload());
  }
}
