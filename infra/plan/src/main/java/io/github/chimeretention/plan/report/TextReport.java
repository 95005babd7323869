package io.github.chimeretention.plan.report;

import io.github.chimeretention.plan.change.Plan;
import io.github.chimeretention.plan.change.PlannedResource;
import io.github.chimeretention.plan.change.Status;
import io.github.chimeretention.plan.report.Periods.Period;
import java.util.List;
import java.util.StringJoiner;

/**
 * Text for a terminal.
 *
 * @param width the number of columns
 * @param colours whether to highlight what needs attention
 */
public record TextReport(int width, boolean colours) implements Report {
  private static final String INDENT = "    ";

  /** The widths of columns that fit all resources. */
  private record Columns(int path, int identity, int property) {
    static Columns of(List<PlannedResource> resources) {
      return new Columns(
          resources.stream().mapToInt(it -> it.path().length()).max().orElse(0),
          resources.stream().mapToInt(it -> it.identity().length()).max().orElse(0),
          resources.stream()
              .flatMap(it -> new Periods(it).all().stream())
              .mapToInt(it -> it.property().length())
              .max()
              .orElse(0));
    }
  }

  @Override
  public String of(Plan plan) {
    StringBuilder text = new StringBuilder();
    Columns columns = Columns.of(plan.resources());
    plan.resources().forEach(it -> text.append(resource(it, columns)));
    plan.problems().forEach(it -> text.append(marked(wrapped(it, "")) + "\n"));
    String separator = text.isEmpty() ? "" : "\n";
    return text + separator + wrapped("Plan: " + plan.summary(), "") + "\n";
  }

  private String resource(PlannedResource resource, Columns columns) {
    String identity = resource.identity().isEmpty() ? "(not known yet)" : resource.identity();
    boolean fits = columns.path() + columns.identity() + 4 <= width;
    String gap = fits ? "  " : "\n" + INDENT;
    StringBuilder text = new StringBuilder();
    text.append(symbol(resource.status())).append(" ");
    text.append(fits ? padded(resource.path(), columns.path()) : resource.path());
    text.append(gap).append(identity).append("\n");
    for (Period period : new Periods(resource).all()) {
      String name = INDENT + padded(period.property(), columns.property());
      String change = period.changes() ? " -> " + period.declared() : "";
      text.append("%s  %4s%s\n".formatted(name, period.now(), change));
    }
    String message = wrapped(resource.message(), INDENT);
    return text.append(needsAttention(resource) ? marked(message) : message)
        .append("\n")
        .toString();
  }

  private static boolean needsAttention(PlannedResource resource) {
    return switch (resource.status()) {
      case NO_CHANGE -> false;
      case CHANGE -> !resource.hiddenMessages().isEmpty();
      default -> true;
    };
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
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
