package io.github.chimeretention.cdk;

import software.amazon.awscdk.CustomResource;
import software.amazon.awscdk.services.events.OnEventOptions;
import software.amazon.awscdk.services.events.Rule;

/** The custom resource that a retention resource is, whatever its type. */
abstract class RetentionResource extends CustomResource {
  private final RetentionDeclaration declaration;

  RetentionResource(RetentionDeclaration declaration) {
    super(declaration.scope(), declaration.id(), declaration.props());
    this.declaration = declaration;
    declaration.complete(this);
  }

  RetentionDeclaration declaration() {
    return declaration;
  }

  /**
   * Returns the time from which messages are permanently deleted, as the service reported it after
   * the last create or update: a token for a time in ISO 8601, empty if the service reports none.
   */
  public String getInitiateDeletionTimestamp() {
    return getAttString("InitiateDeletionTimestamp");
  }

  /**
   * Adds an Amazon EventBridge rule, without a target, for puts of the settings.
   *
   * @see #onCloudTrailPut(String, OnEventOptions)
   */
  public Rule onCloudTrailPut(String id) {
    return onCloudTrailPut(id, OnEventOptions.builder().build());
  }

  /**
   * Adds an Amazon EventBridge rule that matches when somebody puts the retention settings of this
   * account or app instance: each call, a failed one and the function's own, too. Narrow it down
   * with the options' event pattern.
   *
   * <p>The events come from AWS CloudTrail, and only if a trail logs management events (<a
   * href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html">AWS
   * service events delivered via AWS CloudTrail</a>). EventBridge has them in the region of the
   * call: us-east-1 for Amazon Chime accounts, the ARN's region for app instances. A rule in
   * another region gives a warning.
   *
   * @param id of the rule in this construct
   * @param options the rule's target, name and description, and what else an event must have
   */
  public Rule onCloudTrailPut(String id, OnEventOptions options) {
    return new PutEvents(declaration.identity()).rule(this, id, options);
  }
}
