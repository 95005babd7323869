package io.github.chimeretention.cdk;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The properties of {@link RetentionGuardrail}; an omitted rule is null. */
public final class RetentionGuardrailProps {
  private final Map<String, RetentionRule> rules;

  RetentionGuardrailProps(RetentionGuardrailOptions<?> options) {
    rules = Collections.unmodifiableMap(new LinkedHashMap<>(options.rules));
  }

  /** Returns a builder without any rule. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the rule for the periods of chat rooms. */
  public RetentionRule getRoomRetention() {
    return rules.get("roomRetention");
  }

  /** Returns the rule for the periods of conversations. */
  public RetentionRule getConversationRetention() {
    return rules.get("conversationRetention");
  }

  /** Returns the rule for the periods of channels. */
  public RetentionRule getChannelRetention() {
    return rules.get("channelRetention");
  }

  Map<String, RetentionRule> rules() {
    return rules;
  }

  /** Collects the properties. */
  public static final class Builder extends RetentionGuardrailOptions<Builder> {
    private Builder() {}

    /** Returns the properties as they are now. */
    public RetentionGuardrailProps build() {
      return new RetentionGuardrailProps(this);
    }
  }
}
