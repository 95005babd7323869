package io.github.chimeretention.localcloud.lambda;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How Lambda delivers the events of asynchronous invocations.
 *
 * @param instances the limit for each function; an event that finds all of them busy is throttled
 * @param retryPause before the second attempt, and twice that before the third
 * @param throttlePause before a throttled event comes back for the first time; it grows
 *     exponentially
 * @param duplicates the times after which each event is delivered once more: Lambda delivers at
 *     least once
 */
public record Delivery(
    int instances, Duration retryPause, Duration throttlePause, List<Duration> duplicates) {
  /** With short pauses: on Lambda, retries wait for minutes, throttled events for a second. */
  public static final Delivery STANDARD =
      new Delivery(4, Duration.ofMillis(100), Duration.ofMillis(100), List.of());

  private static final int MAX_DOUBLINGS = 5;

  public Delivery {
    duplicates = List.copyOf(duplicates);
  }

  public Delivery withInstances(int limit) {
    return new Delivery(limit, retryPause, throttlePause, duplicates);
  }

  public Delivery withDuplicates(Duration... after) {
    return new Delivery(instances, retryPause, throttlePause, List.of(after));
  }

  /** The pause after an event was throttled so many times, with jitter. */
  Duration throttlePause(int throttled) {
    Duration longest = throttlePause.multipliedBy(1L << Math.min(throttled - 1, MAX_DOUBLINGS));
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(longest.toMillis()) + 1);
  }
}
