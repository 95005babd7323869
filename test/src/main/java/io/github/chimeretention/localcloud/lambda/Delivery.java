package io.github.chimeretention.localcloud.lambda;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The delivery of events of asynchronous invocations.
 *
 * @param instances the limit for each function; an event is throttled if all instances are busy
 * @param duplicates the times after which each event is delivered once more, because Lambda
 *     delivers at least once
 */
public record Delivery(int instances, List<Duration> duplicates) {
  public static final Delivery STANDARD = new Delivery(4, List.of());

  /** Short pauses: on Lambda, retries wait for minutes, and throttled events for a second. */
  static final Duration PAUSE = Duration.ofMillis(100);

  private static final int MAX_DOUBLINGS = 5;

  public Delivery {
    duplicates = List.copyOf(duplicates);
  }

  public Delivery withInstances(int limit) {
    return new Delivery(limit, duplicates);
  }

  public Delivery withDuplicates(Duration... after) {
    return new Delivery(instances, List.of(after));
  }

  /** The pause after an event was throttled the given number of times; it grows, with jitter. */
  static Duration throttlePause(int throttled) {
    long longest = PAUSE.toMillis() << Math.min(throttled - 1, MAX_DOUBLINGS);
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(longest) + 1);
  }
}
