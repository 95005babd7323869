package io.github.chimeretention.lambda.retention;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The retention periods of one identity.
 *
 * @param days each period that is on, by its property's name, such as {@code RoomRetentionDays}; a
 *     period that is not there is off: its messages are kept
 */
public record RetentionSettings(Map<String, RetentionDays> days) {
  public static final RetentionSettings OFF = new RetentionSettings(Map.of());

  public RetentionSettings {
    days = Map.copyOf(days);
  }

  /** Returns the settings without the periods whose days are null. */
  public static RetentionSettings ofNullable(Map<String, Integer> days) {
    Map<String, RetentionDays> on = new LinkedHashMap<>();
    for (Map.Entry<String, Integer> period : days.entrySet()) {
      if (period.getValue() != null) {
        on.put(period.getKey(), new RetentionDays(period.getValue()));
      }
    }
    return new RetentionSettings(on);
  }

  /** Returns the period of a property, empty if it is off. */
  public Optional<RetentionDays> period(String property) {
    return Optional.ofNullable(days.get(property));
  }

  /** Returns the days of a property's period, null if it is off. */
  public Integer daysOf(String property) {
    return period(property).map(RetentionDays::value).orElse(null);
  }

  @Override
  public String toString() {
    return days.isEmpty() ? "off" : new TreeMap<>(days).toString();
  }
}
