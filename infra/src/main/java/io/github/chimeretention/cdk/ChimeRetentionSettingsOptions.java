package io.github.chimeretention.cdk;

import software.amazon.awscdk.Duration;

/**
 * The options of {@link ChimeRetentionSettings}, as its builders take them.
 *
 * @param <B> the builder
 */
public abstract class ChimeRetentionSettingsOptions<B extends ChimeRetentionSettingsOptions<B>>
    extends RetentionSettingsOptions<B> {
  String accountId;
  Duration roomRetention;
  Duration conversationRetention;

  ChimeRetentionSettingsOptions() {}

  /**
   * The ID of the Amazon Chime account; required. A literal is trimmed and has 1 to 256 printable
   * ASCII characters; the 12 digits of an AWS account's ID are rejected. Declare an account only
   * once per stack; upper and lower case are the same. A change replaces the resource: the new
   * account gets the settings, then the removal policy decides on the old one's.
   *
   * @return this builder
   */
  public B accountId(String accountId) {
    this.accountId = accountId;
    return self();
  }

  /**
   * For how long the messages of chat rooms are kept: whole days, 1 to 5475 (see <a
   * href="https://docs.aws.amazon.com/chime/latest/APIReference/API_RoomRetentionSettings.html">
   * RoomRetentionSettings</a>); a token must be given in days. Default: off, messages are kept.
   *
   * @return this builder
   */
  public B roomRetention(Duration roomRetention) {
    this.roomRetention = roomRetention;
    return self();
  }

  /**
   * For how long the messages of conversations are kept: whole days, 1 to 5475 (see <a
   * href="https://docs.aws.amazon.com/chime/latest/APIReference/API_ConversationRetentionSettings.html">
   * ConversationRetentionSettings</a>); a token must be given in days. Default: off, messages are
   * kept.
   *
   * @return this builder
   */
  public B conversationRetention(Duration conversationRetention) {
    this.conversationRetention = conversationRetention;
    return self();
  }
}
