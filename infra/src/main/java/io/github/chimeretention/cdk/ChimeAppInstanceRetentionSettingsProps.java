package io.github.chimeretention.cdk;

import software.amazon.awscdk.Duration;

/** The properties of {@link ChimeAppInstanceRetentionSettings}; an omitted property is null. */
public final class ChimeAppInstanceRetentionSettingsProps extends RetentionSettingsProps {
  private final String appInstanceArn;
  private final Duration channelRetention;

  ChimeAppInstanceRetentionSettingsProps(Options<?> options) {
    super(options);
    appInstanceArn = options.appInstanceArn;
    channelRetention = options.channelRetention;
  }

  /** Returns a builder without properties. */
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

  /** The options of {@link ChimeAppInstanceRetentionSettings}, shared by its two builders. */
  public abstract static class Options<B extends Options<B>>
      extends RetentionSettingsProps.Options<B> {
    String appInstanceArn;
    Duration channelRetention;

    Options() {}

    /**
     * The app instance's ARN, {@code arn:aws:chime:<region>:<account>:app-instance/<id>}; required.
     * A literal is trimmed, and its AWS account must be the one that the function runs in. Declare
     * an app instance only once per stack. Synthesis gives a warning for a region that is not known
     * to host app instances (<a
     * href="https://docs.aws.amazon.com/chime-sdk/latest/dg/sdk-available-regions.html">available
     * regions</a>). A change replaces the resource: the settings are written to the new app
     * instance, then the removal policy applies to those of the old one.
     *
     * <p>With a token, the function has permission for the app instance that the token resolves to.
     * If that value changes while the template doesn't, the function loses its permission for the
     * former app instance, whose settings then remain.
     */
    public B appInstanceArn(String appInstanceArn) {
      this.appInstanceArn = appInstanceArn;
      return self();
    }

    /**
     * For how long the messages of channels are kept: whole days, 1 to 5475 (see <a
     * href="https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_ChannelRetentionSettings.html">
     * ChannelRetentionSettings</a>); a token must be in days. Default: off, messages are kept.
     */
    public B channelRetention(Duration channelRetention) {
      this.channelRetention = channelRetention;
      return self();
    }
  }

  /** Collects the properties. */
  public static final class Builder extends Options<Builder> {
    private Builder() {}

    /** Returns the properties set so far. */
    public ChimeAppInstanceRetentionSettingsProps build() {
      return new ChimeAppInstanceRetentionSettingsProps(this);
    }
  }
}
