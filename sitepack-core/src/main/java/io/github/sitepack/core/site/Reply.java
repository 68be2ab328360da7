package io.github.sitepack.core.site;

import java.io.IOException;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Status and headers of the answer to a GET without conditions, encodings and ranges.
 *
 * @param status the status, or 0 where the connection is closed without an answer
 * @param headers the headers by name in any case, but for those that every server adds
 * @param file the file that is sent
 */
public record Reply(int status, SortedMap<String, String> headers, Optional<SiteFile> file) {
  /** The reply to what has been resolved. */
  public static Reply of(Site site, Resolution resolution) throws IOException {
    String asked = resolution.path().isEmpty() ? "/.400" : resolution.path();
    SortedMap<String, String> own = new HeaderRules(site).of(asked);
    TreeMap<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(own);
    headers.remove(HeaderRule.CACHE_CONTROL);
    headers.remove(HeaderRule.CONTENT_POLICY);
    site.serving()
        .languages()
        .filter(choice -> choice.at().value().equals(resolution.path()))
        .ifPresent(choice -> headers.put("Vary", LanguageChoice.VARY));
    int status = status(resolution.answer());
    Optional<SiteFile> file = file(resolution.answer());
    location(resolution.answer()).ifPresent(location -> headers.put("Location", location));
    CacheClass cache = file.map(SiteFile::cache).orElse(CacheClass.REVALIDATE);
    boolean moved = status >= 300 && status < 400;
    headers.put(
        HeaderRule.CACHE_CONTROL,
        status == 200 && file.isPresent()
            ? own.getOrDefault(HeaderRule.CACHE_CONTROL, cache.cacheControl())
            : ServingPolicy.cacheControl(moved ? status : 500, cache));
    if (file.isPresent()) {
      MediaType type = site.serving().type(file.get().path());
      Content content = file.get().content();
      headers.put("Content-Type", type.contentType());
      headers.put("ETag", EntityTag.of(content.digest(), content.size()).value());
      if (status == 200) {
        headers.put("Accept-Ranges", "bytes");
      }
      policies(headers, own, type, site.policy(file.get().path()));
    } else if (!moved) {
      headers.put("Content-Type", MediaType.PLAIN.contentType());
      policies(headers, own, MediaType.PLAIN, ServingPolicy.documentPolicy(MediaType.PLAIN));
    }
    headers.values().removeIf(String::isEmpty);
    return new Reply(status, Collections.unmodifiableSortedMap(headers), file);
  }

  private static void policies(
      SortedMap<String, String> headers,
      SortedMap<String, String> own,
      MediaType type,
      Optional<ContentPolicy> computed) {
    String told = own.get(HeaderRule.CONTENT_POLICY);
    computed.ifPresent(
        policy -> headers.put(HeaderRule.CONTENT_POLICY, told == null ? policy.value() : told));
    boolean alone =
        type.name().equals(ServingPolicy.SCRIPT)
            || (ServingPolicy.DOCUMENTS.contains(type.name())
                && told == null
                && computed.filter(ContentPolicy::isAlone).isPresent());
    if (alone && !own.containsKey(ServingPolicy.EMBEDDER_POLICY)) {
      headers.put(ServingPolicy.EMBEDDER_POLICY, ServingPolicy.EMBEDDER);
    }
  }

  private static int status(Answer answer) {
    if (answer instanceof Answer.Moved moved) {
      return moved.status();
    }
    if (answer instanceof Answer.Elsewhere elsewhere) {
      return elsewhere.status();
    }
    if (answer instanceof Answer.Refused refused) {
      return refused.status();
    }
    return answer instanceof Answer.Folder
        ? 301
        : answer instanceof Answer.Found || answer instanceof Answer.Healthy
            ? 200
            : answer instanceof Answer.Gone ? 410 : answer instanceof Answer.Missing ? 404 : 400;
  }

  private static Optional<SiteFile> file(Answer answer) {
    if (answer instanceof Answer.Found found) {
      return Optional.of(found.file());
    }
    if (answer instanceof Answer.Gone gone) {
      return Optional.of(gone.page());
    }
    return answer instanceof Answer.Missing missing ? missing.page() : Optional.empty();
  }

  private static Optional<String> location(Answer answer) {
    if (answer instanceof Answer.Moved moved) {
      return Optional.of(moved.location());
    }
    if (answer instanceof Answer.Elsewhere elsewhere) {
      return Optional.of(elsewhere.location());
    }
    return answer instanceof Answer.Folder folder
        ? Optional.of(folder.location())
        : Optional.empty();
  }
}
