package io.github.sitepack.core.theme;

import freemarker.core.Environment;
import freemarker.template.TemplateDirectiveBody;
import freemarker.template.TemplateDirectiveModel;
import freemarker.template.TemplateException;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateScalarModel;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * HTML that is made once for all pages of a site that give it the same key. Safe for several
 * threads.
 */
final class Fragments implements TemplateDirectiveModel {
  private final Map<String, Fragment> made = new ConcurrentHashMap<>();

  /**
   * One that was made.
   *
   * @param reads the texts of pages that it is made of; so is every page that shows it
   */
  private record Fragment(String html, Reads reads) {}

  @Override
  @SuppressWarnings("rawtypes") // As the interface has it.
  public void execute(
      Environment environment,
      Map parameters,
      TemplateModel[] variables,
      TemplateDirectiveBody body)
      throws TemplateException, IOException {
    if (parameters.size() != 1 || !(parameters.get("key") instanceof TemplateScalarModel key)) {
      throw new TemplateModelException("kept takes a text as its key, as in <@kept key=\"menu\">");
    }
    Fragment fragment = made.get(key.getAsString());
    if (fragment == null) {
      fragment = made(body);
      made.put(key.getAsString(), fragment);
    }
    Reads.note(fragment.reads());
    environment.getOut().write(fragment.html());
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
    return new Fragment(html.toString(), reads);
  }
}
