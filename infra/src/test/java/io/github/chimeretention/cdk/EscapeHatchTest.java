package io.github.chimeretention.cdk;

import static io.github.chimeretention.cdk.Messages.errors;
import static io.github.chimeretention.cdk.RetentionType.ACCOUNT;
import static io.github.chimeretention.cdk.RetentionType.APP_INSTANCE;
import static io.github.chimeretention.cdk.Stacks.stack;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

@DisplayName("A change by an escape hatch")
class EscapeHatchTest {
  private final Stack stack = stack();

  static Stream<Arguments> periods() {
    return Stream.of(
        override("a shorter period", "29 days", it -> it.addPropertyOverride(CHANNEL, 29)),
        override("a text", "29 days", it -> it.addPropertyOverride(CHANNEL, "29")),
        override("no period", "off", it -> it.addPropertyDeletionOverride(CHANNEL)),
        override(
            "all properties", "29 days", it -> it.addOverride("Properties", Map.of(CHANNEL, 29))),
        override("a good period", null, it -> it.addPropertyOverride(CHANNEL, 31)));
  }

  private static final String CHANNEL = "ChannelRetentionDays";

  private static Arguments override(String name, String found, Consumer<CfnResource> change) {
    return Arguments.of(name, found, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("periods")
  @DisplayName("to a period is checked by a guardrail")
  void guardrail(String name, String found, Consumer<CfnResource> change) {
    RetentionGuardrail.Builder.create(stack, "Guardrail")
        .channelRetention(RetentionRule.atLeast(Duration.days(30)))
        .build();
    change.accept(inTemplate(APP_INSTANCE.settings(stack, "Retention").build()));

    assertThat(errors(stack))
        .isEqualTo(
            found == null
                ? List.of()
                : List.of(
                    "/Stack/Retention: channelRetention is "
                        + found
                        + "; it must be at least 30 days, as Stack/Guardrail requires"));
  }

  @Test
  @DisplayName(
      "to the identity is an error, because the permissions and the logical ID are derived from it")
  void identity() {
    inTemplate(APP_INSTANCE.settings(stack, "Retention").build())
        .addPropertyOverride("AppInstanceArn", APP_INSTANCE.identity(2));

    assertThat(errors(stack))
        .containsExactly(
            "/Stack/Retention: AppInstanceArn is overridden; declare appInstanceArn instead,"
                + " because the function's permissions are derived from it");
  }

  @Test
  @DisplayName("to a period is rejected by a drift monitor in one line")
  void monitored_override() {
    new RetentionDriftMonitor(stack, "Drift");
    inTemplate(ACCOUNT.settings(stack, "Retention").build())
        .addPropertyOverride("RoomRetentionDays", 3);

    assertThatThrownBy(() -> Stacks.synthesize(stack))
        .hasMessageContaining(
            "[Stack/Drift] Stack/Retention: RoomRetentionDays is overridden,"
                + " which a drift monitor can't detect; declare roomRetention instead\n");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName("that makes the resource conditional is rejected by a drift monitor in one line")
  void monitored_condition(boolean override) {
    new RetentionDriftMonitor(stack, "Drift");
    conditional(ACCOUNT.settings(stack, "Retention").build(), override);

    assertThatThrownBy(() -> Stacks.synthesize(stack))
        .hasMessageContaining(
            "[Stack/Drift] Stack/Retention has a condition,"
                + " which a drift monitor can't evaluate; leave it out of monitored\n");
  }

  @Test
  @DisplayName("that makes the resource conditional is accepted if no drift monitor checks it")
  void unmonitored_condition() {
    Construct monitored = ACCOUNT.settings(stack, "Monitored").number(1).build();
    RetentionDriftMonitor.Builder.create(stack, "Drift").monitored(List.of(monitored)).build();
    conditional(ACCOUNT.settings(stack, "Retention").number(2).build(), false);
    Stacks.synthesize(stack);

    assertThat(errors(stack)).isEmpty();
    assertThat(Stacks.resources(stack, ACCOUNT.type).values())
        .extracting(resource -> resource.get("Condition"))
        .containsExactlyInAnyOrder(null, "IsProduction");
  }

  private void conditional(Construct retention, boolean override) {
    CfnCondition condition =
        CfnCondition.Builder.create(stack, "IsProduction")
            .expression(Fn.conditionEquals(stack.getRegion(), "us-east-1"))
            .build();
    if (override) {
      inTemplate(retention).addOverride("Condition", "IsProduction");
    } else {
      inTemplate(retention).getCfnOptions().setCondition(condition);
    }
  }

  private static CfnResource inTemplate(Construct retention) {
    return (CfnResource) retention.getNode().getDefaultChild();
  }
}
