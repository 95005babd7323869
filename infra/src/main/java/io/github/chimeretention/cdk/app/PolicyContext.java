package io.github.chimeretention.cdk.app;

import static java.util.Objects.requireNonNullElse;

import io.github.chimeretention.cdk.RetentionGuardrail;
import io.github.chimeretention.cdk.RetentionRule;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;

/**
 * A stack's guardrail as declared in the context; an omitted rule is null.
 *
 * @param id the policy's ID in the stack
 */
record PolicyContext(
    String id, Rule roomRetentionDays, Rule conversationRetentionDays, Rule channelRetentionDays) {
  private static final String ROOM = "roomRetentionDays";
  private static final String CONVERSATION = "conversationRetentionDays";
  private static final String CHANNEL = "channelRetentionDays";

  static PolicyContext of(ContextObject policy, String id) {
    policy.allowOnly(List.of(ROOM, CONVERSATION, CHANNEL));
    return new PolicyContext(
        id, Rule.of(policy, ROOM), Rule.of(policy, CONVERSATION), Rule.of(policy, CHANNEL));
  }

  /** Applies the policy to the stack. */
  void declare(Stack stack) {
    RetentionGuardrail.Builder.create(stack, id)
        .roomRetention(rule(roomRetentionDays))
        .conversationRetention(rule(conversationRetentionDays))
        .channelRetention(rule(channelRetentionDays))
        .build();
  }

  private static RetentionRule rule(Rule declared) {
    if (declared == null) {
      return null;
    }
    RetentionRule rule =
        RetentionRule.between(Duration.days(declared.min), Duration.days(declared.max));
    return declared.orOff ? rule.orOff() : rule;
  }

  /** The shortest and the longest period, in days, and whether it may be off. */
  record Rule(int min, int max, boolean orOff) {
    private static Rule of(ContextObject policy, String name) {
      if (!policy.has(name)) {
        return null;
      }
      ContextObject rule = policy.object(name);
      rule.allowOnly(List.of("min", "max", "orOff"));
      int min =
          requireNonNullElse(
              rule.number("min", RetentionEntry.MIN_DAYS, RetentionEntry.MAX_DAYS),
              RetentionEntry.MIN_DAYS);
      int max =
          requireNonNullElse(
              rule.number("max", min, RetentionEntry.MAX_DAYS), RetentionEntry.MAX_DAYS);
      return new Rule(min, max, rule.flag("orOff"));
    }
  }
}
