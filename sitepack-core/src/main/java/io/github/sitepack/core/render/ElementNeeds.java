package io.github.sitepack.core.render;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.digest.Digest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What each element of HTML loads or runs, in words of Content Security Policy.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/indices.html#attributes-3">HTML,
 *     attributes</a>
 * @see <a href="https://www.w3.org/TR/CSP3/#directives-fetch">CSP 3, fetch directives</a>
 */
final class ElementNeeds {
  /** Elements that may load or run something, whatever else they say. */
  static final Set<String> TELLING =
      Set.of(
          "applet", "audio", "base", "button", "embed", "feimage", "form", "frame", "iframe",
          "image", "img", "input", "link", "object", "script", "source", "style", "track", "use",
          "video");

  private static final Pattern SPACE = Pattern.compile("\\s+");

  /** Types with a version, which browsers know still. */
  private static final Pattern OLD_TYPE = Pattern.compile("text/javascript1\\.[0-5]");

  private static final Set<String> SCRIPT_TYPES =
      Set.of(
          "",
          "module",
          "importmap",
          "speculationrules",
          "application/ecmascript",
          "application/javascript",
          "application/x-ecmascript",
          "application/x-javascript",
          "text/ecmascript",
          "text/javascript",
          "text/jscript",
          "text/livescript",
          "text/x-ecmascript",
          "text/x-javascript");

  /** What a preload is for, by its {@code as}. */
  private static final Map<String, String> AS =
      Map.ofEntries(
          Map.entry("audio", "media-src"),
          Map.entry("document", "frame-src"),
          Map.entry("embed", "object-src"),
          Map.entry("fetch", "connect-src"),
          Map.entry("font", "font-src"),
          Map.entry("image", "img-src"),
          Map.entry("object", "object-src"),
          Map.entry("script", "script-src"),
          Map.entry("style", "style-src"),
          Map.entry("track", "media-src"),
          Map.entry("video", "media-src"),
          Map.entry("worker", "worker-src"));

  private static final Pattern CANDIDATE = Pattern.compile("[\\s,]*+([^\\s,]\\S*+)([^,]*+)");

  private final PageNeeds needs;

  ElementNeeds(PageNeeds needs) {
    this.needs = needs;
  }

  /** Whether the attribute means something on every element. */
  static boolean isTelling(String attribute) {
    return attribute.equals("style")
        || attribute.equals("background")
        || attribute.equals("ping")
        || (attribute.startsWith("on") && attribute.length() > 4);
  }

  /** Whether an address is code. */
  static boolean isCode(String url) {
    return url.indexOf(':') > 0
        && SourceAddress.plain(url).toLowerCase(Locale.ROOT).startsWith("javascript:");
  }

  /**
   * Takes one element.
   *
   * @param name in lower case, without a prefix
   * @param attributes by name in lower case, decoded
   * @param text what stands in it, for {@code script} and {@code style}
   */
  void add(String name, Map<String, String> attributes, String text) {
    attributes.forEach(this::attribute);
    switch (name) {
      case "script" -> script(attributes, text);
      case "style" -> style("style-src", text);
      case "link" -> link(attributes);
      case "base" -> needs.base(attributes.getOrDefault("href", ""));
      case "img", "input" -> {
        url("img-src", attributes.get("src"));
        srcset(attributes.get("srcset"));
        formAction(attributes.get("formaction"));
      }
      case "button" -> formAction(attributes.get("formaction"));
      case "form" -> formAction(attributes.get("action"));
      case "image", "feimage", "use" -> {
        url("img-src", attributes.get("href"));
        url("img-src", attributes.get("xlink:href"));
      }
      case "audio", "track" -> url("media-src", attributes.get("src"));
      case "video" -> {
        url("media-src", attributes.get("src"));
        url("img-src", attributes.get("poster"));
      }
      case "source" -> {
        url("media-src", attributes.get("src"));
        srcset(attributes.get("srcset"));
      }
      case "iframe", "frame" -> {
        url("frame-src", attributes.get("src"));
        String inner = attributes.get("srcdoc");
        if (inner != null) {
          // It inherits the policy of the page around it.
          HtmlScan.scan(inner.getBytes(UTF_8), false, needs);
        }
      }
      case "embed" -> nested(attributes.get("src"));
      case "object" -> nested(attributes.get("data"));
      case "applet" -> url("object-src", attributes.get("code"));
      default -> {
        // Only its attributes count.
      }
    }
  }

  private void nested(String url) {
    url("object-src", url);
    // Chromium asks for both when it shows a document.
    url("frame-src", url);
  }

  private void attribute(String name, String value) {
    if (name.equals("style")) {
      if (!value.isBlank()) {
        style("style-src", value);
        needs.source("style-src", "'unsafe-hashes'");
      }
    } else if (name.equals("background")) {
      url("img-src", value);
    } else if (name.equals("ping")) {
      for (String url : value.strip().split("\\s+")) {
        url("connect-src", url);
      }
    } else if (isTelling(name)) {
      code(value);
      needs.source("script-src", "'unsafe-hashes'");
    } else if ((name.equals("href") || name.equals("xlink:href") || name.equals("action"))
        && isCode(value)) {
      code(SourceAddress.plain(value));
      needs.source("script-src", "'unsafe-hashes'");
      // Such an address counts as text that becomes code.
      needs.runs(true);
    }
  }

  private void script(Map<String, String> attributes, String text) {
    String type = attributes.get("type");
    String language = attributes.getOrDefault("language", "");
    String kind = type == null ? language.isEmpty() ? "" : "text/" + language : type.strip();
    kind = kind.toLowerCase(Locale.ROOT);
    if (!SCRIPT_TYPES.contains(kind) && !OLD_TYPE.matcher(kind).matches()) {
      return;
    }
    String src = attributes.get("src");
    if (src == null) {
      src = attributes.get("href");
    }
    if (src == null) {
      src = attributes.get("xlink:href");
    }
    if (src != null) {
      url("script-src", src);
      needs.runs(false);
    } else if (!text.isEmpty()) {
      code(text);
    }
  }

  private void code(String text) {
    needs.source("script-src", hash(text));
    needs.runs(ScriptFacts.of(text).writesMarkup());
  }

  private void style(String directive, String text) {
    needs.source(directive, hash(text));
    SheetNeeds.of(text).addTo(needs);
  }

  private void link(Map<String, String> attributes) {
    List<String> relations =
        List.of(SPACE.split(attributes.getOrDefault("rel", "").toLowerCase(Locale.ROOT).strip()));
    String href = attributes.get("href");
    for (String relation : relations) {
      switch (relation) {
        case "stylesheet" -> url("style-src", href);
        case "icon",
            "apple-touch-icon",
            "apple-touch-icon-precomposed",
            "mask-icon",
            "apple-touch-startup-image",
            "fluid-icon" ->
            url("img-src", href);
        case "manifest" -> url("manifest-src", href);
        case "modulepreload" -> url("script-src", href);
        case "preload" -> {
          String as = attributes.getOrDefault("as", "").toLowerCase(Locale.ROOT);
          if (AS.containsKey(as)) {
            url(AS.get(as), href);
          }
          srcset(attributes.get("imagesrcset"));
        }
        case "prefetch", "prerender" -> url("connect-src", href);
        default -> {
          // A link that nothing is loaded by.
        }
      }
    }
  }

  private void formAction(String url) {
    if (url != null && !url.isBlank() && !isCode(url)) {
      needs.url("form-action", url);
    }
  }

  private void url(String directive, String url) {
    if (url == null || url.isBlank()) {
      return;
    }
    if (isCode(url)) {
      code(SourceAddress.plain(url));
      needs.source("script-src", "'unsafe-hashes'");
      needs.runs(true);
    } else {
      needs.url(directive, url);
    }
  }

  private void srcset(String value) {
    if (value == null) {
      return;
    }
    for (String url : candidates(value)) {
      url("img-src", url);
    }
  }

  /** The addresses in a {@code srcset}; commas inside an address are part of it. */
  private static List<String> candidates(String value) {
    List<String> urls = new ArrayList<>();
    var candidate = CANDIDATE.matcher(value);
    while (candidate.find()) {
      String url = candidate.group(1);
      while (url.endsWith(",")) {
        url = url.substring(0, url.length() - 1);
      }
      urls.add(url);
    }
    return urls;
  }

  private static String hash(String text) {
    byte[] digest = HexFormat.of().parseHex(Digest.of(text.getBytes(UTF_8)).hex());
    return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
  }
}
