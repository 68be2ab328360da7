package io.github.sitepack.core.theme;

import freemarker.template.TemplateBooleanModel;
import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateNumberModel;
import freemarker.template.TemplateScalarModel;
import freemarker.template.TemplateSequenceModel;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The functions that templates may call, for one site. */
final class Functions {
  private static final Pattern URI_SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*");

  private final SiteModel site;
  private final Texts texts;
  private final SortedMap<String, AssetLink> links;
  private final Models models;

  private final PageModel page;
  private final Paging paging;
  private final Positions positions;

  Functions(
      SiteModel site,
      PageModel page,
      Paging paging,
      Texts texts,
      SortedMap<String, AssetLink> links,
      Models models,
      Positions positions) {
    this.site = site;
    this.page = page;
    this.paging = paging;
    this.texts = texts;
    this.links = links;
    this.models = models;
    this.positions = positions;
  }

  /** All of them by name. */
  SortedMap<String, TemplateMethodModelEx> all() {
    SortedMap<String, TemplateMethodModelEx> all = new TreeMap<>();
    all.put("around", this::around);
    all.put("within", this::within);
    all.put("asset", this::asset);
    all.put("hasAsset", this::hasAsset);
    all.put("url", this::url);
    all.put("absUrl", this::absUrl);
    all.put("i18n", this::i18n);
    all.put("date", this::date);
    all.put("paginate", this::paginate);
    all.put("isCurrent", this::isCurrent);
    all.put("hasCurrent", this::hasCurrent);
    return Collections.unmodifiableSortedMap(all);
  }

  /** A page among its neighbours in the list of its section: so many before it, so many after. */
  private TemplateModel around(List<?> arguments) throws TemplateModelException {
    if (arguments.size() != 2
        || !(models.value(arguments.get(0)) instanceof PageModel shownPage)
        || !(arguments.get(1) instanceof TemplateNumberModel number)) {
      throw new TemplateModelException("around takes a page and a number");
    }
    return models.wrap(positions.around(shownPage, Math.max(0, number.getAsNumber().intValue())));
  }

  /** The indexes, in a list of pages, of those whose address this page's begins with. */
  private TemplateModel within(List<?> arguments) throws TemplateModelException {
    if (arguments.size() != 1 || !(arguments.get(0) instanceof TemplateSequenceModel list)) {
      throw new TemplateModelException("within takes a list of pages");
    }
    List<Integer> found = new ArrayList<>();
    int index = 0;
    for (PageModel above : models.pages(list)) {
      if (page.url().startsWith(above.url())) {
        found.add(index);
      }
      index++;
    }
    return models.wrap(found);
  }

  private TemplateModel asset(List<?> arguments) throws TemplateModelException {
    String name = string("asset", arguments, 0, 1);
    AssetLink link = links.get(name);
    if (link == null) {
      throw new TemplateModelException(
          "there is no asset \"" + name + "\"; the theme and the site have " + links.keySet());
    }
    return models.wrap(link);
  }

  private TemplateModel hasAsset(List<?> arguments) throws TemplateModelException {
    return links.containsKey(string("hasAsset", arguments, 0, 1))
        ? TemplateBooleanModel.TRUE
        : TemplateBooleanModel.FALSE;
  }

  /** An address below the base path; one with a scheme, a query or a fragment only stays as is. */
  private String url(List<?> arguments) throws TemplateModelException {
    return below(encoded(site.basePath()), string("url", arguments, 0, 1));
  }

  private String absUrl(List<?> arguments) throws TemplateModelException {
    return below(site.baseUrl(), string("absUrl", arguments, 0, 1));
  }

  private static String encoded(String path) throws TemplateModelException {
    try {
      return new URI(null, null, path, null).toASCIIString();
    } catch (URISyntaxException e) {
      throw new TemplateModelException("the base path " + path + " cannot be in an address", e);
    }
  }

  private static String below(String base, String path) {
    if (path.startsWith("#") || path.startsWith("?") || path.startsWith("//") || absolute(path)) {
      return path;
    }
    return base + (path.startsWith("/") ? path.substring(1) : path);
  }

  private static boolean absolute(String path) {
    int colon = path.indexOf(':');
    return colon > 0 && URI_SCHEME.matcher(path.substring(0, colon)).matches();
  }

  private String i18n(List<?> arguments) throws TemplateModelException {
    String key = string("i18n", arguments, 0, 2);
    String text =
        arguments.size() == 1
            ? texts.get(site.language(), key)
            : texts.get(site.language(), key, string("i18n", arguments, 1, 2));
    if (text == null) {
      throw new TemplateModelException(
          "there is no text \"" + key + "\"; texts are in i18n/<language>.yaml or .properties");
    }
    return text;
  }

  private String date(List<?> arguments) throws TemplateModelException {
    return texts.date(site.language(), string("date", arguments, 0, 1));
  }

  /** The part of a list that is to be shown: of what the page lists, or of the list given. */
  private TemplateModel paginate(List<?> arguments) throws TemplateModelException {
    Optional<List<PageModel>> items = Optional.empty();
    Optional<Integer> size = Optional.empty();
    for (Object argument : arguments) {
      if (argument instanceof TemplateSequenceModel list && items.isEmpty() && size.isEmpty()) {
        items = Optional.of(models.pages(list));
      } else if (argument instanceof TemplateNumberModel number
          && size.isEmpty()
          && number.getAsNumber().intValue() > 0) {
        size = Optional.of(number.getAsNumber().intValue());
      } else {
        throw new TemplateModelException(
            "paginate takes a list of pages, a number of entries from 1 on, or both");
      }
    }
    try {
      return models.wrap(paging.pager(items, size));
    } catch (UnsupportedOperationException e) {
      throw new TemplateModelException(e.getMessage());
    }
  }

  private TemplateModel isCurrent(List<?> arguments) throws TemplateModelException {
    return truth(entry("isCurrent", arguments).leadsTo(page));
  }

  private TemplateModel hasCurrent(List<?> arguments) throws TemplateModelException {
    return truth(entry("hasCurrent", arguments).leadsAbove(page));
  }

  private static TemplateModel truth(boolean value) {
    return value ? TemplateBooleanModel.TRUE : TemplateBooleanModel.FALSE;
  }

  private MenuItem entry(String function, List<?> arguments) throws TemplateModelException {
    if (arguments.size() == 1 && models.value(arguments.get(0)) instanceof MenuItem item) {
      return item;
    }
    throw new TemplateModelException(function + " takes one entry of a menu");
  }

  private static String string(String function, List<?> arguments, int index, int most)
      throws TemplateModelException {
    if (arguments.size() <= index || arguments.size() > most) {
      throw new TemplateModelException(
          function + " takes " + (most == 1 ? "one argument" : "one or two arguments"));
    }
    Object argument = arguments.get(index);
    if (argument instanceof TemplateScalarModel text) {
      return text.getAsString();
    }
    if (argument instanceof TemplateNumberModel number) {
      return number.getAsNumber().toString();
    }
    if (argument == null) {
      throw new TemplateModelException(function + " is given a value that does not exist");
    }
    throw new TemplateModelException(
        function + " takes a text as argument " + (index + 1) + ", not what it was given");
  }
}
