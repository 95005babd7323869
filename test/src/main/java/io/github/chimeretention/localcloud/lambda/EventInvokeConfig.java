package io.github.chimeretention.localcloud.lambda;

/**
 * How Lambda handles errors of asynchronous invocations.
 *
 * @param maximumRetryAttempts after the first attempt
 * @param maximumEventAgeInSeconds how long an event waits before it is dropped
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">
 *     Asynchronous invocation error handling</a>
 */
public record EventInvokeConfig(int maximumRetryAttempts, int maximumEventAgeInSeconds) {
  /** What Lambda does when nothing is configured: two retries, within six hours. */
  public static EventInvokeConfig standard() {
    return new EventInvokeConfig(2, 21_600);
  }
}
