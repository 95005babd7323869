package io.github.chimeretention.lambda;

import io.github.chimeretention.lambda.invocation.Deadline;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes only when code waits: a wait returns at once and advances the clock. */
public final class VirtualTime implements Deadline.Time {
  private final AtomicLong nanos = new AtomicLong();

  @Override
  public long nanos() {
    return nanos.get();
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    advance(duration);
  }

  /** Lets time pass. */
  public void advance(Duration duration) {
    nanos.addAndGet(duration.toNanos());
  }

  /** Returns how much time has passed since the start. */
  public Duration passed() {
    return Duration.ofNanos(nanos());
  }
}
