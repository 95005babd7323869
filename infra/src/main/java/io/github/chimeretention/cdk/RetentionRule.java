package io.github.chimeretention.cdk;

import io.github.chimeretention.cdk.internal.resource.RetentionPeriod;
import software.amazon.awscdk.Duration;

/**
 * A rule of a {@link RetentionGuardrail} for one kind of period: the shortest and the longest
 * number of days, and whether the period may be off. Unless the rule is {@link #orOff()}, the
 * period must be declared.
 */
public final class RetentionRule {
  private final int min;
  private final int max;
  private final boolean mayBeOff;

  private RetentionRule(int min, int max, boolean mayBeOff) {
    this.min = min;
    this.max = max;
    this.mayBeOff = mayBeOff;
  }

  /**
   * Returns a rule that requires a period in a range.
   *
   * @param shortest whole days, 1 to 5475
   * @param longest whole days, 1 to 5475, not shorter than the shortest
   * @throws IllegalArgumentException if a value is not allowed, or is a token
   */
  public static RetentionRule between(Duration shortest, Duration longest) {
    int min = days("shortest", shortest);
    int max = days("longest", longest);
    if (min > max) {
      throw new IllegalArgumentException(
          "longest is %s; it must be at least the shortest, %s"
              .formatted(RetentionPeriod.days(max), RetentionPeriod.days(min)));
    }
    return new RetentionRule(min, max, false);
  }

  /**
   * Returns a rule that requires a period of at least the given length.
   *
   * @throws IllegalArgumentException as {@link #between} does
   */
  public static RetentionRule atLeast(Duration shortest) {
    return between(shortest, Duration.days(RetentionPeriod.MAX));
  }

  /**
   * Returns a rule that requires a period of at most the given length.
   *
   * @throws IllegalArgumentException as {@link #between} does
   */
  public static RetentionRule atMost(Duration longest) {
    return between(Duration.days(RetentionPeriod.MIN), longest);
  }

  /** Returns this rule for a period that may also be off, so that all messages are kept. */
  public RetentionRule orOff() {
    return new RetentionRule(min, max, true);
  }

  /** Returns whether a number of days complies with the rule; null is off. */
  boolean isKeptBy(Integer days) {
    return days == null ? mayBeOff : days >= min && days <= max;
  }

  @Override
  public String toString() {
    return mayBeOff ? range() + ", or off" : range();
  }

  private String range() {
    if (min == max) {
      return "exactly " + RetentionPeriod.days(min);
    }
    if (max == RetentionPeriod.MAX) {
      return "at least " + RetentionPeriod.days(min);
    }
    return min == RetentionPeriod.MIN
        ? "at most " + RetentionPeriod.days(max)
        : "%d to %d days".formatted(min, max);
  }

  private static int days(String parameter, Duration period) {
    if (period == null || period.isUnresolved()) {
      throw new IllegalArgumentException(
          RetentionPeriod.invalid(parameter, period == null ? "null" : "a token"));
    }
    return RetentionPeriod.of(period, parameter, IllegalArgumentException::new).intValue();
  }
}
