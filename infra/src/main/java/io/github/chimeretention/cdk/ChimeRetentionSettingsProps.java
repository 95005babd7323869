package io.github.chimeretention.cdk;

import software.amazon.awscdk.Duration;

/** The properties of {@link ChimeRetentionSettings}; an omitted property is null. */
public final class ChimeRetentionSettingsProps extends RetentionSettingsProps {
  private final String accountId;
  private final Duration roomRetention;
  private final Duration conversationRetention;

  ChimeRetentionSettingsProps(ChimeRetentionSettingsOptions<?> options) {
    super(options);
    accountId = options.accountId;
    roomRetention = options.roomRetention;
    conversationRetention = options.conversationRetention;
  }

  /** Returns a builder without any property. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the ID of the Amazon Chime account. */
  public String getAccountId() {
    return accountId;
  }

  /** Returns for how long the messages of chat rooms are kept. */
  public Duration getRoomRetention() {
    return roomRetention;
  }

  /** Returns for how long the messages of conversations are kept. */
  public Duration getConversationRetention() {
    return conversationRetention;
  }

  /** Collects the properties. */
  public static final class Builder extends ChimeRetentionSettingsOptions<Builder> {
    private Builder() {}

    /** Returns the properties as they are now. */
    public ChimeRetentionSettingsProps build() {
      return new ChimeRetentionSettingsProps(this);
    }
  }
}
