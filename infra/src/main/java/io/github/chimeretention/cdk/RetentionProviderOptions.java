package io.github.chimeretention.cdk;

import software.amazon.awscdk.Duration;

/**
 * The options of {@link RetentionProvider}, as its builders take them; null is the default.
 *
 * @param <B> the builder
 */
public abstract class RetentionProviderOptions<B extends RetentionProviderOptions<B>>
    extends RetentionFunctionOptions<B> {
  Duration timeout;

  RetentionProviderOptions() {}

  /**
   * How long the function may take for one event, in which it retries what the service throttles:
   * whole seconds, 1 to 900 (<a
   * href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">Lambda
   * quotas</a>); no token. Default: 5 minutes.
   *
   * @return this builder
   */
  public B timeout(Duration timeout) {
    this.timeout = timeout;
    return self();
  }
}
