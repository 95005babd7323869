package io.github.chimeretention.lambda.invocation;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A point in time that work must not pass, on the scale of {@link Time#nanos()}. Thread-safe. */
public record Deadline(Time time, long atNanos) {
  /** This machine's time, unless a test has another. Thread-safe. */
  public interface Time {
    Time SYSTEM = new Time() {};

    /** Returns a count of nanoseconds that only ever grows. */
    default long nanos() {
      return System.nanoTime();
    }

    /** Waits, unless the thread is interrupted. */
    default void sleep(Duration duration) throws InterruptedException {
      TimeUnit.NANOSECONDS.sleep(duration.toNanos());
    }
  }

  /** Returns the deadline after this much time from now. */
  public static Deadline in(Duration duration, Time time) {
    return new Deadline(time, time.nanos() + duration.toNanos());
  }

  /** Returns the time that is left, never negative. */
  public Duration left() {
    return Duration.ofNanos(Math.max(0, atNanos - time.nanos()));
  }

  /** Returns whether at least this much time is left. */
  public boolean allows(Duration duration) {
    return left().compareTo(duration) >= 0;
  }

  /** Returns a quarter of the time that is left, or the limit if that is shorter. */
  public Duration quarterUpTo(Duration limit) {
    Duration quarter = left().dividedBy(4);
    return quarter.compareTo(limit) < 0 ? quarter : limit;
  }

  /** Returns the deadline that lies this much earlier. */
  public Deadline earlierBy(Duration duration) {
    return new Deadline(time, atNanos - duration.toNanos());
  }

  /** Returns the earlier one of this deadline and the moment after this much time from now. */
  public Deadline within(Duration duration) {
    return allows(duration) ? in(duration, time) : this;
  }
}
