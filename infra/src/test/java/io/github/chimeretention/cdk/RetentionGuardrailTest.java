package io.github.chimeretention.cdk;

import static io.github.chimeretention.cdk.Messages.assertRejected;
import static io.github.chimeretention.cdk.Messages.errors;
import static io.github.chimeretention.cdk.Messages.warnings;
import static io.github.chimeretention.cdk.Stacks.stack;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.pipelines.StageDeployment;
import software.constructs.Construct;

@DisplayName("A guardrail")
class RetentionGuardrailTest {
  private static final RetentionRule RULE =
      RetentionRule.between(Duration.days(30), Duration.days(365));
  private static final RetentionRule SHORT = RetentionRule.atMost(Duration.days(90));

  @ParameterizedTest(name = "{0}, {2}: {1}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          roomRetention         | 29   | between | 29 days; it must be 30 to 365 days
          roomRetention         | 30   | between | -
          roomRetention         | 365  | between | -
          roomRetention         | 366  | between | 366 days; it must be 30 to 365 days
          roomRetention         | -    | between | off; it must be 30 to 365 days
          roomRetention         | -    | orOff   | -
          roomRetention         | 1    | orOff   | 1 day; it must be 30 to 365 days, or off
          conversationRetention | 29   | atLeast | 29 days; it must be at least 30 days
          conversationRetention | 5475 | atLeast | -
          channelRetention      | 1    | atMost  | -
          channelRetention      | -    | any     | off; it must be at least 1 day
          channelRetention      | 2    | oneDay  | 2 days; it must be exactly 1 day
          channelRetention      | 29   | exactly | 29 days; it must be exactly 30 days
          channelRetention      | 366  | atMost  | 366 days; it must be at most 365 days
          """)
  @DisplayName(
      "reports a violation as an error at the construct, with the declared and the required period")
  void rules(String option, Integer days, String rule, String error) {
    Stack stack = stack();
    declare(stack, option, days == null ? null : Duration.days(days));
    policy(stack, option, rule(rule));

    assertThat(errors(stack))
        .isEqualTo(
            error == null
                ? List.of()
                : List.of(
                    "/Stack/Retention: " + option + " is " + error + ", as Stack/Policy requires"));
  }

  @Test
  @DisplayName("doesn't restrict a kind of period without a rule")
  void otherKinds() {
    Stack stack = stack();
    declare(stack, "channelRetention", Duration.days(1));
    policy(stack, "roomRetention", RULE);

    assertThat(errors(stack)).isEmpty();
  }

  @Test
  @DisplayName("applies to nested stages, together with their own")
  void nested() {
    App app = Stacks.app(Path.of("target", "policy.out"), Map.of());
    Stage stage = new Stage(app, "Prod");
    Stack inStage = new Stack(stage, "Stack");
    declare(inStage, "channelRetention", Duration.days(400));
    Stack beside = new Stack(app, "Beside");
    declare(beside, "channelRetention", Duration.days(91));
    policy(app, "channelRetention", RULE);
    policy(stage, "channelRetention", SHORT);

    assertThat(errors(beside)).isEmpty();
    assertThat(errors(inStage))
        .containsExactlyInAnyOrder(
            "/Prod/Stack/Retention: channelRetention is 400 days; it must be 30 to 365 days, as"
                + " Policy requires",
            "/Prod/Stack/Retention: channelRetention is 400 days; it must be at most 90 days, as"
                + " Prod/Policy requires");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName("gives a warning for a token, which can be acknowledged")
  void token(boolean acknowledged) {
    Stack stack = stack();
    CfnParameter days = CfnParameter.Builder.create(stack, "Days").type("Number").build();
    Construct retention = declare(stack, "roomRetention", Duration.days(days.getValueAsNumber()));
    policy(stack, "roomRetention", RULE);
    if (acknowledged) {
      Annotations.of(retention)
          .acknowledgeWarning("chime-retention:policyNotChecked", "The parameter has a range");
    }

    assertThat(errors(stack)).isEmpty();
    assertThat(warnings(stack))
        .isEqualTo(
            acknowledged
                ? List.of()
                : List.of(
                    "/Stack/Retention/Default: roomRetention is a token; it must be 30 to 365 days, as"
                        + " Stack/Policy requires, which can't be checked before deployment"
                        + " [ack: chime-retention:policyNotChecked]"));
  }

  @Test
  @DisplayName("does not change the template")
  void template() {
    Stack with = stack();
    declare(with, "roomRetention", Duration.days(30));
    policy(with, "roomRetention", RULE);
    Stack without = stack();
    declare(without, "roomRetention", Duration.days(30));

    assertThat(Stacks.template(with)).isEqualTo(Stacks.template(without));
  }

  @Test
  @DisplayName("rejects an invalid rule")
  void rejected() {
    assertRejected(
        () -> RetentionRule.between(Duration.days(30), Duration.days(29)),
        "longest is 29 days; it must be at least the shortest, 30 days");
    assertRejected(
        () -> RetentionRule.atLeast(Duration.days(5476)),
        "shortest is 5476 days; it must be a whole number of days from 1 to 5475");
    assertRejected(
        () -> RetentionRule.atMost(null),
        "longest is null; it must be a whole number of days from 1 to 5475");
  }

  @Test
  @DisplayName("rejects a scope that it can't apply to")
  void scope() {
    Construct scope = new Construct(stack(), "Group");

    assertRejected(
        () -> policy(scope, "roomRetention", RULE),
        "Stack/Group/Policy: scope is Stack/Group; it must be an app, a stage or a stack");
    assertThat(scope.getNode().getChildren()).isEmpty();
  }

  @Test
  @DisplayName("of an app applies to a pipeline's stages that are added later")
  void pipeline() {
    App app = Stacks.app(Path.of("target", "pipeline.out"), Map.of());
    Stack before = inStage(app, "Before");
    policy(app, "channelRetention", RULE);
    Stack after = inStage(app, "After");

    assertThat(errors(before)).isEmpty();
    assertThat(errors(after)).hasSize(1);
  }

  /** Breaks the rule in a pipeline's stage. */
  private static Stack inStage(App app, String name) {
    Stage stage = new Stage(app, name);
    Stack stack = new Stack(stage, "Stack");
    declare(stack, "channelRetention", Duration.days(400));
    StageDeployment.fromStage(stage);
    return stack;
  }

  private static RetentionRule rule(String name) {
    return switch (name) {
      case "atLeast" -> RetentionRule.atLeast(Duration.days(30));
      case "atMost" -> RetentionRule.atMost(Duration.days(365));
      case "orOff" -> RULE.orOff();
      case "any" -> RetentionRule.atLeast(Duration.days(1));
      case "oneDay" -> RetentionRule.atMost(Duration.days(1));
      case "exactly" -> RetentionRule.between(Duration.days(30), Duration.days(30));
      default -> RULE;
    };
  }

  private static void policy(Construct scope, String option, RetentionRule rule) {
    RetentionGuardrail.Builder builder = RetentionGuardrail.Builder.create(scope, "Policy");
    switch (option) {
      case "roomRetention" -> builder.roomRetention(rule);
      case "conversationRetention" -> builder.conversationRetention(rule);
      default -> builder.channelRetention(rule);
    }
    builder.build();
  }

  private static Construct declare(Construct scope, String option, Duration period) {
    RetentionType type =
        option.equals("channelRetention") ? RetentionType.APP_INSTANCE : RetentionType.ACCOUNT;
    return type.settings(scope, "Retention")
        .periods(each -> each.equals(option) ? period : null)
        .build();
  }
}
