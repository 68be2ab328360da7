package io.github.sitepack.core.theme;

import static java.nio.charset.StandardCharsets.UTF_8;

import freemarker.core.Environment;
import freemarker.template.TemplateDirectiveBody;
import freemarker.template.TemplateDirectiveModel;
import freemarker.template.TemplateException;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateScalarModel;
import freemarker.template.TemplateSequenceModel;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * HTML that is made once for all pages of a site that give it the same key. Safe for several
 * threads.
 */
final class Fragments implements TemplateDirectiveModel {
  private final Map<String, Fragment> made = new ConcurrentHashMap<>();

  /** Those that were made for pages in a list, by the key and then by the page's address. */
  private final Map<String, Map<String, Fragment>> listed = new ConcurrentHashMap<>();

  private final Models models;

  Fragments(Models models) {
    this.models = models;
  }

  /** One that was made. */
  private static final class Fragment {
    /** In UTF-8. */
    private final byte[] html;

    /** The texts of pages that it is made of; so is every page that shows it. */
    private final Reads reads;

    Fragment(byte[] html, Reads reads) {
      this.html = html;
      this.reads = reads;
    }
  }

  @Override
  @SuppressWarnings("rawtypes") // As the interface has it.
  public void execute(
      Environment environment,
      Map parameters,
      TemplateModel[] variables,
      TemplateDirectiveBody body)
      throws TemplateException, IOException {
    boolean each = parameters.containsKey("each");
    if (parameters.size() != (each ? 2 : 1)
        || !(parameters.get("key") instanceof TemplateScalarModel key)) {
      throw new TemplateModelException("kept takes a text as its key, as in <@kept key=\"menu\">");
    }
    if (each) {
      if (!(parameters.get("each") instanceof TemplateSequenceModel list)
          || variables.length != 1) {
        throw new TemplateModelException(
            "kept takes a list of pages and a name for each, as in <@kept key=\"menu\""
                + " each=site.sections; item>");
      }
      each(environment, key.getAsString(), models.pages(list), variables, body);
      return;
    }
    Fragment fragment = made.get(key.getAsString());
    if (fragment == null) {
      fragment = made(body);
      made.put(key.getAsString(), fragment);
    }
    write(fragment, environment);
  }

  /** One for each page of a list; those that the page that is shown lies in are made anew. */
  private void each(
      Environment environment,
      String key,
      List<PageModel> items,
      TemplateModel[] variables,
      TemplateDirectiveBody body)
      throws TemplateException, IOException {
    Map<String, Fragment> kept = listed.computeIfAbsent(key, k -> new ConcurrentHashMap<>());
    String here =
        models.value(environment.getDataModelOrSharedVariable("page")) instanceof PageModel page
            ? page.url()
            : "";
    for (PageModel item : items) {
      if (here.startsWith(item.url())) {
        variables[0] = models.wrap(item);
        if (body != null) {
          body.render(environment.getOut());
        }
        continue;
      }
      Fragment fragment = kept.get(item.url());
      if (fragment == null) {
        variables[0] = models.wrap(item);
        fragment = made(body);
        kept.put(item.url(), fragment);
      }
      write(fragment, environment);
    }
  }

  private static void write(Fragment fragment, Environment environment) throws IOException {
    Reads.note(fragment.reads);
    if (environment.getOut() instanceof Utf8Writer out) {
      out.append(fragment.html);
    } else {
      environment.getOut().write(new String(fragment.html, UTF_8));
    }
  }

  private static Fragment made(TemplateDirectiveBody body) throws TemplateException, IOException {
    Utf8Writer html = new Utf8Writer();
    Reads reads = new Reads();
    Reads around = reads.begin();
    try {
      if (body != null) {
        body.render(html);
      }
    } finally {
      Reads.resume(around);
    }
    return new Fragment(html.bytes(), reads);
  }
}
