package io.github.chimeretention.cdk;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Token;
import software.constructs.Construct;

/**
 * The retention settings of an Amazon Chime SDK app instance: for how many days the messages of its
 * channels are kept.
 *
 * <pre>{@code
 * ChimeAppInstanceRetentionSettings.Builder.create(this, "Retention")
 *     .appInstanceArn("arn:aws:chime:us-east-1:111122223333:app-instance/12345678-...")
 *     .channelRetention(Duration.days(30))
 *     .build();
 * }</pre>
 *
 * <p>Shortening the period is the destructive direction: messages older than the new period come
 * back for 30 days if the period is lengthened or turned off, then they are deleted for good (<a
 * href="https://docs.aws.amazon.com/chime-sdk/latest/dg/manage-retention.html">managing message
 * retention</a>). A period that is not declared is turned off, so that messages are kept.
 *
 * <p>The calls are <a
 * href="https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_PutAppInstanceRetentionSettings.html">
 * PutAppInstanceRetentionSettings</a> and GetAppInstanceRetentionSettings, sent to the region in
 * the ARN whatever the stack's region, and allowed to the function on that ARN only.
 */
public final class ChimeAppInstanceRetentionSettings extends Construct {
  /** The shortest period, in days, that the service takes. */
  public static final int MIN_RETENTION_DAYS = RetentionPeriod.MIN;

  /** The longest period, in days, that the service takes: 15 years. */
  public static final int MAX_RETENTION_DAYS = RetentionPeriod.MAX;

  /**
   * The form of an app instance's ARN as a regular expression, which also serves as the allowed
   * pattern of a stack's parameter.
   */
  public static final String ARN_PATTERN =
      "arn:aws:chime:[a-z0-9-]{1,63}:[0-9]{12}:app-instance/[A-Za-z0-9_-]{1,256}";

  private static final Pattern ARN_IN_ANY_PARTITION =
      Pattern.compile(
          ARN_PATTERN
              .replace("arn:aws:", "arn:(?<partition>[a-z0-9-]{1,63}):")
              .replace("chime:[a-z0-9-]{1,63}", "chime:(?<region>[a-z0-9-]{1,63})"));

  // https://docs.aws.amazon.com/chime-sdk/latest/dg/sdk-available-regions.html, messaging
  private static final List<String> KNOWN_REGIONS = List.of("eu-central-1", "us-east-1");

  private static final List<String> ACTIONS =
      List.of("chime:GetAppInstanceRetentionSettings", "chime:PutAppInstanceRetentionSettings");

  private final CfnResource resource;

  private ChimeAppInstanceRetentionSettings(Builder declared) {
    super(declared.scope, declared.id);
    String arn = appInstanceArn(declared.appInstanceArn);
    resource =
        new RetentionDeclaration(this, declared.scope, "Custom::ChimeAppInstanceRetentionSettings")
            .identity("AppInstanceArn", "appInstanceArn", arn, arn)
            .period("ChannelRetentionDays", "channelRetention", declared.channelRetention)
            .declare(declared.provider, ACTIONS, arn, declared.removalPolicy);
  }

  private String appInstanceArn(String declared) {
    if (declared == null || declared.isBlank()) {
      throw refused(declared == null ? "missing" : "blank");
    }
    String arn = declared.strip();
    if (StringToken.isIn(arn)) {
      return arn;
    }
    Matcher parts = ARN_IN_ANY_PARTITION.matcher(arn);
    if (!parts.matches()) {
      throw refused(arn.replaceAll("\\R", " "));
    }
    if (!parts.group("partition").equals(StackRetention.PARTITION)) {
      throw new IllegalArgumentException(
          "%s: appInstanceArn is in the partition %s; app instances exist in the partition %s only"
              .formatted(getNode().getPath(), parts.group("partition"), StackRetention.PARTITION));
    }
    String region = parts.group("region");
    if (!KNOWN_REGIONS.contains(region)) {
      Annotations.of(this)
          .addWarningV2(
              "chime-retention:unknownAppInstanceRegion",
              "appInstanceArn is in the region %s, which is not known to host app instances; known are %s"
                  .formatted(region, String.join(", ", KNOWN_REGIONS)));
    }
    return arn;
  }

  private IllegalArgumentException refused(String came) {
    return new IllegalArgumentException(
        "%s: appInstanceArn is %s; allowed is arn:aws:chime:<region>:<12-digit account>:app-instance/<id>, or a token"
            .formatted(getNode().getPath(), came));
  }

  /**
   * For how many days the service keeps the messages of channels, as it reported after the last
   * create or update: a token for a string of digits, empty if the period is off.
   */
  public String getChannelRetentionDays() {
    return Token.asString(resource.getAtt("ChannelRetentionDays"));
  }

  /**
   * When the service deletes the messages that are older than the period: a token for a time in ISO
   * 8601, empty if the service reports none. The field is described at <a
   * href="https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_GetAppInstanceRetentionSettings.html">
   * GetAppInstanceRetentionSettings</a>.
   */
  public String getInitiateDeletionTimestamp() {
    return Token.asString(resource.getAtt("InitiateDeletionTimestamp"));
  }

  /** Declares the retention settings of one app instance. */
  public static final class Builder {
    private final Construct scope;
    private final String id;
    private String appInstanceArn;
    private Duration channelRetention;
    private RemovalPolicy removalPolicy = RemovalPolicy.DESTROY;
    private RetentionProvider provider;

    private Builder(Construct scope, String id) {
      this.scope = scope;
      this.id = id;
    }

    /** Starts a declaration with the given place in the construct tree. */
    public static Builder create(Construct scope, String id) {
      return new Builder(scope, id);
    }

    /**
     * The app instance's ARN; required. A literal must match {@value #ARN_PATTERN}, is trimmed, and
     * may stand once in a stack. A region that is not known to host app instances (<a
     * href="https://docs.aws.amazon.com/chime-sdk/latest/dg/sdk-available-regions.html">available
     * regions</a>) is a warning. A change replaces the resource: the new app instance gets the
     * settings, then the old one's are removed as the removal policy says.
     *
     * <p>With a token, the function is allowed to call the app instance that the token stands for;
     * if that changes while the template does not, it may not call the former one any more, whose
     * settings then stay.
     */
    public Builder appInstanceArn(String appInstanceArn) {
      this.appInstanceArn = appInstanceArn;
      return this;
    }

    /**
     * For how long the messages of channels are kept: whole days, {@value #MIN_RETENTION_DAYS} to
     * {@value #MAX_RETENTION_DAYS} (see <a
     * href="https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_ChannelRetentionSettings.html">
     * ChannelRetentionSettings</a>); a token must be given in days. Default: off, messages are
     * kept.
     */
    public Builder channelRetention(Duration channelRetention) {
      this.channelRetention = channelRetention;
      return this;
    }

    /**
     * What happens to the settings when the resource is deleted or replaced: {@code DESTROY} turns
     * the period off, {@code RETAIN} leaves it, {@code RETAIN_ON_UPDATE_OR_DELETE} leaves it but
     * for a stack creation that is rolled back. Default: {@code DESTROY}.
     */
    public Builder removalPolicy(RemovalPolicy removalPolicy) {
      this.removalPolicy = removalPolicy;
      return this;
    }

    /** The function that applies the settings. Default: the stack's shared one. */
    public Builder provider(RetentionProvider provider) {
      this.provider = provider;
      return this;
    }

    /**
     * Adds the resource to the stack.
     *
     * @throws IllegalArgumentException if a property has a value that is not allowed, if the stack
     *     has declared the app instance already, or if the ARN or the stack's region is in a
     *     partition without Amazon Chime
     */
    public ChimeAppInstanceRetentionSettings build() {
      return new ChimeAppInstanceRetentionSettings(this);
    }
  }
}
