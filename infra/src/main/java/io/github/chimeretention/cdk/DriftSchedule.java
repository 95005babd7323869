package io.github.chimeretention.cdk;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;

/**
 * How often the settings are checked, and the period of the alarms that follows: long enough that a
 * check falls into each, and no shorter than an hour, in which a slow check may end.
 *
 * @param minutes the alarms' period
 */
record DriftSchedule(ScheduleExpression expression, int minutes) {
  private static final int HOUR = 60;
  private static final int DAY = 24 * HOUR;

  private static final Map<String, Integer> MINUTES = Map.of("minute", 1, "hour", HOUR, "day", DAY);

  private static final Pattern RATE =
      Pattern.compile("rate\\((?<value>[1-9][0-9]{0,8}) (?<unit>minute|hour|day)s?\\)");

  /** A cron expression without a day on which it does not run. */
  private static final Pattern DAILY =
      Pattern.compile("cron\\(\\S+ \\S+ (\\*|\\?|1/1) (\\*|1/1) (\\*|\\?)( \\*)?\\)");

  /**
   * Takes the declared schedule, which is refused unless it checks once a day at least: an alarm
   * could not tell a check that is not due from one that did not run.
   *
   * @param declared null for once a day
   */
  static DriftSchedule of(ScheduleExpression declared, Place place) {
    if (declared == null) {
      return new DriftSchedule(ScheduleExpression.rate(Duration.days(1)), DAY);
    }
    String expression = declared.getExpressionString();
    Matcher rate = RATE.matcher(expression);
    if (rate.matches()) {
      long minutes = Long.parseLong(rate.group("value")) * MINUTES.get(rate.group("unit"));
      if (minutes <= DAY) {
        return new DriftSchedule(declared, Math.max(HOUR, (int) minutes));
      }
    }
    if (DAILY.matcher(expression).matches()) {
      return new DriftSchedule(declared, DAY);
    }
    throw place.mistake(
        "schedule is %s; it must be a rate of at most 1 day, or a cron expression that runs on every day"
            .formatted(expression));
  }

  Duration alarmPeriod() {
    return Duration.minutes(minutes);
  }
}
