package io.github.chimeretention.plan.change;

import io.github.chimeretention.lambda.invocation.PublicText;
import io.github.chimeretention.lambda.retention.EffectiveSettings;
import java.util.List;
import java.util.Map;

/**
 * What a deployment does to the settings of one resource.
 *
 * @param identity empty if it is known at deployment only
 * @param declared the days by property, null for those that are known at deployment only; null if
 *     the resource is removed
 * @param found null if they were not read
 * @param hiddenMessages which messages will be hidden, as the function will log it; empty if none
 * @param isIncomplete whether something could not be read that the outcome depends on
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
    String hiddenMessages,
    boolean isIncomplete) {
  static final PublicText TEXT = new PublicText(List.of());

  /** Cleans text of control characters and line breaks. */
  public PlannedResource {
    path = TEXT.line(path);
    identity = TEXT.line(identity);
    message = TEXT.line(message);
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
