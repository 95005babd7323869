package io.github.chimeretention.lambda.invocation;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The time by which work must end, as a value of {@link Time#nanos()}. Thread-safe. */
public record Deadline(Time time, long atNanos) {
  /** The machine's clock, which tests replace. Thread-safe. */
  public interface Time {
    Time SYSTEM = new Time() {};

    /** Returns nanoseconds from an arbitrary origin; never goes backwards. */
    default long nanos() {
      return System.nanoTime();
    }

    /** Waits; throws if the thread is interrupted. */
    default void sleep(Duration duration) throws InterruptedException {
      TimeUnit.NANOSECONDS.sleep(duration.toNanos());
    }
  }

  /** Returns the deadline that is this far from now. */
  public static Deadline in(Duration duration, Time time) {
    return new Deadline(time, time.nanos() + duration.toNanos());
  }

  /** Returns the time left, or zero if the deadline has passed. */
  public Duration left() {
    return Duration.ofNanos(Math.max(0, atNanos - time.nanos()));
  }

  /** Returns whether at least this much time is left. */
  public boolean allows(Duration duration) {
    return left().compareTo(duration) >= 0;
  }

  /** Returns a quarter of the time left, but at most the limit. */
  public Duration quarterUpTo(Duration limit) {
    Duration quarter = left().dividedBy(4);
    return quarter.compareTo(limit) < 0 ? quarter : limit;
  }

  /** Returns the deadline that is this much earlier. */
  public Deadline earlierBy(Duration duration) {
    return new Deadline(time, atNanos - duration.toNanos());
  }

  /** Returns this deadline, or the one that is this far from now if that is earlier. */
  public Deadline within(Duration duration) {
    return allows(duration) ? in(duration, time) : this;
  }
}
