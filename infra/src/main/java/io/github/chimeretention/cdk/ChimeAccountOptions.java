package io.github.chimeretention.cdk;

import software.amazon.awscdk.Duration;

/**
 * The options of {@link ChimeRetentionSettings}, as its builders take them.
 *
 * @param <B> the builder
 */
abstract class ChimeAccountOptions<B extends ChimeAccountOptions<B>> extends RetentionOptions<B> {
  String accountId;
  Duration roomRetention;
  Duration conversationRetention;

  ChimeAccountOptions() {}

  /**
   * The ID of the Amazon Chime account; required. A literal is trimmed, must match {@value
   * ChimeRetentionSettings#ACCOUNT_ID_PATTERN}, and may stand once in a stack, whatever its case. A
   * change replaces the resource: the new account gets the settings, then the old one's are removed
   * as the removal policy says.
   *
   * @return this builder
   */
  public B accountId(String accountId) {
    this.accountId = accountId;
    return self();
  }

  /**
   * For how long the messages of chat rooms are kept: whole days, {@value
   * ChimeRetentionSettings#MIN_RETENTION_DAYS} to {@value
   * ChimeRetentionSettings#MAX_RETENTION_DAYS} (see <a
   * href="https://docs.aws.amazon.com/chime/latest/APIReference/API_RoomRetentionSettings.html">
   * RoomRetentionSettings</a>); a token must be given in days. Default: off, messages are kept.
   *
   * @return this builder
   * @throws IllegalArgumentException if it is null
   */
  public B roomRetention(Duration roomRetention) {
    this.roomRetention = declared(roomRetention, "roomRetention");
    return self();
  }

  /**
   * For how long the messages of conversations are kept: whole days, {@value
   * ChimeRetentionSettings#MIN_RETENTION_DAYS} to {@value
   * ChimeRetentionSettings#MAX_RETENTION_DAYS} (see <a
   * href="https://docs.aws.amazon.com/chime/latest/APIReference/API_ConversationRetentionSettings.html">
   * ConversationRetentionSettings</a>); a token must be given in days. Default: off, messages are
   * kept.
   *
   * @return this builder
   * @throws IllegalArgumentException if it is null
   */
  public B conversationRetention(Duration conversationRetention) {
    this.conversationRetention = declared(conversationRetention, "conversationRetention");
    return self();
  }
}
