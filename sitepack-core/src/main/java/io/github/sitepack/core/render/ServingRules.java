package io.github.sitepack.core.render;

import io.github.sitepack.core.content.ServingSettings;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.site.HeaderRule;
import io.github.sitepack.core.site.Origins;
import io.github.sitepack.core.site.PathPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rules that the settings make, once it is known what they mean. */
final class ServingRules {
  private ServingRules() {}

  /** Headers by the form of the path; what is wrong is a problem. */
  static List<HeaderRule> headers(
      ServingSettings settings, String base, Origins origins, Problems problems) {
    List<HeaderRule> rules = new ArrayList<>();
    for (ServingSettings.Header header : settings.headers()) {
      Optional<PathPattern> path =
          RuleText.pattern(header.path().text(), header.path().place(), base, problems);
      String name = header.name().text();
      Optional<String> value = header.value().map(text -> text.text().strip());
      boolean good = HeaderText.check(name, value, header.name().place(), problems);
      if (good && path.isPresent()) {
        HeaderRule rule = new HeaderRule(path.get(), name, value);
        rules.add(rule);
        origins.header(rule, header.name().place());
      }
    }
    return rules;
  }
}
