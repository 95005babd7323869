package io.github.chimeretention.cdk.internal.drift;

import io.github.chimeretention.cdk.internal.resource.PutEvents;
import io.github.chimeretention.cdk.internal.resource.RetentionDeclaration;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.events.OnEventOptions;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.RuleTargetInput;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.FunctionAttributes;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.lambda.Permission;
import software.constructs.Construct;

/**
 * The rules that start a check of a resource when a principal other than the function that applies
 * its settings changes them.
 *
 * <p>They share one permission to invoke the function, because a function's resource-based policy
 * has room for only about 45 permissions, one for each rule (<a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">Lambda quotas</a>:
 * 20 KB).
 */
public final class DriftRules {
  /** A third of the default quota of rules on an event bus, which is shared in an AWS account. */
  private static final int MAX_RULES_WITHOUT_WARNING = 100;

  private final Construct monitor;
  private final IFunction target;
  private int rules;

  public DriftRules(Construct monitor, IFunction function) {
    this.monitor = monitor;
    Stack stack = Stack.of(monitor);
    function.addPermission(
        "Rules",
        Permission.builder()
            .principal(new ServicePrincipal("events.amazonaws.com"))
            .sourceAccount(stack.getAccount())
            // Doesn't match the stack's name, because CloudFormation truncates it in a long rule's
            // name.
            .sourceArn(
                stack.formatArn(
                    ArnComponents.builder()
                        .service("events")
                        .resource("rule")
                        .resourceName("*")
                        .build()))
            .build());
    // With the CDK's target for a function, each rule would add a permission to the function.
    target =
        Function.fromFunctionAttributes(
            monitor,
            "Target",
            FunctionAttributes.builder()
                .functionArn(function.getFunctionArn())
                .sameEnvironment(false)
                .skipPermissions(true)
                .build());
  }

  public void add(RetentionDeclaration resource) {
    if (resource.roleArn() == null) {
      throw resource
          .place()
          .mistake(
              "provider is imported without its roleArn, which watchCloudTrail needs to ignore the function's own puts");
    }
    Rule rule =
        new PutEvents(resource.identity())
            .rule(
                monitor,
                "Put" + resource.name(),
                OnEventOptions.builder()
                    .description(
                        "Checks Amazon Chime retention settings that another principal changed")
                    .eventPattern(PutEvents.byOthersThan(resource.roleArn()))
                    .target(
                        LambdaFunction.Builder.create(target)
                            .event(
                                RuleTargetInput.fromObject(
                                    DriftInput.one(resource, PutEvents.by())))
                            .build())
                    .build());
    Annotations.of(rule)
        .acknowledgeWarning(
            "@aws-cdk/aws-events:ruleUnresolvedEnvironment",
            "The function is in the rule's own stack");
    rules++;
    if (rules == MAX_RULES_WITHOUT_WARNING + 1) {
      Annotations.of(monitor)
          .addWarningV2(
              "chime-retention:eventRules",
              "watchCloudTrail adds more than %d rules to the default event bus; Amazon EventBridge's default quota is 300 rules on a bus, and 100 in some regions"
                  .formatted(MAX_RULES_WITHOUT_WARNING));
    }
  }
}
