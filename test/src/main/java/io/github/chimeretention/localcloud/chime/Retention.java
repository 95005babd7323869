package io.github.chimeretention.localcloud.chime;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The retention settings of one identity: an account or an app instance.
 *
 * @param days the days of each setting that is on, by the setting's name in the API
 * @param initiateDeletionTimestamp when messages beyond the period are permanently deleted; null
 *     when every setting is off
 */
public record Retention(SortedMap<String, Integer> days, String initiateDeletionTimestamp) {
  /**
   * For 30 days after a period is set or shortened, lengthening it or turning it off restores the
   * messages.
   *
   * @see "Manage chat retention policies"
   */
  private static final Duration GRACE = Duration.ofDays(30);

  public Retention {
    days = Collections.unmodifiableSortedMap(new TreeMap<>(days));
  }

  public static Retention off() {
    return new Retention(new TreeMap<>(), null);
  }

  public Optional<Instant> deletion() {
    return Optional.ofNullable(initiateDeletionTimestamp).map(Instant::parse);
  }

  /** Returns the settings after others are put at the given time. */
  Retention put(Map<String, Integer> newDays, Instant now) {
    SortedMap<String, Integer> sorted = new TreeMap<>(newDays);
    if (sorted.isEmpty()) {
      return off();
    }
    boolean deletesMore =
        sorted.entrySet().stream().anyMatch(e -> isShortenedBy(e.getKey(), e.getValue()));
    return new Retention(
        sorted, deletesMore ? now.plus(GRACE).toString() : initiateDeletionTimestamp);
  }

  /** Whether a setting hides more messages with other days. */
  public boolean isShortenedBy(String setting, int newDays) {
    return newDays < days.getOrDefault(setting, Integer.MAX_VALUE);
  }
}
