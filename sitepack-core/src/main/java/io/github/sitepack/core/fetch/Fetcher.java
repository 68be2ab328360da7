package io.github.sitepack.core.fetch;

import io.github.sitepack.core.digest.Digest;
import io.github.sitepack.core.digest.DigestOutput;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.report.SitepackException;
import io.github.sitepack.core.report.Transfer;
import io.github.sitepack.core.report.Transfers;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Brings bytes through a {@link Cache}. What is wanted is known by size and SHA-256, so the places
 * it comes from are only hints: one that fails, sleeps or lies ends in the next, never in other
 * bytes.
 */
public final class Fetcher {
  private final Cache cache;
  private final boolean offline;
  private final Http http;
  private final Report report;

  /**
   * A fetcher for one build.
   *
   * @param offline whether only the cache may be used
   */
  public Fetcher(Cache cache, boolean offline, Patience patience, Report report) {
    this.cache = cache;
    this.offline = offline;
    this.http = new Http(patience);
    this.report = report;
  }

  /** Whether only the cache may be used. */
  public boolean offline() {
    return offline;
  }

  /**
   * The file with exactly these bytes, in the cache.
   *
   * @throws SitepackException when no candidate has them, naming each with its reason; or when the
   *     network must not be used and they are not in the cache
   */
  public Path fetch(Wanted wanted) {
    try {
      Optional<Path> cached = cache.find(wanted.digest());
      if (cached.isPresent()) {
        return cached.get();
      }
    } catch (IOException e) {
      throw broken(e);
    }
    if (offline) {
      throw new SitepackException(
          Place.of(wanted.name()),
          "not in the cache, and the build is offline",
          "build once with the network; afterwards the cache has it");
    }
    Transfers transfers = report.transfers();
    try (Transfer transfer = transfers.begin(Transfer.Way.FETCH, wanted.name(), wanted.size())) {
      Path file = fetch(wanted, transfer);
      transfer.done();
      return file;
    }
  }

  private Path fetch(Wanted wanted, Transfer transfer) {
    List<String> reasons = new ArrayList<>();
    for (Candidate candidate : wanted.candidates()) {
      WholeFile part = part();
      try {
        URI uri = candidate.locate();
        Http.Received received = receive(uri, wanted.size(), part.part(), transfer);
        if (received.size() != wanted.size()) {
          throw new IOException("only " + received.size() + " of " + wanted.size() + " bytes");
        } else if (!received.digest().equals(wanted.digest())) {
          throw new IOException("other bytes: " + received.digest());
        }
        report.debug("fetched " + wanted.name() + " from " + Http.shown(uri));
        return keep(part, wanted.digest());
      } catch (Http.LocalException e) {
        throw broken(e);
      } catch (IOException e) {
        reasons.add(candidate.name() + ": " + reason(e));
        report.debug("no " + wanted.name() + " from " + candidate.name() + ": " + reason(e));
      } finally {
        delete(part);
      }
    }
    throw new SitepackException(
        Place.of(wanted.name()),
        reasons.isEmpty()
            ? "not in the cache, and there is no place to fetch it from"
            : "cannot be fetched: " + String.join("; ", reasons),
        wanted.fix());
  }

  /**
   * A document that is known by name only, and not kept.
   *
   * @param limit most bytes it may have
   * @throws IOException when it cannot be had; the message is the reason
   * @throws SitepackException when the cache cannot be written
   */
  public byte[] read(URI uri, int limit) throws IOException {
    if (offline) {
      throw new IOException("the build is offline");
    }
    WholeFile part = part();
    try (Transfer transfer =
        report.transfers().begin(Transfer.Way.FETCH, shortened(uri), Transfers.UNKNOWN)) {
      receive(uri, limit, part.part(), transfer);
      transfer.done();
      return Files.readAllBytes(part.part());
    } catch (Http.LocalException e) {
      throw broken(e);
    } finally {
      delete(part);
    }
  }

  /** What is after the server's name. */
  private static String shortened(URI uri) {
    String path = uri.getRawPath();
    return path == null ? uri.getScheme() : path.substring(path.startsWith("/") ? 1 : 0);
  }

  private WholeFile part() {
    try {
      return cache.part();
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private Path keep(WholeFile part, Digest digest) {
    try {
      return cache.keep(part, digest);
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private Http.Received receive(URI uri, long limit, Path part, Transfer transfer)
      throws IOException {
    String scheme = String.valueOf(uri.getScheme());
    return switch (scheme) {
      case "http", "https" -> http.get(uri, limit, part, transfer::at);
      case "file" -> copy(uri, limit, part, transfer);
      default -> throw new IOException("neither http, https nor file");
    };
  }

  private static Http.Received copy(URI uri, long limit, Path part, Transfer transfer)
      throws IOException {
    Path source;
    try {
      source = Path.of(uri);
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      throw new IOException("not an address of a local file", e);
    }
    if (Files.isDirectory(source)) {
      throw new IOException("a folder");
    }
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(source);
        DigestOutput out = Digest.output(Files.newOutputStream(part))) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (out.size() + read > limit) {
          throw new IOException("more than " + limit + " bytes");
        }
        write(out, buffer, read);
        transfer.at(out.size());
      }
      return new Http.Received(out.digest(), out.size());
    }
  }

  private static void write(DigestOutput out, byte[] bytes, int length) throws IOException {
    try {
      out.write(bytes, 0, length);
    } catch (IOException e) {
      throw new Http.LocalException(e);
    }
  }

  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file";
    } else if (e instanceof FileSystemException file && file.getReason() != null) {
      return file.getReason();
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static SitepackException broken(IOException e) {
    return new SitepackException(
        Place.of("cache"),
        "cannot be used: " + (e.getMessage() == null ? e : e.getMessage()),
        "free disk space, mend the folder's permissions, or choose another cache folder",
        e);
  }

  private void delete(WholeFile part) {
    try {
      part.close();
    } catch (IOException e) {
      report.debug("left behind " + part.part() + ": " + e.getMessage());
    }
  }
}
