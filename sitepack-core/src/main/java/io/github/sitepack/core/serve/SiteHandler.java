package io.github.sitepack.core.serve;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.github.sitepack.core.site.Answer;
import io.github.sitepack.core.site.CacheClass;
import io.github.sitepack.core.site.Content;
import io.github.sitepack.core.site.ContentPolicy;
import io.github.sitepack.core.site.EntityTag;
import io.github.sitepack.core.site.HeaderRule;
import io.github.sitepack.core.site.LanguageChoice;
import io.github.sitepack.core.site.MediaType;
import io.github.sitepack.core.site.Request;
import io.github.sitepack.core.site.Resolution;
import io.github.sitepack.core.site.ServingPolicy;
import io.github.sitepack.core.site.Site;
import io.github.sitepack.core.site.SiteFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Answers as nginx does in the image. Only pages differ: they get a reference to the script that
 * reloads them.
 */
final class SiteHandler {
  private final Tags tags;

  /** Takes the tags of files from {@code tags}. */
  SiteHandler(Tags tags) {
    this.tags = tags;
  }

  /** Refuses a request that nginx would not read any further. */
  void refuse(HttpExchange exchange, Snapshot.Good good, int status) throws IOException {
    error(exchange, common(exchange, good, "/." + status), status);
  }

  /** Sets what every answer carries; Cache-Control and policy depend on what is sent. */
  private static SortedMap<String, String> common(
      HttpExchange exchange, Snapshot.Good good, String path) {
    SortedMap<String, String> own = good.headers().of(path);
    own.forEach(
        (name, value) -> {
          boolean later =
              name.equalsIgnoreCase(HeaderRule.CACHE_CONTROL)
                  || name.equalsIgnoreCase(HeaderRule.CONTENT_POLICY);
          if (!later && !value.isEmpty()) {
            exchange.getResponseHeaders().set(name, value);
          }
        });
    return own;
  }

  /** Answers one request. */
  void handle(HttpExchange exchange, Snapshot.Good good, Request request) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    Resolution resolution = good.resolver().resolve(request);
    // Of a malformed path nginx knows no more than its own page for that.
    SortedMap<String, String> own =
        common(exchange, good, resolution.path().isEmpty() ? "/.400" : resolution.path());
    Answer answer = resolution.answer();
    good.site()
        .serving()
        .languages()
        .filter(choice -> choice.at().value().equals(resolution.path()))
        .ifPresent(choice -> headers.set("Vary", LanguageChoice.VARY));
    String method = exchange.getRequestMethod();
    boolean reading = method.equals("GET") || method.equals("HEAD");
    if (answer instanceof Answer.Malformed) {
      error(exchange, own, 400);
    } else if (answer instanceof Answer.Refused refused && refused.status() > 0) {
      error(exchange, own, refused.status());
    } else if (answer instanceof Answer.Refused) {
      exchange.close();
    } else if (answer instanceof Answer.Moved moved) {
      moved(exchange, moved.status(), moved.location());
    } else if (isTooLarge(exchange.getRequestHeaders())) {
      error(exchange, own, 413);
    } else if (answer instanceof Answer.Healthy) {
      headers.set("Content-Type", MediaType.PLAIN.contentType());
      headers.set("Cache-Control", ServingPolicy.NO_STORE);
      policies(headers, own, MediaType.PLAIN, ServingPolicy.documentPolicy(MediaType.PLAIN));
      Replies.send(exchange, 200, ServingPolicy.HEALTHY.getBytes(UTF_8));
    } else if (answer instanceof Answer.Missing missing) {
      missing(exchange, good.site(), own, 404, missing.page());
    } else if (answer instanceof Answer.Gone gone) {
      missing(exchange, good.site(), own, 410, Optional.of(gone.page()));
    } else if (answer instanceof Answer.Elsewhere elsewhere) {
      moved(exchange, elsewhere.status(), elsewhere.location());
    } else if (answer instanceof Answer.Folder folder && (reading || method.equals("POST"))) {
      moved(exchange, 301, folder.location());
    } else if (answer instanceof Answer.Found found && reading) {
      found(exchange, good.site(), own, found.file());
    } else {
      headers.set("Allow", ServingPolicy.ALLOW);
      error(exchange, own, 405);
    }
  }

  private static boolean isTooLarge(Headers request) {
    String length = request.getFirst("Content-Length");
    return length != null
        && length.matches("\\d{1,18}")
        && Long.parseLong(length) > ServingPolicy.MAX_BODY;
  }

  private static void error(HttpExchange exchange, SortedMap<String, String> own, int status)
      throws IOException {
    policies(
        exchange.getResponseHeaders(),
        own,
        MediaType.PLAIN,
        ServingPolicy.documentPolicy(MediaType.PLAIN));
    Replies.error(exchange, status, ServingPolicy.errorBody(status));
  }

  private static void moved(HttpExchange exchange, int status, String location) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Location", location);
    headers.set("Cache-Control", ServingPolicy.cacheControl(status, CacheClass.REVALIDATE));
    Replies.send(exchange, status, new byte[0]);
  }

  private void missing(
      HttpExchange exchange,
      Site site,
      SortedMap<String, String> own,
      int status,
      Optional<SiteFile> page)
      throws IOException {
    if (page.isEmpty()) {
      error(exchange, own, status);
      return;
    }
    EntityTag tag = describe(exchange, site, own, page.get(), status);
    exchange.getResponseHeaders().set("ETag", tag.value());
    Replies.send(exchange, status, body(page.get(), tag));
  }

  private void found(HttpExchange exchange, Site site, SortedMap<String, String> own, SiteFile file)
      throws IOException {
    try {
      EntityTag tag = describe(exchange, site, own, file, 200);
      Headers request = exchange.getRequestHeaders();
      Headers headers = exchange.getResponseHeaders();
      String match = request.getFirst("If-Match");
      String noneMatch = request.getFirst("If-None-Match");
      if (isChangedSince(request.getFirst("If-Unmodified-Since"), tag)
          || (match != null && !tag.isIn(match, false))) {
        withoutPolicies(headers, own);
        error(exchange, own, 412);
      } else if (noneMatch != null && tag.isIn(noneMatch, true)) {
        headers.set("ETag", tag.value());
        headers.remove("Content-Type");
        withoutPolicies(headers, own);
        Replies.send(exchange, 304, new byte[0]);
      } else {
        headers.set("ETag", tag.value());
        send(exchange, file, tag);
      }
    } catch (NoSuchFileException e) {
      // It went after the last rendering; the next one is on its way and will not know it.
      withoutPolicies(exchange.getResponseHeaders(), own);
      error(exchange, own, 404);
    }
  }

  /**
   * Whether nginx takes a file for changed since then; what is no date is the end of time to it.
   */
  private static boolean isChangedSince(String date, EntityTag tag) {
    if (date == null) {
      return false;
    }
    try {
      return tag.seconds()
          > Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)).getEpochSecond();
    } catch (DateTimeException e) {
      return true;
    }
  }

  private EntityTag describe(
      HttpExchange exchange, Site site, SortedMap<String, String> own, SiteFile file, int status)
      throws IOException {
    MediaType type = site.serving().type(file.path());
    Headers headers = exchange.getResponseHeaders();
    EntityTag tag = tags.of(file.content());
    headers.set("Content-Type", type.contentType());
    String cache = own.getOrDefault(HeaderRule.CACHE_CONTROL, file.cache().cacheControl());
    headers.set("Cache-Control", status == 200 ? cache : ServingPolicy.NO_STORE);
    policies(headers, own, type, site.policy(file.path()));
    return tag;
  }

  /** Sets what depends on what kind of thing is sent, and what is in it. */
  private static void policies(
      Headers headers,
      SortedMap<String, String> own,
      MediaType type,
      Optional<ContentPolicy> computed) {
    String told = own.get(HeaderRule.CONTENT_POLICY);
    ContentPolicy policy =
        computed
            .map(usual -> told == null ? usual : new ContentPolicy(told))
            .orElse(new ContentPolicy(""));
    if (!policy.value().isEmpty()) {
      headers.set(
          HeaderRule.CONTENT_POLICY,
          (isDocument(type) ? LiveHandler.allowing(policy) : policy).value());
    }
    boolean alone =
        type.name().equals(ServingPolicy.SCRIPT)
            || (isDocument(type) && told == null && policy.isAlone());
    if (alone && !own.containsKey(ServingPolicy.EMBEDDER_POLICY)) {
      headers.set(ServingPolicy.EMBEDDER_POLICY, ServingPolicy.EMBEDDER);
    }
  }

  /** Takes back what {@link #policies} has set, for an answer that is not what was looked up. */
  private static void withoutPolicies(Headers headers, SortedMap<String, String> own) {
    headers.remove(HeaderRule.CONTENT_POLICY);
    if (!own.containsKey(ServingPolicy.EMBEDDER_POLICY)) {
      headers.remove(ServingPolicy.EMBEDDER_POLICY);
    }
  }

  private static boolean isDocument(MediaType type) {
    return ServingPolicy.DOCUMENTS.contains(type.name());
  }

  private void send(HttpExchange exchange, SiteFile file, EntityTag tag) throws IOException {
    boolean whole = isDocument(MediaType.of(file.path())) || !isOnDisk(file);
    byte[] body = whole ? body(file, tag) : new byte[0];
    long size = whole ? body.length : file.content().size();
    Headers headers = exchange.getResponseHeaders();
    Optional<ByteRange> range = range(exchange.getRequestHeaders(), tag, size);
    ByteRange part = range.orElse(new ByteRange(0, size));
    int status = range.isPresent() ? 206 : 200;
    if (range.isEmpty()) {
      headers.set("Accept-Ranges", "bytes");
    } else if (part.length() == 0) {
      headers.set("Content-Range", "bytes */" + size);
      // As in nginx, the headers of a good answer are there already.
      Replies.error(exchange, 416, ServingPolicy.errorBody(416));
      return;
    } else {
      long last = part.first() + part.length() - 1;
      headers.set("Content-Range", "bytes " + part.first() + "-" + last + "/" + size);
    }
    try (OutputStream out = Replies.start(exchange, status, part.length())) {
      if (out != null && whole) {
        out.write(body, (int) part.first(), (int) part.length());
      } else if (out != null) {
        copy(((Content.Disk) file.content()).file(), part, out);
      }
    }
  }

  private static boolean isOnDisk(SiteFile file) {
    return file.content() instanceof Content.Disk;
  }

  private static Optional<ByteRange> range(Headers request, EntityTag tag, long size) {
    String range = request.getFirst("Range");
    String condition = request.getFirst("If-Range");
    if (range == null || (condition != null && !condition.equals(tag.value()))) {
      return Optional.empty();
    }
    return ByteRange.parse(range, size);
  }

  private static void copy(Path file, ByteRange part, OutputStream out) throws IOException {
    try (FileChannel in = FileChannel.open(file)) {
      in.position(part.first());
      WritableByteChannel target = Channels.newChannel(out);
      ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
      for (long left = part.length(); left > 0; ) {
        buffer.clear().limit((int) Math.min(buffer.capacity(), left));
        if (in.read(buffer) < 0) {
          throw new IOException(file + " has become shorter");
        }
        left -= buffer.flip().remaining();
        target.write(buffer);
      }
    }
  }

  /** The bytes of a file; those of a page refer to the script that waits for news. */
  private static byte[] body(SiteFile file, EntityTag tag) throws IOException {
    byte[] bytes = file.content().bytes();
    if (!isDocument(MediaType.of(file.path())) || startsWithByteOrderMarkOf16Bits(bytes)) {
      return bytes;
    }
    // Every byte is one character, so that a page in any ASCII-based charset comes out as it was.
    String html = new String(bytes, ISO_8859_1);
    int end = html.lastIndexOf("</body>");
    end = end < 0 ? html.lastIndexOf("</BODY>") : end;
    boolean strict = MediaType.of(file.path()).name().equals("application/xhtml+xml");
    if (end < 0 && strict) {
      return bytes;
    }
    int at = end < 0 ? html.length() : end;
    String reference = LiveHandler.reference(tag);
    return (html.substring(0, at) + reference + html.substring(at)).getBytes(ISO_8859_1);
  }

  private static boolean startsWithByteOrderMarkOf16Bits(byte[] bytes) {
    return bytes.length >= 2
        && ((bytes[0] == (byte) 0xfe && bytes[1] == (byte) 0xff)
            || (bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xfe));
  }
}
