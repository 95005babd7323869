package io.github.chimeretention.plan.change;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The effects of a deployment on retention settings.
 *
 * @param problems the stacks that are not in the plan, with the reasons
 */
public record Plan(Instant timestamp, List<PlannedResource> resources, List<String> problems) {
  /** Removes control characters and line breaks from text. */
  public Plan {
    problems = problems.stream().map(PlannedResource.TEXT::line).toList();
  }

  /** Returns whether the plan is incomplete. */
  public boolean isIncomplete() {
    return !problems.isEmpty() || resources.stream().anyMatch(PlannedResource::isIncomplete);
  }

  /** Returns whether the deployment changes settings, or may do so. */
  public boolean changes() {
    return resources.stream().anyMatch(PlannedResource::changes);
  }

  /** Returns whether the deployment hides messages, or may do so. */
  public boolean hides() {
    return resources.stream().anyMatch(PlannedResource::hides);
  }

  /** Returns the number of resources with a status. */
  public int count(Status status) {
    return (int) resources.stream().filter(it -> it.status() == status).count();
  }

  /** Returns the number of resources that hide messages. */
  public int hiding() {
    return (int) resources.stream().filter(it -> !it.hiddenMessages().isEmpty()).count();
  }

  /** Returns one line with the counts that are not zero. */
  public String summary() {
    List<String> parts = new ArrayList<>();
    String hides =
        switch (hiding()) {
          case 0 -> "";
          case 1 -> " (1 hides messages)";
          default -> " (%d hide messages)".formatted(hiding());
        };
    add(parts, count(Status.CHANGE), "to change" + hides);
    add(parts, count(Status.TURN_OFF), "to turn off");
    add(parts, count(Status.RETAINED), "no longer declared");
    add(parts, count(Status.FAILURE), "will fail");
    add(parts, count(Status.UNKNOWN), "known at deployment only");
    add(parts, count(Status.DRIFTED), "drifted");
    add(parts, count(Status.NO_CHANGE), "unchanged");
    add(parts, count(Status.NOT_READ), "not read");
    add(parts, problems.size(), problems.size() == 1 ? "stack skipped" : "stacks skipped");
    return parts.isEmpty() ? "no retention settings" : String.join(", ", parts);
  }

  private static void add(List<String> parts, int count, String text) {
    if (count > 0) {
      parts.add(count + " " + text);
    }
  }
}
