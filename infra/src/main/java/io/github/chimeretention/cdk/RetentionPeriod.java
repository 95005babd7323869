package io.github.chimeretention.cdk;

import software.amazon.awscdk.Duration;
import software.amazon.awscdk.TimeConversionOptions;
import software.constructs.Construct;

/** A retention period as the whole number of days that the service takes, or a token for one. */
final class RetentionPeriod {
  static final int MIN = 1;
  static final int MAX = 5475;

  private static final TimeConversionOptions FRACTIONS =
      TimeConversionOptions.builder().integral(false).build();

  private RetentionPeriod() {}

  /**
   * Converts the period, which is refused unless it is a whole number of days in the range.
   *
   * @param owner the construct that declares it, for the error
   * @param property the property that holds it, for the error
   */
  static Number of(Duration period, Construct owner, String property) {
    Number days = inDays(period, owner, property);
    double value = days.doubleValue();
    if (value >= MIN && value <= MAX && value == Math.rint(value)) {
      return days.intValue();
    }
    if (period.isUnresolved()) {
      return days;
    }
    throw new IllegalArgumentException(
        "%s: %s is %s; allowed are whole days from %d to %d"
            .formatted(owner.getNode().getPath(), property, period.toHumanString(), MIN, MAX));
  }

  private static Number inDays(Duration period, Construct owner, String property) {
    try {
      return period.toDays(FRACTIONS);
    } catch (RuntimeException e) {
      if (!period.isUnresolved()) {
        throw e;
      }
      throw new IllegalArgumentException(
          "%s: %s is a token in %s; allowed is a token in days, Duration.days(token)"
              .formatted(owner.getNode().getPath(), property, period.unitLabel()),
          e);
    }
  }
}
