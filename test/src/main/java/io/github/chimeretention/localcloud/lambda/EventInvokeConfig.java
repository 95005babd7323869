package io.github.chimeretention.localcloud.lambda;

/** The limits for delivering an event to a function; the age is in seconds. */
public record EventInvokeConfig(int maximumRetryAttempts, int maximumEventAge) {
  /** The limits of a function without an {@code AWS::Lambda::EventInvokeConfig}. */
  public static final EventInvokeConfig STANDARD = new EventInvokeConfig(2, 6 * 60 * 60);
}
