package io.github.chimeretention.cdk;

import io.github.chimeretention.cdk.internal.Place;
import io.github.chimeretention.cdk.internal.permission.Identity;
import io.github.chimeretention.cdk.internal.permission.RetentionPermission;
import io.github.chimeretention.cdk.internal.resource.AppInstanceArn;
import io.github.chimeretention.cdk.internal.resource.PutEvents;
import io.github.chimeretention.cdk.internal.resource.RetentionDeclaration;
import io.github.chimeretention.cdk.internal.resource.RetentionResource;
import io.github.chimeretention.cdk.internal.resource.StackRetention;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Resource;
import software.amazon.awscdk.services.events.OnEventOptions;
import software.amazon.awscdk.services.events.Rule;
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
 * <p>Shortening the period is destructive: messages older than the new period are hidden. They come
 * back if the period is lengthened or turned off within 30 days; after that they are deleted for
 * good (<a href="https://docs.aws.amazon.com/chime-sdk/latest/dg/manage-retention.html">managing
 * message retention</a>). A period that is not declared is turned off: messages are kept.
 *
 * <p>The function calls <a
 * href="https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_PutAppInstanceRetentionSettings.html">
 * PutAppInstanceRetentionSettings</a> and GetAppInstanceRetentionSettings in the ARN's region,
 * regardless of the stack's region, and has permission for that ARN only.
 */
public final class ChimeAppInstanceRetentionSettings extends Resource
    implements IRetentionSettings {
  private static final String TYPE = "Custom::ChimeAppInstanceRetentionSettings";

  private static final RetentionPermission PERMISSION =
      new RetentionPermission(
          "AppInstanceRetention",
          "app instances",
          "GetAppInstanceRetentionSettings",
          "PutAppInstanceRetentionSettings",
          true);

  private final RetentionResource resource;

  /**
   * Adds the resource to the stack.
   *
   * @throws IllegalArgumentException if a property has an invalid value, if the app instance is
   *     already declared in the stack, if the ARN belongs to another AWS account than the function,
   *     or if the ARN or the stack's region is in a partition without Amazon Chime
   */
  public ChimeAppInstanceRetentionSettings(
      Construct scope, String id, ChimeAppInstanceRetentionSettingsProps props) {
    this(declare(new Place(scope, id), props));
  }

  private ChimeAppInstanceRetentionSettings(StackRetention.Declared declared) {
    super(declared.place().scope(), declared.place().id());
    resource = declared.resource(this);
  }

  private static StackRetention.Declared declare(
      Place place, ChimeAppInstanceRetentionSettingsProps props) {
    String arn = place.required("appInstanceArn", props.getAppInstanceArn(), AppInstanceArn.FORM);
    Identity identity = new Identity("AppInstanceArn", "appInstanceArn", arn, arn, PERMISSION);
    AppInstanceArn literal = identity.isToken() ? null : AppInstanceArn.of(arn, place);
    StackRetention stack = StackRetention.of(place);
    RetentionDeclaration declaration =
        props
            .declaration(stack, place, TYPE, identity)
            .period("ChannelRetentionDays", "channelRetention", props.getChannelRetention());
    if (literal != null) {
      declaration.requireAccount(literal.account());
      if (!literal.isRegionKnown()) {
        declaration.warning("unknownAppInstanceRegion", literal.unknownRegion());
      }
    }
    return stack.declare(declaration);
  }

  /** Returns the ARN of the app instance. */
  public String getAppInstanceArn() {
    return resource.declaration().identity().value();
  }

  /**
   * Returns the number of days for which the service keeps channel messages, as it reported after
   * the last create or update: a token for a string of digits, empty if the period is off.
   */
  public String getChannelRetentionDaysAsString() {
    return resource.attribute("ChannelRetentionDays");
  }

  /**
   * Replaces the declared removal policy.
   *
   * @throws IllegalArgumentException if the policy is SNAPSHOT
   */
  @Override
  public void applyRemovalPolicy(RemovalPolicy policy) {
    super.applyRemovalPolicy(
        RetentionDeclaration.requireNoSnapshot(policy, resource.declaration().place()));
  }

  @Override
  public String getInitiateDeletionTimestamp() {
    return resource.attribute("InitiateDeletionTimestamp");
  }

  @Override
  public String getEffect() {
    return resource.attribute("Effect");
  }

  @Override
  public Rule onCloudTrailPut(String id, OnEventOptions options) {
    return new PutEvents(resource.declaration().identity()).rule(this, id, options);
  }

  /** Declares the retention settings of one app instance. */
  public static final class Builder
      extends ChimeAppInstanceRetentionSettingsProps.Options<Builder> {
    private final Place place;

    private Builder(Place place) {
      this.place = place;
    }

    /** Returns a builder for a construct with the given scope and ID. */
    public static Builder create(Construct scope, String id) {
      return new Builder(new Place(scope, id));
    }

    /**
     * Adds the resource to the stack.
     *
     * @throws IllegalArgumentException as the constructor does
     */
    public ChimeAppInstanceRetentionSettings build() {
      return new ChimeAppInstanceRetentionSettings(
          declare(place, new ChimeAppInstanceRetentionSettingsProps(this)));
    }
  }
}
