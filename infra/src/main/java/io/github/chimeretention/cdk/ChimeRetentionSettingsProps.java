package io.github.chimeretention.cdk;

import software.amazon.awscdk.Duration;

/** The properties of {@link ChimeRetentionSettings}; an omitted property is null. */
public final class ChimeRetentionSettingsProps extends RetentionSettingsProps {
  private final String accountId;
  private final Duration roomRetention;
  private final Duration conversationRetention;

  ChimeRetentionSettingsProps(Options<?> options) {
    super(options);
    accountId = options.accountId;
    roomRetention = options.roomRetention;
    conversationRetention = options.conversationRetention;
  }

  /** Returns a builder without properties. */
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

  /** The options of {@link ChimeRetentionSettings}, shared by its two builders. */
  public abstract static class Options<B extends Options<B>>
      extends RetentionSettingsProps.Options<B> {
    String accountId;
    Duration roomRetention;
    Duration conversationRetention;

    Options() {}

    /**
     * The ID of the Amazon Chime account; required. A literal is trimmed and has 1 to 256 printable
     * ASCII characters; the 12 digits of an AWS account's ID are rejected. Case doesn't matter.
     * Declare an account only once per stack. A change replaces the resource: the settings are
     * written to the new account, then the removal policy applies to those of the old one.
     */
    public B accountId(String accountId) {
      this.accountId = accountId;
      return self();
    }

    /**
     * For how long the messages of chat rooms are kept: whole days, 1 to 5475 (see <a
     * href="https://docs.aws.amazon.com/chime/latest/APIReference/API_RoomRetentionSettings.html">
     * RoomRetentionSettings</a>); a token must be in days. Default: off, messages are kept.
     */
    public B roomRetention(Duration roomRetention) {
      this.roomRetention = roomRetention;
      return self();
    }

    /**
     * For how long the messages of conversations are kept: whole days, 1 to 5475 (see <a
     * href="https://docs.aws.amazon.com/chime/latest/APIReference/API_ConversationRetentionSettings.html">
     * ConversationRetentionSettings</a>); a token must be in days. Default: off, messages are kept.
     */
    public B conversationRetention(Duration conversationRetention) {
      this.conversationRetention = conversationRetention;
      return self();
    }
  }

  /** Collects the properties. */
  public static final class Builder extends Options<Builder> {
    private Builder() {}

    /** Returns the properties set so far. */
    public ChimeRetentionSettingsProps build() {
      return new ChimeRetentionSettingsProps(this);
    }
  }
}
