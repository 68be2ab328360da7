package io.github.sitepack.core.nginx;

import io.github.sitepack.core.site.LanguageChoice;
import io.github.sitepack.core.site.Site;
import io.github.sitepack.core.site.SitePath;
import io.github.sitepack.core.site.TrailingSlash;
import java.util.Optional;

/** The addresses of pages: their one form, and the choice of a language at the root. */
final class AddressMaps {
  private final TrailingSlash slash;
  private final Optional<LanguageChoice> languages;
  private final HostMaps hosts;
  private final Parameters parameters;

  AddressMaps(Site site, HostMaps hosts, Parameters parameters) {
    this.slash = site.serving().trailingSlash();
    this.languages = site.serving().languages();
    this.hosts = hosts;
    this.parameters = parameters;
  }

  /**
   * The maps: what the name of a page's file begins with, and what a target is redirected to, made
   * of the target as it was sent, for that cannot end a line.
   */
  String maps() {
    StringBuilder out = new StringBuilder();
    out.append("map $uri $first_uri {\n  default $uri;\n}\n\n");
    out.append("map $uri $bare {\n  default $uri;\n  \"/\" \"/index\";\n");
    for (SitePath page : hosts.notFoundPages()) {
      if (page.value().endsWith(".html")) {
        String bare = page.value().substring(0, page.value().length() - ".html".length());
        SitePath path = new SitePath(bare);
        out.append("  ").append(parameters.pattern(path, true)).append(" \"/.none\";\n");
        out.append("  ").append(parameters.pattern(new SitePath(bare + "/"), true));
        out.append(" \"/.none\";\n");
      }
    }
    out.append("  \"~(?s)^(?<barepath>.+)/\\\\z\" $barepath;\n}\n\n");
    out.append("map $request_uri $file_address {\n  default \"\";\n");
    slash.ofFiles().forEach(form -> form(out, form));
    out.append("}\n\nmap $request_uri $page_address {\n  default \"\";\n");
    form(out, slash.ofOthers());
    out.append("}\n\n");
    // The file to look for, and none where there is no address that could be told.
    named(out, "$page_address", "$page_file", "$bare.html");
    named(out, "$page_address", "$page_index", "${uri}index.html");
    named(out, "$file_address", "$address_file", "$uri");
    languages.ifPresent(choice -> languages(out, choice));
    return out.toString();
  }

  private static void named(StringBuilder out, String address, String variable, String file) {
    out.append("map ").append(address).append(' ').append(variable).append(" {\n  default \"");
    out.append(file).append("\";\n  \"\" \"/.none\";\n}\n\n");
  }

  private void form(StringBuilder out, TrailingSlash.Form form) {
    out.append("  ").append(parameters.quote("~" + form.regex(), "$")).append(" \"");
    out.append(form.before());
    out.append(form.group().isEmpty() ? "" : "${" + form.group() + "}");
    out.append(form.after()).append("${is_args}${args}\";\n");
  }

  private void languages(StringBuilder out, LanguageChoice choice) {
    out.append("map $http_accept_language $language {\n  default \"\";\n");
    for (String expression : choice.expressions()) {
      out.append("  ").append(parameters.quote("~*" + expression, "$")).append(" $choice;\n");
    }
    out.append("}\n\nmap $language $language_home {\n  default ");
    out.append(parameters.quote(choice.homes().get(0).home().encoded())).append(";\n");
    for (LanguageChoice.Home home : choice.byChoice()) {
      out.append("  ").append(parameters.name(home.tag())).append(' ');
      out.append(parameters.quote(home.home().encoded())).append(";\n");
    }
    out.append("}\n\nmap \"").append(hosts.root());
    out.append("$first_uri\" $vary_language {\n  default \"\";\n  ");
    out.append(parameters.pattern(choice.at(), true));
    out.append(" \"").append(LanguageChoice.VARY).append("\";\n}\n\n");
  }

  /** What the server sends with every answer. */
  void addHeaders(StringBuilder out) {
    if (languages.isPresent()) {
      out.append("    add_header Vary $vary_language always;\n");
    }
  }

  /** What the server does before it looks for files. */
  void conditions(StringBuilder out) {
    // Read before an error page takes the place of what was asked for.
    out.append("    set $asked_uri $first_uri;\n\n");
    if (languages.isPresent()) {
      out.append("    if (").append(hosts.place()).append(" = ");
      out.append(parameters.quote(languages.get().at().value(), "$")).append(") {\n");
      out.append("      return ").append(LanguageChoice.STATUS);
      out.append(" $language_home$is_args$args;\n    }\n\n");
    }
  }

  /** The locations of files and folders. */
  void locations(StringBuilder out) {
    boolean never = slash == TrailingSlash.NEVER;
    out.append(
        """
            location / {
              try_files $uri %s @rules;
            }

            # Before the next ones, for the first regular expression that fits is taken.
            location ~ /\\.(?!well-known/) {
              return 404;
            }

        """
            .formatted(never ? "$bare.html $uri/index.html" : "$uri/"));
    out.append("    # Asked for by name, a folder without a page is missing and not forbidden.\n");
    if (never) {
      out.append(
          """
              location = / {
                try_files /index.html @rules;
              }

              location ~ /$ {
                if (-f $document_root$page_file) {
                  return 301 $page_address;
                }

                if (-f $document_root$page_index) {
                  return 301 $page_address;
                }

                try_files ${uri}index.html $bare.html @rules;
              }
          """);
    } else {
      out.append(
          """
              location ~ /$ {
                try_files ${uri}index.html%s @rules;
              }
          """
              .formatted(slash == TrailingSlash.ALWAYS ? " $bare.html" : ""));
    }
    out.append(
        """

            # The file of a page whose address is another one.
            location ~ %s {
              # It is sent for an error. Nothing of this location counts then, try_files neither.
              if ($uri != $asked_uri) {
                break;
              }

              if (-f $document_root$address_file) {
                return 301 $file_address;
              }

              try_files $uri %s @rules;
            }
        """
            .formatted(
                slash == TrailingSlash.AUTO ? "/index\\.html$" : "\\.html$",
                never ? "$bare.html $uri/index.html" : "$uri/"));
  }

  /** What is done first where no file has the path: its page may have another address. */
  void others(StringBuilder out) {
    if (slash != TrailingSlash.NEVER) {
      out.append(
          """
                if (-f $document_root$page_file) {
                  return 301 $page_address;
                }

          """);
    }
  }
}
