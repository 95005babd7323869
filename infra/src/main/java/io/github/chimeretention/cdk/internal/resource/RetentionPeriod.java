package io.github.chimeretention.cdk.internal.resource;

import java.util.function.Function;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.TimeConversionOptions;

/** A retention period as a whole number of days, or as a token for one. */
public final class RetentionPeriod {
  public static final int MIN = 1;
  public static final int MAX = 5475;

  private static final TimeConversionOptions FRACTIONS =
      TimeConversionOptions.builder().integral(false).build();

  private RetentionPeriod() {}

  /** A number of days, for messages. */
  public static String days(int days) {
    return days == 1 ? "1 day" : days + " days";
  }

  /**
   * Converts a period to days; rejects all but a whole number of days in the range.
   *
   * @param option the option that holds it, for the error
   */
  public static Number of(
      Duration period, String option, Function<String, IllegalArgumentException> mistake) {
    Number days = inDays(period, option, mistake);
    double value = days.doubleValue();
    if (value >= MIN && value <= MAX && value == Math.rint(value)) {
      return days.intValue();
    }
    if (period.isUnresolved()) {
      return days;
    }
    throw mistake.apply(invalid(option, period.toHumanString()));
  }

  public static String invalid(String option, String value) {
    return "%s is %s; it must be a whole number of days from %d to %d"
        .formatted(option, value, MIN, MAX);
  }

  /**
   * Reads a period in the template: null if it is off, not an Integer if it is known only at
   * deployment.
   */
  static Number inTemplate(Object value) {
    String text = String.valueOf(value);
    if (value == null) {
      return null;
    }
    return text.matches("[0-9]{1,9}(\\.0)?")
        ? (Number) Double.valueOf(text).intValue()
        : Double.NaN;
  }

  private static Number inDays(
      Duration period, String option, Function<String, IllegalArgumentException> mistake) {
    try {
      return period.toDays();
    } catch (RuntimeException e) {
      if (!period.isUnresolved()) {
        return period.toDays(FRACTIONS);
      }
      throw mistake.apply(
          "%s is a token in %s; it must be a token in days, Duration.days(token)"
              .formatted(option, period.unitLabel()));
    }
  }
}
