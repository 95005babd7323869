package io.github.chimeretention.cdk;

import software.amazon.awscdk.Duration;

/**
 * The options of {@link ChimeAppInstanceRetentionSettings}, as its builders take them.
 *
 * @param <B> the builder
 */
abstract class ChimeAppInstanceOptions<B extends ChimeAppInstanceOptions<B>>
    extends RetentionOptions<B> {
  String appInstanceArn;
  Duration channelRetention;

  ChimeAppInstanceOptions() {}

  /**
   * The app instance's ARN; required. A literal is trimmed, must match {@value
   * ChimeAppInstanceRetentionSettings#ARN_PATTERN}, must be of the AWS account that the function
   * runs in, and may stand once in a stack. A region that is not known to host app instances (<a
   * href="https://docs.aws.amazon.com/chime-sdk/latest/dg/sdk-available-regions.html">available
   * regions</a>) is a warning. A change replaces the resource: the new app instance gets the
   * settings, then the old one's are removed as the removal policy says.
   *
   * <p>With a token, the function is allowed to call the app instance that the token stands for; if
   * that changes while the template does not, it may not call the former one any more, whose
   * settings then stay.
   *
   * @return this builder
   */
  public B appInstanceArn(String appInstanceArn) {
    this.appInstanceArn = appInstanceArn;
    return self();
  }

  /**
   * For how long the messages of channels are kept: whole days, {@value
   * ChimeAppInstanceRetentionSettings#MIN_RETENTION_DAYS} to {@value
   * ChimeAppInstanceRetentionSettings#MAX_RETENTION_DAYS} (see <a
   * href="https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_ChannelRetentionSettings.html">
   * ChannelRetentionSettings</a>); a token must be given in days. Default: off, messages are kept.
   *
   * @return this builder
   * @throws IllegalArgumentException if it is null
   */
  public B channelRetention(Duration channelRetention) {
    this.channelRetention = declared(channelRetention, "channelRetention");
    return self();
  }
}
