package io.github.chimeretention.lambda.retention;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What the service reports of an identity: its settings, and from when it deletes messages past
 * their period permanently, if it names a time.
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
