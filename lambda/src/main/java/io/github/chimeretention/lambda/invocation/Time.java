package io.github.chimeretention.lambda.invocation;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The time that deadlines are measured by. Thread-safe. */
public interface Time {
  /** The time of this machine. */
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
