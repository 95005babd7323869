package io.github.chimeretention.plan.report;

import io.github.chimeretention.lambda.invocation.PublicText;
import io.github.chimeretention.plan.change.Plan;
import io.github.chimeretention.plan.change.PlannedResource;
import io.github.chimeretention.plan.change.Status;
import io.github.chimeretention.plan.report.Periods.Period;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Markdown for a comment on a pull request, without the resources that don't change. */
public record MarkdownReport() implements Report {
  /** In characters; together with the problems, below GitHub's limit of 65,536. */
  private static final int RESOURCES = 50_000;

  private static final int PROBLEMS = 10_000;

  private static final Comparator<PlannedResource> HIDING_FIRST =
      Comparator.<PlannedResource, Boolean>comparing(it -> it.hiddenMessages().isEmpty())
          .thenComparing(it -> !it.hides());

  private static final String HEADER =
      """

      | construct | account or app instance | period | now | declared |
      |---|---|---|---|---|
      """;

  @Override
  public String of(Plan plan) {
    List<PlannedResource> changed =
        plan.resources().stream()
            .filter(it -> it.status() != Status.NO_CHANGE)
            .sorted(HIDING_FIRST)
            .toList();
    List<PlannedResource> shown = first(changed, it -> rows(it) + sentence(it), RESOURCES);
    List<String> problems =
        plan.problems().stream().map(it -> "\n**%s**\n".formatted(text(it))).toList();
    List<String> shownProblems = first(problems, it -> it, PROBLEMS);
    return "### Retention plan: %s\n".formatted(plan.summary())
        + (changed.isEmpty() ? "" : HEADER + joined(shown, MarkdownReport::rows) + "\n")
        + joined(shown, MarkdownReport::sentence)
        + more(changed.size() - shown.size())
        + String.join("", shownProblems)
        + more(problems.size() - shownProblems.size());
  }

  /** Returns as many items as fit into a number of characters. */
  private static <T> List<T> first(List<T> items, Function<T, String> text, int limit) {
    int length = 0;
    for (int i = 0; i < items.size(); i++) {
      length += text.apply(items.get(i)).length();
      if (length > limit) {
        return items.subList(0, i);
      }
    }
    return items;
  }

  private static String joined(
      List<PlannedResource> items, Function<PlannedResource, String> text) {
    return items.stream().map(text).collect(Collectors.joining());
  }

  private static String more(int hidden) {
    return hidden == 0 ? "" : "\n… and %d more\n".formatted(hidden);
  }

  private static String rows(PlannedResource resource) {
    StringBuilder rows = new StringBuilder();
    for (Period period : new Periods(resource).all()) {
      rows.append(
          "| %s | %s | %s | %s | %s |\n"
              .formatted(
                  text(resource.path()),
                  code(resource.identity().isEmpty() ? "?" : resource.identity()),
                  period.property(),
                  period.now(),
                  period.changes() ? "**" + period.declared() + "**" : period.declared()));
    }
    return rows.toString();
  }

  private static String sentence(PlannedResource resource) {
    String warning = resource.hiddenMessages().isEmpty() ? "" : ":warning: ";
    return "- **%s**: %s%s\n".formatted(text(resource.path()), warning, text(resource.message()));
  }

  /** Escapes text that comes from templates and services. */
  private static String text(String text) {
    return PublicText.shortened(text, 1_000)
        .replaceAll("[\\\\`*_<>|\\[\\]~&]", "\\\\$0")
        // GitHub looks for mentions and issues in the rendered text, which has no backslashes.
        .replaceAll("[@#]", "$0&#8203;");
  }

  private static String code(String text) {
    return "`" + text.replace('`', '\'').replace("|", "\\|") + "`";
  }
}
