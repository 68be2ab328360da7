package io.github.sitepack.core.render;

import java.net.URI;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** HTML that is read elsewhere: what it refers to is named by whole URLs. */
final class WholeUrls {
  private static final List<String> ATTRIBUTES =
      List.of("href", "src", "poster", "cite", "data", "action");

  private static final Pattern REFERS =
      Pattern.compile("(?i)(?<!\\w)(?:href|src|srcset|poster|cite|data|action)\\s*=");

  private WholeUrls() {}

  /** The HTML with whole URLs in place of those relative to the page it stands on. */
  static String in(String html, String page) {
    if (!REFERS.matcher(html).find()) {
      return html;
    }
    Document document = Jsoup.parseBodyFragment(html);
    document.outputSettings().prettyPrint(false);
    for (Element element : document.body().getAllElements()) {
      for (String attribute : ATTRIBUTES) {
        if (element.hasAttr(attribute)) {
          element.attr(attribute, whole(element.attr(attribute), page));
        }
      }
      if (element.hasAttr("srcset")) {
        element.attr("srcset", srcset(element.attr("srcset"), page));
      }
    }
    return document.body().html();
  }

  private static final Pattern CANDIDATE = Pattern.compile("([^\\s,][^\\s]*[^\\s,])(\\s+[^,]*)?,?");

  private static String srcset(String srcset, String page) {
    Matcher candidates = CANDIDATE.matcher(srcset);
    StringBuilder whole = new StringBuilder();
    while (candidates.find()) {
      whole.append(whole.length() == 0 ? "" : ", ").append(whole(candidates.group(1), page));
      if (candidates.group(2) != null) {
        whole.append(' ').append(candidates.group(2).strip());
      }
    }
    return whole.toString();
  }

  /** A reference as a whole URL; as it is when it cannot be read. */
  static String whole(String reference, String page) {
    if (reference.isEmpty()) {
      return reference;
    }
    try {
      return reference.startsWith("#")
          ? page + reference
          : URI.create(page).resolve(reference).toString();
    } catch (IllegalArgumentException e) {
      return reference;
    }
  }
}
