package io.github.chimeretention.plan.report;

import io.github.chimeretention.plan.change.Plan;
import io.github.chimeretention.plan.change.PlannedResource;
import io.github.chimeretention.plan.change.Status;
import io.github.chimeretention.plan.report.Periods.Period;
import java.util.List;

/** Markdown for a comment on a pull request, without the resources that don't change. */
public record MarkdownReport() implements Report {
  private static final String HEADER =
      """

      | construct | account or app instance | period | now | declared |
      |---|---|---|---|---|
      """;

  @Override
  public String of(Plan plan) {
    StringBuilder text = new StringBuilder("### Retention plan: " + plan.summary() + "\n");
    List<PlannedResource> shown =
        plan.resources().stream().filter(it -> it.status() != Status.NO_CHANGE).toList();
    if (!shown.isEmpty()) {
      text.append(HEADER);
      shown.forEach(it -> text.append(rows(it)));
      text.append("\n");
    }
    shown.forEach(it -> text.append("- **%s**: %s\n".formatted(cell(it.path()), sentence(it))));
    plan.problems().forEach(it -> text.append("\n**" + it + "**\n"));
    return text.toString();
  }

  private static String rows(PlannedResource resource) {
    StringBuilder rows = new StringBuilder();
    for (Period period : new Periods(resource).all()) {
      rows.append(
          "| %s | `%s` | %s | %s | %s |\n"
              .formatted(
                  cell(resource.path()),
                  resource.identity().isEmpty() ? "?" : cell(resource.identity()),
                  period.property(),
                  period.now(),
                  period.changes() ? "**" + period.declared() + "**" : period.declared()));
    }
    return rows.toString();
  }

  private static String sentence(PlannedResource resource) {
    return resource.hiddenMessages().isEmpty()
        ? resource.message()
        : ":warning: " + resource.message();
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
