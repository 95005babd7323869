package io.github.chimeretention.plan.report;

import io.github.chimeretention.lambda.invocation.PublicText;
import io.github.chimeretention.plan.change.Plan;
import io.github.chimeretention.plan.change.PlannedResource;
import io.github.chimeretention.plan.change.Status;
import io.github.chimeretention.plan.report.Periods.Period;
import java.util.Comparator;
import java.util.List;

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
    StringBuilder table = new StringBuilder();
    StringBuilder sentences = new StringBuilder();
    int shown = 0;
    for (PlannedResource it : changed) {
      String rows = rows(it);
      String sentence = "- **%s**: %s\n".formatted(text(it.path()), sentence(it));
      if (table.length() + sentences.length() + rows.length() + sentence.length() > RESOURCES) {
        break;
      }
      table.append(rows);
      sentences.append(sentence);
      shown++;
    }
    return "### Retention plan: %s\n".formatted(plan.summary())
        + (changed.isEmpty() ? "" : HEADER + table + "\n" + sentences)
        + more(changed.size() - shown)
        + problems(plan.problems());
  }

  private static String problems(List<String> problems) {
    StringBuilder lines = new StringBuilder();
    int shown = 0;
    for (String problem : problems) {
      String line = "\n**%s**\n".formatted(text(problem));
      if (lines.length() + line.length() > PROBLEMS) {
        break;
      }
      lines.append(line);
      shown++;
    }
    return lines + more(problems.size() - shown);
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
    return resource.hiddenMessages().isEmpty()
        ? text(resource.message())
        : ":warning: " + text(resource.message());
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
