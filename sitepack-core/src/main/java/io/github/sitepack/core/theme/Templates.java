package io.github.sitepack.core.theme;

import freemarker.cache.StringTemplateLoader;
import freemarker.cache.StrongCacheStorage;
import freemarker.cache.TemplateNameFormat;
import freemarker.core.Environment;
import freemarker.core.InvalidReferenceException;
import freemarker.core.ParseException;
import freemarker.core.TemplateClassResolver;
import freemarker.log.Logger;
import freemarker.template.Configuration;
import freemarker.template.MalformedTemplateNameException;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import freemarker.template.TemplateHashModel;
import freemarker.template.TemplateNotFoundException;
import io.github.sitepack.core.report.Closest;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problem;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.report.SitepackException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parsed templates, which turn values into HTML; the only place that knows how FreeMarker is set.
 */
final class Templates {
  // First, because any other class of FreeMarker would choose a logger.
  static {
    silenceFreeMarker();
  }

  private static final freemarker.template.Version VERSION = Configuration.VERSION_2_3_34;

  /** What would make a page depend on the clock, or hide from this check. */
  private static final Pattern FORBIDDEN =
      Pattern.compile(
          "(?<![\\p{Alnum}_$)\\]\"'])\\.now(?!\\w)|\\?\\s*(?:eval|interpret)(?!\\w)(?!_)");

  /** Comments, {@code noparse} blocks, tags and interpolations, in that order of preference. */
  private static final Pattern CODE =
      Pattern.compile(
          "(?s)<#--.*?-->|<#noparse>.*?</#noparse>|<[#@](?:\"[^\"]*\"|'[^']*'|\\([^()\"']*\\)|[^(>\"']+|\\()*+>"
              + "|\\$\\{(?:\"[^\"]*\"|'[^']*'|[^}\"']+)*+\\}");

  private final Configuration configuration = new Configuration(VERSION);
  private final Models models = new Models(VERSION);
  private final SortedMap<String, ThemeFiles.Source> sources;
  private final Map<String, Template> parsed = new ConcurrentHashMap<>();

  /**
   * Parses all templates but those of the built-in theme, of which a site uses some; those that do
   * not parse go to {@code problems}.
   */
  Templates(SortedMap<String, ThemeFiles.Source> sources, Problems problems) {
    this.sources = sources;
    configure();
    sources.forEach(
        (name, source) -> {
          if (source.origin() != ThemeFiles.Origin.BUILT_IN) {
            parse(name, source, problems);
          }
        });
  }

  // Every failure comes to us as an exception and is told once; FreeMarker would write it to
  // stderr too. Its own switch is a system property, which would be seen by the whole Maven.
  @SuppressWarnings("deprecation")
  static void silenceFreeMarker() {
    try {
      Logger.selectLoggerLibrary(Logger.LIBRARY_NONE);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private void configure() {
    StringTemplateLoader loader =
        new StringTemplateLoader() {
          @Override
          public Object findTemplateSource(String name) {
            return super.findTemplateSource(ThemeFiles.canonical(name));
          }
        };
    // The number stands for a time of change; a fixed one keeps the clock out.
    sources.forEach((name, source) -> loader.putTemplate(name, source.text(), 1));
    configuration.setTemplateLoader(loader);
    configuration.setCacheStorage(new StrongCacheStorage());
    configuration.setTemplateUpdateDelayMilliseconds(Long.MAX_VALUE);
    configuration.setTemplateNameFormat(TemplateNameFormat.DEFAULT_2_4_0);
    configuration.setLocalizedLookup(false);
    configuration.setObjectWrapper(models);
    configuration.setDefaultEncoding("UTF-8");
    configuration.setOutputEncoding("UTF-8");
    configuration.setURLEscapingCharset("UTF-8");
    configuration.setLocale(Locale.ROOT);
    configuration.setTimeZone(TimeZone.getTimeZone("UTC"));
    configuration.setNumberFormat("computer");
    configuration.setBooleanFormat("c");
    configuration.setTabSize(1);
    // Without the old #{…}, which the search for the clock does not look into.
    configuration.setInterpolationSyntax(Configuration.DOLLAR_INTERPOLATION_SYNTAX);
    configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
    configuration.setAPIBuiltinEnabled(false);
    configuration.setFallbackOnNullLoopVariable(false);
    configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    configuration.setLogTemplateExceptions(false);
    configuration.setAttemptExceptionReporter((exception, environment) -> {});
    configuration.setWrapUncheckedExceptions(true);
  }

  private void parse(String name, ThemeFiles.Source source, Problems problems) {
    Matcher code = CODE.matcher(source.text());
    while (code.find()) {
      if (code.group().startsWith("<#--") || code.group().startsWith("<#noparse")) {
        continue;
      }
      Matcher forbidden = FORBIDDEN.matcher(code.group());
      while (forbidden.find()) {
        boolean clock = forbidden.group().equals(".now");
        problems.add(
            place(source, code.start() + forbidden.start()),
            clock
                ? "a template may not ask for the time; the pages would differ from build to build"
                : "a template may not use "
                    + forbidden.group()
                    + "; it hides what a page depends on",
            clock
                ? "take a date from the page, such as page.date, or write the year into the"
                    + " settings"
                : "write the expression itself");
      }
    }
    try {
      parsed.put(name, configuration.getTemplate(name));
    } catch (ParseException e) {
      problems.add(
          Place.of(source.file(), e.getLineNumber(), e.getColumnNumber()),
          "this template does not parse: " + oneLine(e.getEditorMessage()),
          mending(source));
    } catch (IOException e) {
      throw new UncheckedIOException("parsing " + source.file(), e);
    }
  }

  private static String mending(ThemeFiles.Source source) {
    return switch (source.origin()) {
      case SITE -> "correct the template, or remove the file to use that of the theme";
      case THEME -> "report this to those who make the theme";
      case BUILT_IN -> "report this; the built-in theme is wrong";
    };
  }

  /** Where a character of a template stands. */
  static Place place(ThemeFiles.Source source, int offset) {
    String before = source.text().substring(0, offset);
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    return Place.of(source.file(), line, offset - before.lastIndexOf('\n'));
  }

  private Template template(String name) {
    return parsed.computeIfAbsent(
        name,
        missing -> {
          try {
            return configuration.getTemplate(missing);
          } catch (IOException e) {
            throw new UncheckedIOException("parsing " + sources.get(missing).file(), e);
          }
        });
  }

  /** The values templates are given are wrapped by this. */
  Models models() {
    return models;
  }

  /** Whether there is a template of that name, with {@code .ftlh}. */
  boolean has(String name) {
    return sources.containsKey(name);
  }

  /** Whether a template is the built-in theme's. */
  boolean isBuiltIn(String name) {
    return sources.get(name).origin() == ThemeFiles.Origin.BUILT_IN;
  }

  /** Whether the code of a template names a variable. */
  boolean names(String name, String variable) {
    Pattern word = Pattern.compile("(?<![\\w.])" + variable + "(?!\\w)");
    Matcher code = CODE.matcher(sources.get(name).text());
    while (code.find()) {
      if (!code.group().startsWith("<#--") && word.matcher(code.group()).find()) {
        return true;
      }
    }
    return false;
  }

  /** Whether a word stands anywhere in a template. */
  boolean mentions(String name, String word) {
    return sources.get(name).text().contains(word);
  }

  /** The names of all templates. */
  Set<String> names() {
    return sources.keySet();
  }

  /**
   * Applies a template.
   *
   * @param page what problems call the page, or where it asks for the template
   */
  String apply(String name, TemplateHashModel values, Place page) {
    return output(name, values, page, new Utf8Writer()).toString();
  }

  /** The same, encoded in UTF-8. */
  byte[] bytes(String name, TemplateHashModel values, Place page) {
    Utf8Writer out = Utf8Writer.ofPage();
    try {
      return output(name, values, page, out).bytes();
    } finally {
      out.end();
    }
  }

  private Utf8Writer output(String name, TemplateHashModel values, Place page, Utf8Writer out) {
    try {
      Environment environment = template(name).createProcessingEnvironment(values, out);
      environment.process();
      return out;
    } catch (StackOverflowError e) {
      throw new SitepackException(
          Recursion.from(name, sources).orElse(Place.of(sources.get(name).file())),
          "while rendering " + page + ": templates or macros that call themselves without end",
          "look for an include, a macro or a function that leads back to itself");
    } catch (TemplateException e) {
      for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
        if (cause instanceof SitepackException known) {
          throw known;
        }
      }
      throw new SitepackException(List.of(problem(name, e, page)));
    } catch (IOException e) {
      throw new UncheckedIOException("rendering " + page, e);
    }
  }

  private Problem problem(String name, TemplateException e, Place page) {
    String template = e.getTemplateSourceName() == null ? name : e.getTemplateSourceName();
    ThemeFiles.Source source = sources.get(ThemeFiles.canonical(template));
    if (source != null && !source.own()) {
      // The theme is not the user's to mend; what they gave it is.
      return new Problem(
          page,
          reason(e) + " (" + source.file() + ":" + e.getLineNumber() + ")",
          "give it in the page's front matter or in the site's settings, in the form the theme"
              + " expects");
    }
    String file = source == null ? template : source.file();
    Place place =
        e.getLineNumber() == null
            ? Place.of(file)
            : Place.of(file, e.getLineNumber(), e.getColumnNumber());
    return new Problem(place, "while rendering " + page + ": " + reason(e), fix(e));
  }

  private static String reason(TemplateException e) {
    if (e instanceof InvalidReferenceException && e.getBlamedExpressionString() != null) {
      return "there is no value for " + e.getBlamedExpressionString();
    }
    if (e.getCause() instanceof TemplateNotFoundException missing) {
      return "there is no template " + missing.getTemplateName();
    }
    if (e.getCause() instanceof MalformedTemplateNameException malformed) {
      return "this is no name of a template: " + malformed.getTemplateName();
    }
    String message = e.getMessageWithoutStackTop();
    // Names of our classes tell nobody anything, and the place is told before the message.
    return oneLine(
        message == null
            ? e.getClass().getSimpleName()
            : message.replaceAll(" \\(wrapper: [\\w.$]+\\)| +\\[in template [^\\]]*+\\]", ""));
  }

  private String fix(TemplateException e) {
    if (e.getCause() instanceof TemplateNotFoundException missing) {
      return Closest.to(missing.getTemplateName(), names())
          .map(near -> "did you mean " + near + "?")
          .orElse("name one of " + names());
    }
    if (e instanceof InvalidReferenceException && e.getBlamedExpressionString() != null) {
      String blamed = e.getBlamedExpressionString();
      for (String owner : List.of("page", "site")) {
        if (blamed.startsWith(owner + ".")) {
          Set<String> properties =
              owner.equals("page")
                  ? Models.pageProperties().keySet()
                  : Models.siteProperties().keySet();
          String name = blamed.substring(owner.length() + 1);
          if (name.matches("\\w+") && !properties.contains(name)) {
            return "use what " + owner + " has: " + String.join(", ", properties);
          }
        }
      }
      return "give a default, as in ("
          + blamed
          + ")!\"\", or ask first with <#if ("
          + blamed
          + ")??>";
    }
    return "correct the template there, or the value that the page or the settings give it";
  }

  /** FreeMarker's message up to its tips, which speak to Java programmers, in one line. */
  private static String oneLine(String message) {
    List<String> lines = new ArrayList<>();
    for (String line : message.split("\n")) {
      if (line.startsWith("----")) {
        break;
      }
      if (!line.isBlank()) {
        lines.add(line.strip());
      }
    }
    String text = String.join(" ", lines);
    return text.isEmpty()
        ? "no reason is given"
        : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }
}
