package io.github.chimeretention.cdk;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The properties of {@link RetentionGuardrail}; a rule that was left out is null. */
public final class RetentionGuardrailProps {
  private final Map<String, RetentionRule> rules;

  RetentionGuardrailProps(RetentionGuardrailOptions<?> options) {
    rules = Collections.unmodifiableMap(new LinkedHashMap<>(options.rules));
  }

  /** Returns a builder without any rule. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns what the periods of an account's chat rooms must be. */
  public RetentionRule getRoomRetention() {
    return rules.get("roomRetention");
  }

  /** Returns what the periods of an account's conversations must be. */
  public RetentionRule getConversationRetention() {
    return rules.get("conversationRetention");
  }

  /** Returns what the periods of an app instance's channels must be. */
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
