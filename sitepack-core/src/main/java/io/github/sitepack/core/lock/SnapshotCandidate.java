package io.github.sitepack.core.lock;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.sitepack.core.deb.DebVersion;
import io.github.sitepack.core.fetch.Candidate;
import io.github.sitepack.core.fetch.Fetcher;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/**
 * The file of a binary package as the snapshot archive knows it by name and version. It answers
 * with SHA-1, which is no more than an address here: what comes is checked by SHA-256.
 *
 * @see <a href="https://salsa.debian.org/snapshot-team/snapshot/raw/master/API">the archive's
 *     machine-usable interface</a>
 */
final class SnapshotCandidate implements Candidate {
  private static final int LIMIT = 1 << 20;

  private final Fetcher fetcher;
  private final URI base;
  private final URI question;
  private final String architecture;

  SnapshotCandidate(
      Fetcher fetcher, URI base, String name, DebVersion version, String architecture) {
    this.fetcher = fetcher;
    this.base = base;
    this.architecture = architecture;
    this.question =
        base.resolve(
            "mr/binary/"
                + PackageSource.escaped(name)
                + "/"
                + PackageSource.escaped(version.text())
                + "/binfiles?fileinfo=1");
  }

  @Override
  public URI locate() throws IOException {
    Json answer;
    try {
      answer = Json.parse(fetcher.read(question, LIMIT));
    } catch (JsonProcessingException e) {
      throw new IOException("answers with something that is not JSON", e);
    }
    Json result = answer.fields() == null ? null : answer.fields().get("result");
    for (Json file : result == null || result.items() == null ? List.<Json>of() : result.items()) {
      String of = text(file, "architecture");
      String hash = text(file, "hash");
      if ((of.equals(architecture) || of.equals("all")) && hash.matches("[0-9a-f]{40}")) {
        return base.resolve("file/" + hash);
      }
    }
    throw new IOException("knows no such package for " + architecture);
  }

  private static String text(Json object, String field) {
    Json value = object.fields() == null ? null : object.fields().get(field);
    return value == null || value.text() == null ? "" : value.text();
  }

  @Override
  public String name() {
    return Candidate.of(question).name();
  }
}
