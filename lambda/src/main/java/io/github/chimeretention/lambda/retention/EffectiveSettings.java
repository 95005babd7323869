package io.github.chimeretention.lambda.retention;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The settings that the service reports for an identity, and the time from which it permanently
 * deletes expired messages, if it reports one.
 */
public record EffectiveSettings(
    RetentionSettings settings, Optional<Instant> initiateDeletionTimestamp) {

  /** Returns the settings of a response; a period that is off and a missing time are null. */
  public static EffectiveSettings of(Map<String, Integer> days, Instant initiateDeletionTimestamp) {
    return new EffectiveSettings(
        new RetentionSettings(days), Optional.ofNullable(initiateDeletionTimestamp));
  }

  @Override
  public String toString() {
    return settings + initiateDeletionTimestamp.map(time -> ", deletion from " + time).orElse("");
  }
}
