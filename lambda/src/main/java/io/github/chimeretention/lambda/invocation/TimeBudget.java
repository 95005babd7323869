package io.github.chimeretention.lambda.invocation;

import java.time.Duration;

/**
 * How the time of an invocation is divided: until when settings are put, until when they are read
 * back, until when that work is waited for, and until when the response is sent.
 */
public record TimeBudget(
    Deadline put, Deadline confirmation, Deadline watchdog, Deadline response) {
  private static final Duration LONGEST_PART = Duration.ofSeconds(20);

  /** Kept for the log to say that no response was accepted, before Lambda ends the invocation. */
  private static final Duration LOG_MARGIN = Duration.ofMillis(200);

  /** Divides the time until the end of an invocation. */
  public static TimeBudget until(Deadline end) {
    Deadline response = end.earlierBy(LOG_MARGIN);
    Duration forResponse = response.quarterUpTo(LONGEST_PART);
    Deadline watchdog = response.earlierBy(forResponse);
    Deadline confirmation = watchdog.earlierBy(forResponse.dividedBy(4));
    Deadline put = confirmation.earlierBy(confirmation.quarterUpTo(LONGEST_PART));
    return new TimeBudget(put, confirmation, watchdog, response);
  }
}
