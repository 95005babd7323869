package io.github.chimeretention.plan.report;

import io.github.chimeretention.plan.change.Plan;
import io.github.chimeretention.plan.change.PlannedResource;
import io.github.chimeretention.plan.change.Status;
import io.github.chimeretention.plan.report.Periods.Period;
import java.util.StringJoiner;

/**
 * Text for a terminal of a width in columns.
 *
 * @param colours whether what needs attention is in colour
 */
public record TextReport(int width, boolean colours) implements Report {
  private static final String INDENT = "    ";

  @Override
  public String of(Plan plan) {
    StringBuilder text = new StringBuilder();
    int column = plan.resources().stream().mapToInt(it -> it.path().length()).max().orElse(0);
    plan.resources().forEach(it -> text.append(resource(it, column)));
    plan.problems().forEach(it -> text.append(marked(wrapped(it, "")) + "\n"));
    String separator = text.isEmpty() ? "" : "\n";
    return text + separator + wrapped("Plan: " + plan.summary(), "") + "\n";
  }

  private String resource(PlannedResource resource, int column) {
    String path = resource.path();
    String identity = resource.identity().isEmpty() ? "(not known yet)" : resource.identity();
    boolean isWide = 4 + column + identity.length() <= width;
    String head = symbol(resource.status()) + " " + path;
    StringBuilder text =
        new StringBuilder(
            isWide
                ? head + " ".repeat(2 + column - path.length()) + identity + "\n"
                : head + "\n" + INDENT + identity + "\n");
    int names =
        new Periods(resource).all().stream().mapToInt(it -> it.property().length()).max().orElse(0);
    for (Period period : new Periods(resource).all()) {
      String name = INDENT + period.property() + " ".repeat(names - period.property().length());
      text.append(
          period.changes()
              ? "%s  %4s -> %s%n".formatted(name, period.now(), period.declared())
              : "%s  %4s%n".formatted(name, period.now()));
    }
    String message = wrapped(resource.message(), INDENT);
    boolean needsAttention =
        resource.status() == Status.CHANGE
            ? !resource.hiddenMessages().isEmpty()
            : resource.status() != Status.NO_CHANGE;
    return text + (needsAttention ? marked(message) : message) + "\n";
  }

  private static String symbol(Status status) {
    return switch (status) {
      case NO_CHANGE -> " ";
      case CHANGE -> "~";
      case TURN_OFF, RETAINED -> "-";
      case UNKNOWN -> "?";
      case FAILURE, DRIFTED, NOT_READ -> "!";
    };
  }

  private String marked(String text) {
    return colours ? "\u001B[33m" + text + "\u001B[0m" : text;
  }

  private String wrapped(String text, String indent) {
    StringJoiner lines = new StringJoiner("\n");
    StringBuilder line = new StringBuilder(indent);
    for (String word : text.split(" ", -1)) {
      if (line.length() > indent.length() && line.length() + 1 + word.length() > width) {
        lines.add(line);
        line = new StringBuilder(indent);
      }
      line.append(line.length() > indent.length() ? " " : "").append(word);
    }
    return lines.add(line).toString();
  }
}
