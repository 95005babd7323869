package io.github.chimeretention.cdk.app;

import static java.util.Objects.requireNonNullElse;

import io.github.chimeretention.cdk.RetentionGuardrail;
import io.github.chimeretention.cdk.RetentionRule;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;

/**
 * What the periods of a stack must be as the context declares it; a rule that is null allows
 * anything.
 *
 * @param id of the policy in the stack
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
    RetentionGuardrail.Builder builder = RetentionGuardrail.Builder.create(stack, id);
    if (roomRetentionDays != null) {
      builder.roomRetention(roomRetentionDays.rule());
    }
    if (conversationRetentionDays != null) {
      builder.conversationRetention(conversationRetentionDays.rule());
    }
    if (channelRetentionDays != null) {
      builder.channelRetention(channelRetentionDays.rule());
    }
    builder.build();
  }

  /** The shortest and the longest period, in days, and whether it may be left out. */
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

    private RetentionRule rule() {
      RetentionRule rule = RetentionRule.between(Duration.days(min), Duration.days(max));
      return orOff ? rule.orOff() : rule;
    }
  }
}
