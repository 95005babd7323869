package io.github.chimeretention.localcloud.lambda;

/**
 * How Lambda handles errors of asynchronous invocations.
 *
 * @param maximumRetryAttempts after the first attempt
 * @param maximumEventAgeInSeconds how long an event waits before it is dropped
 * @see "Asynchronous invocation error handling"
 */
public record EventInvokeConfig(int maximumRetryAttempts, int maximumEventAgeInSeconds) {
  /** What Lambda does when nothing is configured: two retries, within six hours. */
  public static final EventInvokeConfig STANDARD = new EventInvokeConfig(2, 21_600);
}
