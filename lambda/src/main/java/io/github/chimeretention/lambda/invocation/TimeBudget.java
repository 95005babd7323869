package io.github.chimeretention.lambda.invocation;

import java.time.Duration;

/**
 * Divides the time of an invocation into deadlines for putting settings, turning them off, reading
 * them back, waiting for this work, and sending the response. A Delete turns settings off for
 * longer than a concurrent Create puts them, because reads lag behind the Create's last put.
 */
public record TimeBudget(
    Deadline put, Deadline clear, Deadline confirmation, Deadline watchdog, Deadline response) {
  private static final Duration LONGEST_PART = Duration.ofSeconds(20);

  /** Time to log that no response was accepted, before Lambda ends the invocation. */
  private static final Duration LOG_MARGIN = Duration.ofMillis(200);

  /** Divides the time from now to the end of an invocation. */
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
