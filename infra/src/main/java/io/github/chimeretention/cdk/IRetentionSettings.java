package io.github.chimeretention.cdk;

import software.amazon.awscdk.IResource;
import software.amazon.awscdk.services.events.OnEventOptions;
import software.amazon.awscdk.services.events.Rule;

/** The retention settings of an Amazon Chime account or of an Amazon Chime SDK app instance. */
public sealed interface IRetentionSettings extends IResource
    permits ChimeRetentionSettings, ChimeAppInstanceRetentionSettings {
  /**
   * Returns the time from which messages are permanently deleted, as the service reported it after
   * the last create or update: a token for a time in ISO 8601, empty if the service reports none.
   */
  String getInitiateDeletionTimestamp();

  /**
   * Returns the effect of the last create or update on existing messages: a token for the sentence
   * that the function logged, such as "Shortening ChannelRetentionDays from 365 to 90 hides
   * messages from before ..." or "No messages are hidden.". If the effect is unknown, the sentence
   * is the reason: the settings were already as declared, or could not be read.
   *
   * <p>Deploying a reference to it fails if the resource was last created or updated by a function
   * of an earlier version; then change {@code reapply} in the same deployment.
   */
  String getEffect();

  /**
   * Adds an Amazon EventBridge rule, without a target, for calls that put the settings.
   *
   * @see #onCloudTrailPut(String, OnEventOptions)
   */
  default Rule onCloudTrailPut(String id) {
    return onCloudTrailPut(id, OnEventOptions.builder().build());
  }

  /**
   * Adds an Amazon EventBridge rule that matches all calls that put the retention settings of this
   * account or app instance, including failed calls and the function's own. To match fewer, use the
   * options' event pattern.
   *
   * <p>The events come from AWS CloudTrail, and only if a trail logs management events (<a
   * href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html">AWS
   * service events delivered via AWS CloudTrail</a>). EventBridge receives them in the region of
   * the call: us-east-1 for Amazon Chime accounts, the ARN's region for app instances. A rule in
   * another region gives a warning.
   *
   * @param id the rule's ID in this construct
   * @param options the rule's target, name and description, and further conditions on the event
   */
  Rule onCloudTrailPut(String id, OnEventOptions options);
}
