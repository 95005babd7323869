package io.github.chimeretention.lambda.retention;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What the service reports of an identity.
 *
 * @param settings the periods that are in force
 * @param initiateDeletionTimestamp when messages past their period are permanently deleted, empty
 *     if the service names no time
 */
public record EffectiveSettings(
    RetentionSettings settings, Optional<Instant> initiateDeletionTimestamp) {

  /** Returns the settings of a response, in which what is off or not there is null. */
  public static EffectiveSettings of(Map<String, Integer> days, Instant initiateDeletionTimestamp) {
    return new EffectiveSettings(
        new RetentionSettings(days), Optional.ofNullable(initiateDeletionTimestamp));
  }

  @Override
  public String toString() {
    return settings + initiateDeletionTimestamp.map(time -> ", deletion from " + time).orElse("");
  }
}
