package io.github.chimeretention.cdk.app;

import static java.util.Map.entry;
import static java.util.stream.Collectors.joining;

import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.logs.RetentionDays;

/** The numbers of days for which Amazon CloudWatch Logs can keep logs (PutRetentionPolicy). */
final class LogRetention {
  private static final Map<Integer, RetentionDays> DAYS =
      Map.ofEntries(
          entry(1, RetentionDays.ONE_DAY),
          entry(3, RetentionDays.THREE_DAYS),
          entry(5, RetentionDays.FIVE_DAYS),
          entry(7, RetentionDays.ONE_WEEK),
          entry(14, RetentionDays.TWO_WEEKS),
          entry(30, RetentionDays.ONE_MONTH),
          entry(60, RetentionDays.TWO_MONTHS),
          entry(90, RetentionDays.THREE_MONTHS),
          entry(120, RetentionDays.FOUR_MONTHS),
          entry(150, RetentionDays.FIVE_MONTHS),
          entry(180, RetentionDays.SIX_MONTHS),
          entry(365, RetentionDays.ONE_YEAR),
          entry(400, RetentionDays.THIRTEEN_MONTHS),
          entry(545, RetentionDays.EIGHTEEN_MONTHS),
          entry(731, RetentionDays.TWO_YEARS),
          entry(1096, RetentionDays.THREE_YEARS),
          entry(1827, RetentionDays.FIVE_YEARS),
          entry(2192, RetentionDays.SIX_YEARS),
          entry(2557, RetentionDays.SEVEN_YEARS),
          entry(2922, RetentionDays.EIGHT_YEARS),
          entry(3288, RetentionDays.NINE_YEARS),
          entry(3653, RetentionDays.TEN_YEARS));

  private LogRetention() {}

  /** The member's value, or null. */
  static RetentionDays of(ContextObject object, String name) {
    if (!object.has(name)) {
      return null;
    }
    Integer days = object.whole(name);
    RetentionDays known = days == null ? null : DAYS.get(days);
    if (known == null) {
      object.mistake(name, "one of " + numbers());
    }
    return known;
  }

  private static String numbers() {
    return new TreeMap<>(DAYS).keySet().stream().map(String::valueOf).collect(joining(", "));
  }
}
