package io.github.chimeretention.lambda.retention;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Retention periods by property name, in days: 1 to 5475, which is 15 years (<i>Amazon Chime API
 * Reference, RoomRetentionSettings</i>). A null or omitted period is off: its messages are kept.
 */
public record RetentionSettings(Map<String, Integer> days) {
  public static final RetentionSettings OFF = new RetentionSettings(Map.of());

  public RetentionSettings {
    days = new TreeMap<>(days);
    days.values().removeIf(Objects::isNull);
    days.forEach(RetentionSettings::parse);
  }

  /** Parses a property's value, which must consist of plain digits. */
  static int parse(String property, Object value) {
    String text = String.valueOf(value);
    if (text.matches("[1-9][0-9]{0,3}") && Integer.parseInt(text) <= 5475) {
      return Integer.parseInt(text);
    }
    throw RetentionException.ofProperty(property, value, "a whole number of days from 1 to 5475");
  }

  @Override
  public String toString() {
    return days.isEmpty() ? "retention off" : days.toString();
  }
}
