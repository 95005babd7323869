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
    String id, RetentionRule room, RetentionRule conversation, RetentionRule channel) {
  private static final String ROOM = "roomRetentionDays";
  private static final String CONVERSATION = "conversationRetentionDays";
  private static final String CHANNEL = "channelRetentionDays";

  static PolicyContext of(ContextObject policy, String id) {
    policy.allowOnly(List.of(ROOM, CONVERSATION, CHANNEL));
    return new PolicyContext(
        id, rule(policy, ROOM), rule(policy, CONVERSATION), rule(policy, CHANNEL));
  }

  /** Applies the policy to the stack. */
  void declare(Stack stack) {
    RetentionGuardrail.Builder.create(stack, id)
        .roomRetention(room)
        .conversationRetention(conversation)
        .channelRetention(channel)
        .build();
  }

  private static RetentionRule rule(ContextObject policy, String name) {
    if (!policy.has(name)) {
      return null;
    }
    ContextObject declared = policy.object(name);
    declared.allowOnly(List.of("min", "max", "orOff"));
    int min =
        requireNonNullElse(
            declared.number("min", RetentionEntry.MIN_DAYS, RetentionEntry.MAX_DAYS),
            RetentionEntry.MIN_DAYS);
    int max =
        requireNonNullElse(
            declared.number("max", min, RetentionEntry.MAX_DAYS), RetentionEntry.MAX_DAYS);
    RetentionRule rule = RetentionRule.between(Duration.days(min), Duration.days(max));
    return declared.flag("orOff") ? rule.orOff() : rule;
  }
}
