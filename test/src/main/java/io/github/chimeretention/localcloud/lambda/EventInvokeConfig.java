package io.github.chimeretention.localcloud.lambda;

/** How long and how often Lambda tries to deliver an event to a function; the age in seconds. */
public record EventInvokeConfig(int maximumRetryAttempts, int maximumEventAge) {
  /** What applies to a function without an {@code AWS::Lambda::EventInvokeConfig}. */
  public static final EventInvokeConfig STANDARD = new EventInvokeConfig(2, 6 * 60 * 60);
}
