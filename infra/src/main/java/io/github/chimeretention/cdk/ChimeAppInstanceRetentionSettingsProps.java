package io.github.chimeretention.cdk;

import software.amazon.awscdk.Duration;

/**
 * The properties of {@link ChimeAppInstanceRetentionSettings}; a property that was left out is
 * null.
 */
public final class ChimeAppInstanceRetentionSettingsProps extends RetentionSettingsProps {
  private final String appInstanceArn;
  private final Duration channelRetention;

  ChimeAppInstanceRetentionSettingsProps(ChimeAppInstanceRetentionSettingsOptions<?> options) {
    super(options);
    appInstanceArn = options.appInstanceArn;
    channelRetention = options.channelRetention;
  }

  /** Returns a builder without any property. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the app instance's ARN. */
  public String getAppInstanceArn() {
    return appInstanceArn;
  }

  /** Returns for how long the messages of channels are kept. */
  public Duration getChannelRetention() {
    return channelRetention;
  }

  /** Collects the properties. */
  public static final class Builder extends ChimeAppInstanceRetentionSettingsOptions<Builder> {
    private Builder() {}

    /** Returns the properties as they are now. */
    public ChimeAppInstanceRetentionSettingsProps build() {
      return new ChimeAppInstanceRetentionSettingsProps(this);
    }
  }
}
