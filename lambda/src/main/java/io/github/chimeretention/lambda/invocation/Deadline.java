package io.github.chimeretention.lambda.invocation;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * A point in time that work must not pass. Thread-safe.
 *
 * @param millisLeft the milliseconds until then; zero or less when it has passed
 */
public record Deadline(LongSupplier millisLeft) {
  /** Kept for a minute, and so for the next piece of work: starting one costs some 0.1 ms. */
  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "before-deadline");
            thread.setDaemon(true);
            return thread;
          });

  /** Returns the time that is left, never negative. */
  public Duration left() {
    return Duration.ofMillis(Math.max(0, millisLeft.getAsLong()));
  }

  /** Returns whether at least this much time is left. */
  public boolean allows(Duration duration) {
    return left().compareTo(duration) >= 0;
  }

  /** Returns one part in so many of the time that is left, or the limit if that is shorter. */
  public Duration share(int parts, Duration limit) {
    Duration part = left().dividedBy(parts);
    return part.compareTo(limit) < 0 ? part : limit;
  }

  /** Returns the deadline that lies this much earlier. */
  public Deadline earlierBy(Duration duration) {
    long millis = duration.toMillis();
    return new Deadline(() -> millisLeft.getAsLong() - millis);
  }

  /** Returns the earlier one of this deadline and the moment after this much time from now. */
  public Deadline within(Duration duration) {
    long end = System.nanoTime() + duration.toNanos();
    return new Deadline(
        () ->
            Math.min(
                millisLeft.getAsLong(), TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
  }

  /**
   * Does as {@link #call(Callable)}, and ends the work for good if it is left behind, without
   * waiting for that: it may need a lock that the work holds.
   *
   * @param end what ends the work
   */
  public <T> T call(Callable<T> work, Runnable end)
      throws TimeoutException, ExecutionException, InterruptedException {
    try {
      return call(work);
    } catch (TimeoutException | InterruptedException e) {
      THREADS.execute(end);
      throw e;
    }
  }

  /**
   * Does a piece of work on another thread, and stops waiting for it at the deadline. Work that
   * hangs is interrupted and left behind; its thread does not keep the process alive.
   *
   * @throws TimeoutException if the work is not done by then
   * @throws ExecutionException with the cause, whatever {@link Throwable} it is that the work threw
   * @throws InterruptedException if the waiting thread is interrupted
   */
  public <T> T call(Callable<T> work)
      throws TimeoutException, ExecutionException, InterruptedException {
    if (left().isZero()) {
      throw new TimeoutException("no time was left");
    }
    Future<T> task = THREADS.submit(work);
    try {
      return task.get(left().toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      task.cancel(true);
    }
  }
}
