package io.github.chimeretention.plan.change;

import io.github.chimeretention.lambda.invocation.PublicText;
import io.github.chimeretention.lambda.retention.EffectiveSettings;
import java.util.List;
import java.util.Map;

/**
 * The effect of a deployment on the settings of one resource.
 *
 * @param identity empty if it is known only at deployment
 * @param declared the days by property, null for values known only at deployment; null if the
 *     resource is removed
 * @param found the current settings; null if they were not read
 * @param hiddenMessages which messages will be hidden, in the words of the function's log; empty if
 *     none
 */
public record PlannedResource(
    String stack,
    String path,
    String resourceType,
    String identity,
    Map<String, Integer> declared,
    EffectiveSettings found,
    Status status,
    String message,
    String hiddenMessages) {
  static final PublicText TEXT = new PublicText(List.of());

  /** Removes control characters and line breaks from text. */
  public PlannedResource {
    path = TEXT.line(path);
    identity = TEXT.line(identity);
    message = TEXT.line(message);
  }

  /** Returns the same resource with the effect of a deployment. */
  PlannedResource with(EffectiveSettings current, Status effect, String text, String hidden) {
    return new PlannedResource(
        stack, path, resourceType, identity, declared, current, effect, text, hidden);
  }

  /** Returns whether something that the outcome depends on could not be read. */
  boolean isIncomplete() {
    boolean isUnread = found == null && !identity.isEmpty() && status != Status.RETAINED;
    return isUnread || status == Status.NOT_READ;
  }

  /** Returns whether the deployment changes settings, removes a resource, or may do so. */
  public boolean changes() {
    return switch (status) {
      case NO_CHANGE, DRIFTED, NOT_READ -> false;
      case CHANGE, FAILURE, TURN_OFF, RETAINED, UNKNOWN -> true;
    };
  }

  /** Returns whether the deployment hides messages, or may do so. */
  public boolean hides() {
    return !hiddenMessages.isEmpty() || status == Status.UNKNOWN;
  }
}
