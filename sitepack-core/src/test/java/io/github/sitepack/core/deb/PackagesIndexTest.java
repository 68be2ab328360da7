package io.github.sitepack.core.deb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.report.SitepackException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PackagesIndexTest {
  private static final String HASH = "0123456789abcdef".repeat(4);

  private static String stanza(String name, String version, String more) {
    return "Package: "
        + name
        + "\nVersion: "
        + version
        + "\nInstalled-Size: 5\n"
        + more
        + "Filename: pool/"
        + name
        + ".deb\nSize: 12\nSHA256: "
        + HASH
        + "\n"
        + "Description: a package\n with more lines\n .\n and: colons\n";
  }

  private static PackagesIndex index(String... stanzas) {
    PackagesIndex index = new PackagesIndex("amd64");
    try {
      index.add("main", new ByteArrayInputStream(String.join("\n", stanzas).getBytes(UTF_8)));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return index;
  }

  private static List<String> closure(PackagesIndex index, String... roots) {
    return new Resolver(index, List.of("mawk"))
        .closure(List.of(roots)).values().stream()
            .map(m -> m.found().name() + " " + m.found().version() + " for " + m.neededBy())
            .toList();
  }

  @Test
  void readsWhatIsAskedFor() {
    PackagesIndex index =
        index(
            stanza("a", "1:1.0-2", "Source: src (1.0-1)\nDepends: b,\n c (>= 2)\nTag: x,\n y\n"),
            stanza("b", "2", "Pre-Depends: d\nDepends: c\nProvides: virtual (= 3), other\n"));
    assertEquals(
        Optional.of(
            new BinaryPackage(
                "main",
                "a",
                new DebVersion("1:1.0-2"),
                "src",
                new DebVersion("1.0-1"),
                Relation.parse("b, c (>= 2)", "amd64"),
                List.of(),
                "pool/a.deb",
                12,
                new Digest(HASH))),
        index.find("a"));
    assertEquals(
        Relation.parse("d, c", "amd64"), index.find("b").get().depends(), "Pre-Depends first");
    assertEquals(Optional.empty(), index.find("description"));
    assertEquals(2, index.size());
  }

  @Test
  void theHighestVersionOfAllReleasesCounts() throws IOException {
    PackagesIndex index = index(stanza("a", "1.9", ""), stanza("b", "1-1+deb13u2", ""));
    String security = stanza("a", "1.10", "") + "\n" + stanza("b", "1-1+deb13u1", "");
    index.add("security", new ByteArrayInputStream(security.getBytes(UTF_8)));
    assertEquals("security", index.find("a").get().from());
    assertEquals("main", index.find("b").get().from());
  }

  @Test
  void linesAcrossBuffersAreWhole() {
    StringBuilder depends = new StringBuilder("Depends: x0");
    for (int i = 1; i < 30_000; i++) {
      depends.append(", x").append(i);
    }
    PackagesIndex index = index(stanza("a", "1", depends + "\n"), stanza("b", "1", ""));
    assertEquals(30_000, index.find("a").get().depends().size());
    assertEquals("pool/b.deb", index.find("b").get().path());
  }

  @Test
  void resolvesAsAptDoes() {
    PackagesIndex index =
        index(
            stanza("root", "1", "Depends: first | second, virtual, awk, versioned (>= 2)\n"),
            stanza("first", "1", "Depends: later\n"),
            stanza("second", "1", ""),
            stanza("provider-b", "1", "Provides: virtual\n"),
            stanza("provider-a", "1", "Provides: virtual\n"),
            stanza("gawk", "1", "Provides: awk\n"),
            stanza("mawk", "1", "Provides: awk\n"),
            stanza("unversioned", "9", "Provides: versioned\n"),
            stanza("too-old", "9", "Provides: versioned (= 1)\n"),
            stanza("right", "1", "Provides: versioned (= 2.1)\n"),
            stanza("later", "1", "Depends: second | right\n"));
    assertEquals(
        List.of(
            "root 1 for ",
            "first 1 for root",
            "provider-a 1 for root",
            "mawk 1 for root",
            "right 1 for root",
            "later 1 for first"),
        closure(index, "root"));
  }

  @Test
  void whatOnlyExcludedPackagesNeedIsNotReached() {
    PackagesIndex index =
        index(
            stanza("root", "1", "Depends: out, in\n"),
            stanza("out", "1", "Depends: tail, shared\n"),
            stanza("tail", "1", "Depends: end\n"),
            stanza("end", "1", ""),
            stanza("in", "1", "Depends: shared\n"),
            stanza("shared", "1", ""));
    var closure = new Resolver(index, List.of()).closure(List.of("root"));
    assertEquals("out", closure.get("shared").neededBy(), "found there first");
    assertEquals(
        List.of("root", "in", "shared"),
        List.copyOf(Resolver.reached(closure, List.of("root"), List.of("out"))));
  }

  @Test
  void whatNothingSatisfiesIsNamed() {
    PackagesIndex index =
        index(stanza("a", "1", "Depends: b (>= 2) | c, d\n"), stanza("b", "1", ""));
    SitepackException e =
        assertThrows(SitepackException.class, () -> closure(index, "a", "missing"));
    assertEquals(
        List.of(
            "a 1: depends on \"b (>= 2) | c\", which the suite does not have",
            "a 1: depends on \"d\", which the suite does not have",
            "missing: the suite has no such package"),
        e.problems().stream().map(p -> p.place() + ": " + p.what()).toList());
  }

  @Test
  void aDamagedStanzaIsRefusedWhenItIsNeeded() {
    PackagesIndex index = index("Package: a\nVersion: 1\n", stanza("b", "1", ""));
    assertEquals("pool/b.deb", index.find("b").get().path());
    assertThrows(IllegalArgumentException.class, () -> index.find("a"));
  }
}
