package io.github.chimeretention.lambda.invocation;

import java.time.Duration;

/**
 * How the time of an invocation is divided: the ends of putting settings, of turning them off, of
 * reading them back, of waiting for that work, and of sending the response. A Delete that runs
 * beside a Create has time to see its last put, although reads lag behind it.
 */
public record TimeBudget(
    Deadline put, Deadline clear, Deadline confirmation, Deadline watchdog, Deadline response) {
  private static final Duration LONGEST_PART = Duration.ofSeconds(20);

  /** Kept for the log to say that no response was accepted, before Lambda ends the invocation. */
  private static final Duration LOG_MARGIN = Duration.ofMillis(200);

  /** Divides the time until the end of an invocation. */
  public static TimeBudget until(Deadline end) {
    Deadline response = end.earlierBy(LOG_MARGIN);
    Duration forResponse = response.quarterUpTo(LONGEST_PART);
    Deadline watchdog = response.earlierBy(forResponse);
    Deadline confirmation = watchdog.earlierBy(forResponse.dividedBy(4));
    Deadline clear = confirmation.earlierBy(confirmation.quarterUpTo(LONGEST_PART));
    Deadline put = clear.earlierBy(clear.quarterUpTo(LONGEST_PART));
    return new TimeBudget(put, clear, confirmation, watchdog, response);
  }
}
