package io.github.chimeretention.cdk;

import static io.github.chimeretention.cdk.Stacks.properties;
import static io.github.chimeretention.cdk.Stacks.resource;
import static io.github.chimeretention.cdk.Stacks.stack;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;
import software.constructs.Construct;

@DisplayName("A construct declares one custom resource")
class RetentionDeclarationTest {
  private final Stack stack = stack();

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "whose properties are the identity, the periods, and those that CloudFormation needs")
  void properties_are_exactly_the_contract(RetentionType type) {
    type.settings(stack, "Retention").build();

    List<String> names = new ArrayList<>(type.periods.values());
    names.addAll(List.of("ServiceToken", "ServiceTimeout", type.identityProperty));
    assertThat(properties(stack, type.type))
        .containsOnlyKeys(names)
        .containsEntry("ServiceTimeout", "720")
        .containsEntry(type.identityProperty, type.identity(1));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("without the property of a period that is off")
  void off_is_left_out(RetentionType type) {
    for (String off : type.periods.keySet()) {
      type.settings(stack, off)
          .number(off.length())
          .periods(option -> option.equals(off) ? null : Duration.days(30))
          .build();
    }

    assertThat(Stacks.allProperties(stack, type.type))
        .hasSameSizeAs(type.periods.keySet())
        .allSatisfy(properties -> assertThat(properties).hasSize(3 + type.periods.size() - 1));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("with the defaults for options that are null, as for omitted ones")
  void null_is_left_out(RetentionType type) {
    type.settings(stack, "Retention")
        .periods(option -> null)
        .removalPolicy(null)
        .reapply(null)
        .overwriteExisting(null)
        .provider(null)
        .build();

    assertThat(properties(stack, type.type))
        .containsOnlyKeys("ServiceToken", "ServiceTimeout", type.identityProperty);
    assertThat(resource(stack, type.type))
        .containsEntry("DeletionPolicy", "Delete")
        .containsEntry("UpdateReplacePolicy", "Delete");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("with the text whose change writes the settings again")
  void reapply(RetentionType type) {
    type.settings(stack, "Retention").reapply("2026-11-24").build();

    assertThat(properties(stack, type.type)).containsEntry("Reapply", "2026-11-24");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      nullValues = "unset",
      value = {
        "ACCOUNT, unset", "ACCOUNT, false", "ACCOUNT, true",
        "APP_INSTANCE, unset", "APP_INSTANCE, false", "APP_INSTANCE, true",
      })
  @DisplayName("with OverwriteExisting only if existing settings may be overwritten")
  void overwrite_existing(RetentionType type, Boolean overwrite) {
    type.settings(stack, "Retention").overwriteExisting(overwrite).build();

    assertThat(properties(stack, type.type).get("OverwriteExisting"))
        .isEqualTo(Boolean.TRUE.equals(overwrite) ? true : null);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("with a trimmed identity, in the user's spelling")
  void identity_is_trimmed(RetentionType type) {
    type.settings(stack, "Retention").identity(" \t" + type.identity(1) + "\n").build();

    assertThat(properties(stack, type.type)).containsEntry(type.identityProperty, type.identity(1));
  }

  @ParameterizedTest(name = "{0}: {1} hours are {2} days")
  @CsvSource({
    "ACCOUNT, 24, 1",
    "ACCOUNT, 131400, 5475",
    "APP_INSTANCE, 24, 1",
    "APP_INSTANCE, 131400, 5475",
  })
  @DisplayName("with periods at both ends of the range, in any unit that results in whole days")
  void whole_days_pass(RetentionType type, int hours, int days) {
    type.settings(stack, "Retention").periods(option -> Duration.hours(hours)).build();

    assertThat(properties(stack, type.type))
        .extracting(type.periods.values().toArray(String[]::new))
        .containsOnly(days);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("whose attributes are the effective settings and the deletion time")
  void attributes_are_tokens(RetentionType type) {
    Construct built = type.settings(stack, "Retention").build();
    Map<String, String> attributes = type.attributes(built);
    attributes.forEach((name, value) -> CfnOutput.Builder.create(stack, name).value(value).build());

    Template template = Template.fromStack(stack);
    String logicalId = Stacks.logicalId(stack, type.type);
    for (String name : attributes.keySet()) {
      template.hasOutput(
          name, Map.of("Value", Map.of("Fn::GetAtt", new String[] {logicalId, name})));
    }
  }

  @ParameterizedTest(name = "{0}: {1} as DeletionPolicy {2}, UpdateReplacePolicy {3}")
  @CsvSource({
    "ACCOUNT, DESTROY, Delete, Delete",
    "ACCOUNT, RETAIN, Retain, Retain",
    "ACCOUNT, RETAIN_ON_UPDATE_OR_DELETE, RetainExceptOnCreate, Retain",
    "APP_INSTANCE, DESTROY, Delete, Delete",
    "APP_INSTANCE, RETAIN, Retain, Retain",
    "APP_INSTANCE, RETAIN_ON_UPDATE_OR_DELETE, RetainExceptOnCreate, Retain",
  })
  @DisplayName("with the declared removal policy, and a change that makes CloudFormation apply it")
  void removal_policies(
      RetentionType type, RemovalPolicy policy, String deletion, String replacement) {
    type.settings(stack, "Retention").removalPolicy(policy).build();

    assertThat(resource(stack, type.type))
        .containsEntry("DeletionPolicy", deletion)
        .containsEntry("UpdateReplacePolicy", replacement);
    assertThat(resource(stack, type.type).get("Metadata"))
        .isEqualTo(deletion.equals("Delete") ? null : Map.of("RemovalPolicy", policy.name()));
  }
}
