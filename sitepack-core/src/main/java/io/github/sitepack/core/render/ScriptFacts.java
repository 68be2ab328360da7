package io.github.sitepack.core.render;

import java.util.regex.Pattern;

/**
 * What can be seen in the text of a script. It errs to one side only: what is not seen is assumed.
 *
 * @param writesMarkup whether it may turn text into markup, code or the address of code, so that
 *     {@code require-trusted-types-for} could stop it
 * @param compiles whether it runs WebAssembly
 * @param works whether it starts workers
 * @param imports whether it loads other scripts
 */
record ScriptFacts(boolean writesMarkup, boolean compiles, boolean works, boolean imports) {
  /** Of a script that cannot be seen. */
  static final ScriptFacts UNSEEN = new ScriptFacts(true, false, false, false);

  /**
   * The sinks of Trusted Types, by name.
   *
   * @see <a href="https://www.w3.org/TR/trusted-types/#enforcement-in-sinks">Trusted Types</a>
   */
  private static final Pattern SINK =
      Pattern.compile(
          "HTML|(?<!\\w)write(?:ln)?(?!\\w)|(?<!\\w)eval(?!\\w)|(?<!\\w)Function(?!\\w)|DOMParser|parseFromString"
              + "|createContextualFragment|srcdoc|Worker|importScripts|(?<!\\w)import(?!\\w)|execCommand"
              + "|[\"'`]script[\"'`]|javascript:|(?<!\\w)set(?:Timeout|Interval)\\s*\\(\\s*[\"'`]"
              + "|setAttribute(?:NS|Node)?\\s*\\(\\s*+(?:[^\"'`]|[\"'`]on)|trustedTypes");

  /** Reads a script. */
  static ScriptFacts of(String text) {
    return new ScriptFacts(
        SINK.matcher(text).find(),
        text.contains("WebAssembly"),
        text.contains("Worker"),
        text.contains("import"));
  }

  /** Both together. */
  ScriptFacts and(ScriptFacts other) {
    return new ScriptFacts(
        writesMarkup || other.writesMarkup,
        compiles || other.compiles,
        works || other.works,
        imports || other.imports);
  }
}
