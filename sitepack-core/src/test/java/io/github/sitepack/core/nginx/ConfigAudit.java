package io.github.sitepack.core.nginx;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The checks of gixy, in words of our own: mistakes of nginx configurations that open a hole.
 *
 * @see <a href="https://github.com/yandex/gixy/tree/master/docs/en/plugins">gixy's checks</a>
 */
final class ConfigAudit {
  /** Variables that hold decoded bytes of the path, line feeds among them. */
  private static final Pattern DECODED =
      Pattern.compile("\\$\\{?(?:uri|document_uri|request_filename|document_root_uri)\\b");

  /** Variables that a client sets as it likes. */
  private static final Pattern CLIENTS =
      Pattern.compile("\\$\\{?(?:http_|arg_|cookie_|host\\b|uri\\b|request_uri\\b|args\\b)");

  private static final Pattern NESTED =
      Pattern.compile("\\((?:\\?:)?[^()]*[+*](?<!\\+\\+)(?<!\\*\\+)\\)[+*](?!\\+)");

  private final List<Directive> all;
  private final List<String> findings = new ArrayList<>();

  private ConfigAudit(List<Directive> files) {
    this.all = files.stream().flatMap(Directive::all).toList();
  }

  /** What is wrong with the files. */
  static List<String> of(List<Directive> files) {
    ConfigAudit audit = new ConfigAudit(files);
    audit.splitting();
    audit.serverSideRequests();
    audit.hostSpoofing();
    audit.traversal();
    audit.redefinedHeaders();
    audit.headerLines();
    audit.referers();
    audit.regularExpressions();
    audit.resolver();
    audit.tokens();
    audit.execution();
    audit.ifs();
    return audit.findings;
  }

  private void found(String check, Directive directive) {
    findings.add(check + ": " + directive.name() + " " + directive.text());
  }

  private List<Directive> named(String... names) {
    return all.stream().filter(d -> List.of(names).contains(d.name())).toList();
  }

  /** http_splitting: decoded bytes, or a capture that lets line feeds through, in a header. */
  private void splitting() {
    TreeSet<String> tainted = new TreeSet<>();
    for (Directive map : named("map")) {
      boolean decodedSource = map.arguments().get(0).matches(".*\\$\\{?(?:uri|document_uri)\\b.*");
      for (Directive entry : map.block()) {
        Matcher capture = Pattern.compile("\\$\\{?([a-z][a-z0-9]*)").matcher(entry.text());
        while (capture.find()) {
          boolean named = entry.name().contains("(?<" + capture.group(1) + ">");
          if (DECODED.matcher(entry.text()).find() || (decodedSource && named)) {
            tainted.add(map.arguments().get(1));
          }
        }
      }
    }
    for (Directive sent : named("return", "add_header", "rewrite", "proxy_set_header")) {
      String value = sent.text();
      boolean body = sent.name().equals("return") && !value.matches("30[12378] .*");
      boolean bad =
          DECODED.matcher(value).find()
              || tainted.stream().anyMatch(name -> value.matches(".*\\" + name + "\\b.*"));
      if (bad && !body) {
        found("http_splitting", sent);
      }
    }
  }

  /** ssrf: the client names the host that is asked. */
  private void serverSideRequests() {
    for (Directive pass :
        named("proxy_pass", "fastcgi_pass", "uwsgi_pass", "scgi_pass", "grpc_pass")) {
      found("ssrf", pass);
    }
    for (Directive rewrite : named("rewrite")) {
      if (CLIENTS.matcher(rewrite.text()).find()) {
        found("ssrf", rewrite);
      }
    }
  }

  /** host_spoofing: what the client calls the host goes on. */
  private void hostSpoofing() {
    for (Directive sent : named("return", "add_header", "rewrite", "proxy_set_header")) {
      if (sent.text().matches(".*\\$\\{?(?:http_host|host)\\b.*")) {
        found("host_spoofing", sent);
      }
    }
  }

  /** alias_traversal, and roots that a client chooses. */
  private void traversal() {
    for (Directive location : named("location")) {
      for (Directive alias : location.block()) {
        if (alias.name().equals("alias")
            && !location.text().endsWith("/")
            && alias.text().endsWith("/")) {
          found("alias_traversal", alias);
        }
      }
    }
    for (Directive root : named("root", "alias")) {
      if (CLIENTS.matcher(root.text()).find()) {
        found("alias_traversal", root);
      }
    }
  }

  /** add_header_redefinition: a block that sends a header of its own loses those outside. */
  private void redefinedHeaders() {
    for (Directive server : named("server")) {
      boolean outside = server.block().stream().anyMatch(d -> d.name().equals("add_header"));
      for (Directive inner : server.block()) {
        boolean error = inner.name().equals("location") && inner.text().matches("= /\\.416");
        if (outside
            && !inner.block().isEmpty()
            && !error
            && inner.all().skip(1).anyMatch(d -> d.name().equals("add_header"))) {
          found("add_header_redefinition", inner);
        }
      }
    }
  }

  /** add_header_multiline. */
  private void headerLines() {
    for (Directive header : named("add_header")) {
      if (header.text().contains("\n")) {
        found("add_header_multiline", header);
      }
    }
  }

  /** valid_referers none, which lets everybody in who hides the header. */
  private void referers() {
    for (Directive referers : named("valid_referers")) {
      if (referers.arguments().contains("none")) {
        found("valid_referers", referers);
      }
    }
  }

  /** Regular expressions that a client can have work for ages: repetition within repetition. */
  private void regularExpressions() {
    for (Directive each : all) {
      List<String> words = new ArrayList<>(each.arguments());
      words.add(each.name());
      for (String word : words) {
        if (word.startsWith("~") && NESTED.matcher(word).find()) {
          found("regex_redos", each);
        }
      }
    }
  }

  /** A resolver means that names are looked up at run time, by whoever answers first. */
  private void resolver() {
    named("resolver").forEach(resolver -> found("resolver", resolver));
  }

  private void tokens() {
    if (named("server_tokens").stream().noneMatch(d -> d.text().equals("off"))) {
      findings.add("server_tokens: not off");
    }
    if (named("absolute_redirect").stream().noneMatch(d -> d.text().equals("off"))) {
      findings.add("absolute_redirect: not off");
    }
    named("autoindex", "merge_slashes").forEach(d -> found("surface", d));
  }

  private void execution() {
    named("perl", "perl_set", "js_content", "js_import", "content_by_lua", "ssi", "dav_methods")
        .forEach(d -> found("execution", d));
  }

  /** if is evil: within a location it may only return or break, or try_files is lost in it. */
  private void ifs() {
    for (Directive location : named("location")) {
      for (Directive test : location.block()) {
        boolean harmless =
            test.block().stream().allMatch(d -> List.of("return", "break").contains(d.name()));
        if (test.name().equals("if") && !harmless) {
          found("if_is_evil", test);
        }
      }
    }
  }
}
