package io.github.chimeretention.cdk;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The options of {@link RetentionGuardrail}, as its builders take them.
 *
 * @param <B> the builder
 */
public abstract class RetentionGuardrailOptions<B extends RetentionGuardrailOptions<B>> {
  /** By the option of the construct that they are for. */
  final Map<String, RetentionRule> rules = new LinkedHashMap<>();

  RetentionGuardrailOptions() {}

  /**
   * What the {@code roomRetention} of an Amazon Chime account must be. Default: anything.
   *
   * @return this builder
   */
  public B roomRetention(RetentionRule roomRetention) {
    return rule("roomRetention", roomRetention);
  }

  /**
   * What the {@code conversationRetention} of an Amazon Chime account must be. Default: anything.
   *
   * @return this builder
   */
  public B conversationRetention(RetentionRule conversationRetention) {
    return rule("conversationRetention", conversationRetention);
  }

  /**
   * What the {@code channelRetention} of an app instance must be. Default: anything.
   *
   * @return this builder
   */
  public B channelRetention(RetentionRule channelRetention) {
    return rule("channelRetention", channelRetention);
  }

  @SuppressWarnings("unchecked")
  private B rule(String option, RetentionRule rule) {
    rules.put(option, rule);
    return (B) this;
  }
}
