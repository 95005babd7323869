package io.github.chimeretention.cdk;

import static io.github.chimeretention.cdk.Messages.warnings;
import static io.github.chimeretention.cdk.Stacks.settings;
import static io.github.chimeretention.cdk.Stacks.stack;
import static io.github.chimeretention.cdk.Stacks.stackIn;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

@DisplayName("A declaration that is probably a mistake gives a warning")
class WarningsTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {"ACCOUNT | roomRetention, conversationRetention", "APP_INSTANCE | channelRetention"})
  @DisplayName("when no period is declared, which can be acknowledged")
  void no_retention(RetentionType type, String options) {
    Stack stack = stack();
    Construct retention = type.settings(stack, "Retention").periods(option -> null).build();

    assertThat(warnings(stack))
        .containsExactly(
            "/Stack/Retention: No retention period is declared ("
                + options
                + "): all messages are kept [ack: chime-retention:noRetention]");

    Annotations.of(retention).acknowledgeWarning("chime-retention:noRetention", "Meant so");
    assertThat(warnings(stack)).isEmpty();
  }

  @Test
  @DisplayName("when an app instance is in a region that is not known to host any")
  void app_instance_region() {
    Stack stack = stack();
    Construct retention =
        RetentionType.APP_INSTANCE
            .settings(stack, "Retention")
            .identity("arn:aws:chime:eu-west-3:111122223333:app-instance/a")
            .build();

    assertThat(warnings(stack))
        .containsExactly(
            "/Stack/Retention: appInstanceArn is in the region eu-west-3, which is not known to"
                + " host app instances; known are eu-central-1, us-east-1"
                + " [ack: chime-retention:unknownAppInstanceRegion]");

    Annotations.of(retention)
        .acknowledgeWarning("chime-retention:unknownAppInstanceRegion", "It is there");
    assertThat(warnings(stack)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("when two stacks of an app declare the same identity")
  void two_stacks(RetentionType type) {
    Stack one = stack();
    Stack other = new Stack((Construct) one.getNode().getScope(), "Other");
    type.settings(one, "Retention").build();
    Construct second = type.settings(other, "Retention").build();

    assertThat(warnings(one)).isEmpty();
    assertThat(warnings(other))
        .singleElement()
        .asString()
        .matches(
            "/Other/Retention: [a-zA-Z]+ is .*, which Stack/Retention also declares;"
                + " the two stacks overwrite each other's settings"
                + " \\[ack: chime-retention:declaredInTwoStacks\\]");

    Annotations.of(second).acknowledgeWarning("chime-retention:declaredInTwoStacks", "Moving");
    assertThat(warnings(other)).isEmpty();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({"ACCOUNT, 450, 0", "APP_INSTANCE, 300, 0", "APP_INSTANCE, 450, 1"})
  @DisplayName("once, when an update might need more policies than IAM's default quota allows")
  void managed_policies(RetentionType type, int count, int warnings) {
    Stack stack = stack();
    type.declare(stack, count);

    assertThat(warnings(stack))
        .hasSize(warnings)
        .allSatisfy(
            warning -> assertThat(warning).endsWith("[ack: chime-retention:managedPolicies]"));
  }

  @ParameterizedTest(name = "{0} in {1}: {2}")
  @CsvSource({
    "ACCOUNT, us-east-1,",
    "ACCOUNT, eu-central-1, us-east-1",
    "APP_INSTANCE, us-east-1,",
    "APP_INSTANCE, eu-central-1, us-east-1",
  })
  @DisplayName("when a rule is in another region than the puts that it matches")
  void cloudtrail_region(RetentionType type, String region, String recorded) {
    Stack stack = stackIn(region);
    ((IRetentionSettings) type.settings(stack, "Retention").build()).onCloudTrailPut("OnPut");

    assertThat(warnings(stack))
        .isEqualTo(
            recorded == null
                ? List.of()
                : List.of(
                    "/Stack/Retention/OnPut: The rule is in the region %s, but AWS CloudTrail delivers puts of this %s in %s only [ack: chime-retention:cloudTrailRegion]"
                        .formatted(region, type.identityOption, recorded)));
  }

  @Test
  @DisplayName(
      "when a drift monitor's rules are in another region, which can be acknowledged for all at once")
  void cloudtrail_region_of_monitor() {
    Stack stack = stackIn("eu-central-1");
    RetentionDriftMonitor monitor =
        RetentionDriftMonitor.Builder.create(stack, "Drift").watchCloudTrail(true).build();
    RetentionType.declareEach(stack);

    assertThat(warnings(stack))
        .hasSize(2)
        .allSatisfy(
            warning -> assertThat(warning).endsWith("[ack: chime-retention:cloudTrailRegion]"));

    Annotations.of(monitor).acknowledgeWarning("chime-retention:cloudTrailRegion", "Forwarded");
    assertThat(warnings(stack)).isEmpty();
  }

  @ParameterizedTest(name = "{0} rules")
  @CsvSource({"100, 0", "102, 1"})
  @DisplayName("once, when a drift monitor's rules use more than a third of an event bus's quota")
  void event_rules(int count, int warnings) {
    Stack stack = stack();
    RetentionDriftMonitor.Builder.create(stack, "Drift").watchCloudTrail(true).build();
    RetentionType.ACCOUNT.declare(stack, count);

    assertThat(warnings(stack))
        .hasSize(warnings)
        .allSatisfy(
            warning ->
                assertThat(warning)
                    .startsWith("/Stack/Drift: watchCloudTrail adds more than 100 rules")
                    .endsWith("[ack: chime-retention:eventRules]"));
  }

  @Test
  @DisplayName("once, when the CDK does not know the stack's region")
  void unknown_region() {
    Stack stack = stackIn("xx-east-1");
    settings(stack, "One").accountId("a").build();
    settings(stack, "Two").accountId("b").build();

    assertThat(warnings(stack))
        .containsExactly(
            "/Stack: Region xx-east-1 is not known to this version of the AWS CDK;"
                + " Amazon Chime exists in the partition aws only"
                + " [ack: chime-retention:unknownRegion]");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"us-east-1", "eu-central-1", "ap-southeast-2"})
  @DisplayName("but not when the CDK knows the region, wherever the app instances are")
  void known_region(String region) {
    Stack stack = stackIn(region);
    RetentionType.declareEach(stack);
    RetentionType.APP_INSTANCE
        .settings(stack, "Frankfurt")
        .identity("arn:aws:chime:eu-central-1:111122223333:app-instance/a")
        .build();

    assertThat(warnings(stack)).isEmpty();
  }
}
