package io.github.chimeretention.localcloud.lambda;

import java.time.Duration;
import java.util.List;

/**
 * The delivery of events of asynchronous invocations.
 *
 * @param instances the limit for each function; an event is throttled if all instances are busy
 * @param duplicates the times after which each event is delivered once more, because Lambda
 *     delivers at least once
 */
public record Delivery(int instances, List<Duration> duplicates) {
  public static final Delivery STANDARD = new Delivery(4, List.of());

  /** A short pause before a retry: on Lambda, it is minutes. */
  static final Duration PAUSE = Duration.ofMillis(100);

  public Delivery {
    duplicates = List.copyOf(duplicates);
  }

  public Delivery withInstances(int limit) {
    return new Delivery(limit, duplicates);
  }

  public Delivery withDuplicates(Duration... after) {
    return new Delivery(instances, List.of(after));
  }
}
