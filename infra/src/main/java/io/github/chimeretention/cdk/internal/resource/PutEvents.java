package io.github.chimeretention.cdk.internal.resource;

import io.github.chimeretention.cdk.internal.StringToken;
import io.github.chimeretention.cdk.internal.permission.Identity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.events.EventField;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.OnEventOptions;
import software.amazon.awscdk.services.events.Rule;
import software.constructs.Construct;

/**
 * The events that AWS CloudTrail delivers for puts of an identity's settings (<a
 * href="https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-chime.html">Amazon Chime
 * events</a>).
 */
public record PutEvents(Identity identity) {
  public Rule rule(Construct scope, String id, OnEventOptions options) {
    Rule rule =
        Rule.Builder.create(scope, id)
            .description(options.getDescription())
            .ruleName(options.getRuleName())
            .eventPattern(options.getEventPattern())
            .crossStackScope(options.getCrossStackScope())
            .build();
    if (options.getTarget() != null) {
      rule.addTarget(options.getTarget());
    }
    rule.addEventPattern(pattern());
    warnOfRegion(rule);
    return rule;
  }

  private EventPattern pattern() {
    // Ordered, so that every synthesis writes the same template.
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("eventSource", List.of("chime.amazonaws.com"));
    detail.put("eventName", List.of(identity.permission().put()));
    detail.put("requestParameters", Map.of(identity.option(), List.of(identity.match())));
    return EventPattern.builder()
        .source(List.of("aws.chime"))
        .detailType(List.of("AWS API Call via CloudTrail"))
        .detail(detail)
        .build();
  }

  /**
   * A text that identifies the caller, for a rule's target. In CloudTrail's user identity, only the
   * type is always present. A variable without a value is empty within a text, but makes a JSON
   * object invalid if it is a whole value (<a
   * href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html">EventBridge
   * input transformation</a>).
   */
  public static String by() {
    return EventField.fromPath("$.detail.userIdentity.type")
        + " "
        + EventField.fromPath("$.detail.userIdentity.arn");
  }

  /**
   * Matches events caused by any principal but the role. An array's members are alternatives; users
   * and the root user have no session issuer (<a
   * href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html">comparison
   * operators</a>, <a
   * href="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html">CloudTrail
   * userIdentity element</a>).
   */
  public static EventPattern byOthersThan(String roleArn) {
    return EventPattern.builder()
        .detail(
            Map.of(
                "userIdentity",
                Map.of(
                    "sessionContext",
                    Map.of(
                        "sessionIssuer",
                        Map.of(
                            "arn",
                            List.of(
                                Map.of("anything-but", List.of(roleArn)),
                                Map.of("exists", false)))))))
        .build();
  }

  private void warnOfRegion(Rule rule) {
    String recorded = identity.region();
    String region = Stack.of(rule).getRegion();
    if (recorded != null && !region.equals(recorded) && !StringToken.isIn(region)) {
      Annotations.of(rule)
          .addWarningV2(
              "chime-retention:cloudTrailRegion",
              "The rule is in the region %s, but AWS CloudTrail delivers puts of this %s in %s only"
                  .formatted(region, identity.option(), recorded));
    }
  }
}
