package io.github.chimeretention.cdk;

import io.github.chimeretention.cdk.internal.CdkVersion;
import io.github.chimeretention.cdk.internal.Place;
import io.github.chimeretention.cdk.internal.resource.AppRetention;
import io.github.chimeretention.cdk.internal.resource.RetentionPeriod;
import io.github.chimeretention.cdk.internal.resource.RetentionResource;
import java.util.Map;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Stage;
import software.constructs.Construct;

/**
 * Restricts the retention periods in an app, a stage, or a stack. If a period breaks a rule,
 * synthesis reports an error at the construct that declares it. If several guardrails apply, a
 * period must comply with all of them. A guardrail adds nothing to a template.
 *
 * <pre>{@code
 * RetentionGuardrail.Builder.create(app, "RetentionGuardrail")
 *     .roomRetention(RetentionRule.between(Duration.days(90), Duration.days(3650)))
 *     .channelRetention(RetentionRule.atLeast(Duration.days(30)).orOff())
 *     .build();
 * }</pre>
 *
 * <p>Declare an app's guardrail before the stages that CDK Pipelines deploys: {@code addStage}
 * synthesizes a stage at once, and later declarations don't reach it.
 *
 * <p>The value of a token is known only at deployment. Synthesis gives a warning for it, which can
 * be acknowledged as {@code chime-retention:policyNotChecked}.
 */
public final class RetentionGuardrail extends Construct {
  private final Map<String, RetentionRule> rules;

  /**
   * Applies a guardrail to the retention resources in an app, a stage, or a stack.
   *
   * @throws IllegalArgumentException if the scope is any other construct
   */
  public RetentionGuardrail(Construct scope, String id, RetentionGuardrailProps props) {
    super(checked(scope, id), id);
    CdkVersion.require();
    rules = props.rules();
    AppRetention.of(this).add(this, this::check);
  }

  private static Construct checked(Construct scope, String id) {
    if (scope instanceof Stage || scope instanceof Stack) {
      return scope;
    }
    throw new Place(scope, id)
        .mistake(
            "scope is %s; it must be an app, a stage or a stack"
                .formatted(scope.getNode().getPath()));
  }

  private void check(RetentionResource resource) {
    resource
        .declaration()
        .periods()
        .forEach((property, period) -> check(resource, period.option(), resource.days(property)));
  }

  private void check(RetentionResource resource, String option, Number days) {
    RetentionRule rule = rules.get(option);
    if (rule == null) {
      return;
    }
    if (days != null && !(days instanceof Integer)) {
      // On a child, because the CDK applies earlier acknowledgments only to warnings of the
      // constructs below.
      Annotations.of(resource.template())
          .addWarningV2(
              "chime-retention:policyNotChecked",
              "%s is a token; it must be %s, as %s requires, which can't be checked before deployment"
                  .formatted(option, rule, getNode().getPath()));
    } else if (!rule.isKeptBy((Integer) days)) {
      Annotations.of(resource.construct())
          .addError(
              "%s is %s; it must be %s, as %s requires"
                  .formatted(
                      option,
                      days == null ? "off" : RetentionPeriod.days((Integer) days),
                      rule,
                      getNode().getPath()));
    }
  }

  /** Declares a guardrail. Periods without a rule aren't restricted. */
  public static final class Builder extends RetentionGuardrailProps.Options<Builder> {
    private final Construct scope;
    private final String id;

    private Builder(Construct scope, String id) {
      this.scope = scope;
      this.id = id;
    }

    /** Returns a builder for a guardrail in an app, a stage, or a stack. */
    public static Builder create(Construct scope, String id) {
      return new Builder(scope, id);
    }

    /**
     * Applies the guardrail.
     *
     * @throws IllegalArgumentException if the scope is not an app, a stage or a stack
     */
    public RetentionGuardrail build() {
      return new RetentionGuardrail(scope, id, new RetentionGuardrailProps(this));
    }
  }
}
