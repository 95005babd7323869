package io.github.chimeretention.cdk;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The options of {@link RetentionGuardrail}, as its builders take them.
 *
 * @param <B> the builder
 */
public abstract class RetentionGuardrailOptions<B extends RetentionGuardrailOptions<B>> {
  /** By the construct's option that a rule applies to. */
  final Map<String, RetentionRule> rules = new LinkedHashMap<>();

  RetentionGuardrailOptions() {}

  /**
   * The rule for {@code roomRetention} of Amazon Chime accounts. Default: none.
   *
   * @return this builder
   */
  public B roomRetention(RetentionRule roomRetention) {
    return rule("roomRetention", roomRetention);
  }

  /**
   * The rule for {@code conversationRetention} of Amazon Chime accounts. Default: none.
   *
   * @return this builder
   */
  public B conversationRetention(RetentionRule conversationRetention) {
    return rule("conversationRetention", conversationRetention);
  }

  /**
   * The rule for {@code channelRetention} of app instances. Default: none.
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
