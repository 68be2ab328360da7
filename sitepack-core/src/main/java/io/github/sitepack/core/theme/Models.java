package io.github.sitepack.core.theme;

import freemarker.core.HTMLOutputFormat;
import freemarker.ext.util.WrapperTemplateModel;
import freemarker.template.DefaultObjectWrapper;
import freemarker.template.SimpleCollection;
import freemarker.template.SimpleScalar;
import freemarker.template.TemplateCollectionModel;
import freemarker.template.TemplateHashModel;
import freemarker.template.TemplateHashModelEx;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateSequenceModel;
import freemarker.template.Version;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Shows templates the values of this room, their properties and nothing else: no other object, no
 * method of {@code Object}, no class.
 */
final class Models extends DefaultObjectWrapper {
  private static final Properties PAGE = properties(PageModel.class);
  private static final Properties SITE = properties(SiteModel.class);
  private static final Properties MENU = properties(MenuItem.class);
  private static final Properties TOC = properties(TocEntry.class);
  private static final Properties SHORTCODE = shortcode(properties(ShortcodeModel.class));
  private static final Properties PAGER = properties(PagerModel.class);
  private static final Properties OUTPUT = properties(OutputLink.class);
  private static final Properties LINK = properties(AssetLink.class);
  private static final Properties RESOURCE = properties(ResourceModel.class);
  private static final Properties LANGUAGE = properties(LanguageModel.class);

  Models(Version version) {
    super(version);
  }

  /** The kinds of values that pages have most, first; all others as FreeMarker does it. */
  @Override
  public TemplateModel wrap(Object object) throws TemplateModelException {
    if (object instanceof String text) {
      return new SimpleScalar(text);
    }
    return object instanceof PageModel ? new Hash(PAGE, object) : super.wrap(object);
  }

  @Override
  protected TemplateModel handleUnknownType(Object object) throws TemplateModelException {
    if (object instanceof PageModel) {
      return new Hash(PAGE, object);
    }
    if (object instanceof Html html) {
      return HTMLOutputFormat.INSTANCE.fromMarkup(html.markup());
    }
    if (object instanceof TocEntry) {
      return new Hash(TOC, object);
    }
    if (object instanceof ResourceModel) {
      return new Hash(RESOURCE, object);
    }
    if (object instanceof LanguageModel) {
      return new Hash(LANGUAGE, object);
    }
    if (object instanceof MenuItem) {
      return new Hash(MENU, object);
    }
    if (object instanceof SiteModel) {
      return new Hash(SITE, object);
    }
    if (object instanceof ShortcodeModel) {
      return new Hash(SHORTCODE, object);
    }
    if (object instanceof ShortcodeArguments arguments) {
      return new Arguments(arguments);
    }
    if (object instanceof PagerModel) {
      return new Hash(PAGER, object);
    }
    if (object instanceof OutputLink) {
      return new Hash(OUTPUT, object);
    }
    if (object instanceof AssetLink) {
      return new Hash(LINK, object);
    }
    if (object instanceof Enum || object instanceof Temporal || object instanceof Character) {
      return new SimpleScalar(object.toString());
    }
    throw new TemplateModelException("a value of an unknown kind: " + object.getClass().getName());
  }

  /** The value that a template was given, or null when it made this one itself. */
  Object value(Object model) {
    return model instanceof Hash hash ? hash.object : null;
  }

  /** A list of pages that a template hands back. */
  List<PageModel> pages(TemplateSequenceModel list) throws TemplateModelException {
    List<PageModel> pages = new ArrayList<>();
    if (list instanceof WrapperTemplateModel wrapper
        && wrapper.getWrappedObject() instanceof List<?> given) {
      for (Object item : given) {
        if (!(item instanceof PageModel page)) {
          throw new TemplateModelException("a list that holds something that is no page");
        }
        pages.add(page);
      }
      return Collections.unmodifiableList(pages);
    }
    for (int i = 0; i < list.size(); i++) {
      if (!(value(list.get(i)) instanceof PageModel page)) {
        throw new TemplateModelException("a list that holds something that is no page");
      }
      pages.add(page);
    }
    return Collections.unmodifiableList(pages);
  }

  /** What {@code page} has, for messages. */
  static SortedMap<String, Method> pageProperties() {
    return PAGE.sorted();
  }

  /** What {@code site} has, for messages. */
  static SortedMap<String, Method> siteProperties() {
    return SITE.sorted();
  }

  /** What an object that pages and sites are made of has; empty for one of another kind. */
  static Optional<SortedMap<String, Method>> propertiesOf(Object object) {
    return Stream.of(
            TocEntry.class,
            MenuItem.class,
            ResourceModel.class,
            LanguageModel.class,
            OutputLink.class)
        .filter(kind -> kind.isInstance(object))
        .findFirst()
        .map(Models::propertiesOf);
  }

  /** What a kind of such objects has. */
  static SortedMap<String, Method> propertiesOf(Class<?> kind) {
    Properties properties =
        kind == TocEntry.class
            ? TOC
            : kind == MenuItem.class
                ? MENU
                : kind == ResourceModel.class
                    ? RESOURCE
                    : kind == LanguageModel.class ? LANGUAGE : OUTPUT;
    return properties.sorted();
  }

  /** Without what is not for templates. */
  private static Properties shortcode(Properties all) {
    SortedMap<String, Method> shown = new TreeMap<>(all.sorted());
    shown.keySet().retainAll(List.of("name", "args", "ordinal", "id", "parent"));
    return Properties.of(shown);
  }

  private static Properties properties(Class<?> type) {
    SortedMap<String, Method> properties = new TreeMap<>();
    for (Method method : type.getDeclaredMethods()) {
      if (method.getParameterCount() == 0
          && !method.isSynthetic()
          && Modifier.isPublic(method.getModifiers())
          && !Modifier.isStatic(method.getModifiers())
          && !method.getName().equals("toString")
          && !method.getName().equals("hashCode")) {
        properties.put(method.getName(), method);
      }
    }
    return Properties.of(properties);
  }

  /**
   * What a kind of object shows.
   *
   * @param sorted by name, for lists
   * @param byName the same, for look-ups, of which a page takes hundreds
   */
  private record Properties(SortedMap<String, Method> sorted, Map<String, Method> byName) {
    static Properties of(SortedMap<String, Method> properties) {
      return new Properties(
          Collections.unmodifiableSortedMap(properties), new HashMap<>(properties));
    }
  }

  /** Arguments, which a template may ask for by name and by number whichever were given. */
  private final class Arguments implements TemplateHashModel, TemplateSequenceModel {
    private final ShortcodeArguments arguments;

    Arguments(ShortcodeArguments arguments) {
      this.arguments = arguments;
    }

    @Override
    public TemplateModel get(String key) throws TemplateModelException {
      return wrap(arguments.named().get(key));
    }

    @Override
    public TemplateModel get(int index) throws TemplateModelException {
      return index >= 0 && index < arguments.positional().size()
          ? wrap(arguments.positional().get(index))
          : null;
    }

    @Override
    public int size() {
      return arguments.positional().size();
    }

    @Override
    public boolean isEmpty() {
      return arguments.positional().isEmpty() && arguments.named().isEmpty();
    }
  }

  /** An object by its properties, in alphabetical order. */
  private final class Hash implements TemplateHashModelEx {
    private final Properties properties;
    private final Object object;

    Hash(Properties properties, Object object) {
      this.properties = properties;
      this.object = object;
    }

    @Override
    public TemplateModel get(String key) throws TemplateModelException {
      if (object instanceof PageModel page) {
        // What lists ask for at each entry; a look at a large site takes millions of them.
        Object asked =
            switch (key) {
              case "url" -> page.url();
              case "linkTitle" -> page.linkTitle();
              case "rendered" -> page.rendered();
              case "children" -> page.children();
              default -> null;
            };
        if (asked != null) {
          return wrap(asked);
        }
        if (Facts.TEXTS.contains(key)) {
          Reads.note(page, key);
        }
      }
      Method property = properties.byName().get(key);
      if (property == null) {
        return null;
      }
      try {
        return wrap(property.invoke(object));
      } catch (InvocationTargetException e) {
        if (e.getCause() instanceof UnsupportedOperationException cause) {
          throw new TemplateModelException(cause.getMessage());
        }
        if (e.getCause() instanceof RuntimeException cause) {
          throw cause;
        }
        throw new TemplateModelException("reading " + key, e);
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public boolean isEmpty() {
      return false;
    }

    @Override
    public int size() {
      return properties.sorted().size();
    }

    @Override
    public TemplateCollectionModel keys() {
      return new SimpleCollection(properties.sorted().keySet(), Models.this);
    }

    @Override
    public TemplateCollectionModel values() throws TemplateModelException {
      List<TemplateModel> values = new ArrayList<>();
      for (String key : properties.sorted().keySet()) {
        values.add(get(key));
      }
      return new SimpleCollection(values, Models.this);
    }
  }
}
