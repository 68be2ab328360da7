package io.github.sitepack.core.theme;

/**
 * A language of the site as templates see it: {@code ${site.languages[0].label}}.
 *
 * @param key what files call it: {@code pt-br}
 * @param tag BCP 47: {@code pt-BR}
 * @param label what its speakers call it
 * @param direction {@code ltr} or {@code rtl}
 * @param title the title of the site in it
 * @param url its home page ready for {@code href}
 * @param main whether it is the one for readers of no other
 */
public record LanguageModel(
    String key,
    String tag,
    String label,
    String direction,
    String title,
    String url,
    boolean main) {}
