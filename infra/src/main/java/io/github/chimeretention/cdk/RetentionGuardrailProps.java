package io.github.chimeretention.cdk;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The properties of {@link RetentionGuardrail}; an omitted rule is null. */
public final class RetentionGuardrailProps {
  private final Map<String, RetentionRule> rules;

  RetentionGuardrailProps(Options<?> options) {
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

  /** The options of {@link RetentionGuardrail}, shared by its two builders. */
  public abstract static class Options<B extends Options<B>> {
    /** By the name of the construct's option that a rule applies to. */
    final Map<String, RetentionRule> rules = new LinkedHashMap<>();

    Options() {}

    /** The rule for {@code roomRetention} of Amazon Chime accounts. Default: none. */
    public B roomRetention(RetentionRule roomRetention) {
      return rule("roomRetention", roomRetention);
    }

    /** The rule for {@code conversationRetention} of Amazon Chime accounts. Default: none. */
    public B conversationRetention(RetentionRule conversationRetention) {
      return rule("conversationRetention", conversationRetention);
    }

    /** The rule for {@code channelRetention} of app instances. Default: none. */
    public B channelRetention(RetentionRule channelRetention) {
      return rule("channelRetention", channelRetention);
    }

    @SuppressWarnings("unchecked")
    private B rule(String option, RetentionRule rule) {
      rules.put(option, rule);
      return (B) this;
    }
  }

  /** Collects the properties. */
  public static final class Builder extends Options<Builder> {
    private Builder() {}

    /** Returns the properties set so far. */
    public RetentionGuardrailProps build() {
      return new RetentionGuardrailProps(this);
    }
  }
}
