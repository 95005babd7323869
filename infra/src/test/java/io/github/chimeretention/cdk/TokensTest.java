package io.github.chimeretention.cdk;

import static io.github.chimeretention.cdk.Stacks.properties;
import static io.github.chimeretention.cdk.Stacks.stack;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.ssm.StringParameter;

@DisplayName("A value that is known only at deployment passes the checks and is in the template")
class TokensTest {
  private final Stack stack = stack();

  @ParameterizedTest
  @EnumSource
  @DisplayName("as a parameter's string for the identity")
  void identity_from_parameter(RetentionType type) {
    type.settings(stack, "Retention")
        .identity(new CfnParameter(stack, "Id").getValueAsString())
        .build();

    assertThat(properties(stack, type.type))
        .containsEntry(type.identityProperty, Map.of("Ref", "Id"));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("as another stack's export for the identity")
  void identity_from_import(RetentionType type) {
    type.settings(stack, "Retention").identity(Fn.importValue("Id")).build();

    assertThat(properties(stack, type.type))
        .containsEntry(type.identityProperty, Map.of("Fn::ImportValue", "Id"));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("as an SSM parameter for the identity")
  void identity_from_ssm(RetentionType type) {
    type.settings(stack, "Retention")
        .identity(StringParameter.valueForStringParameter(stack, "/chime/identity"))
        .build();

    assertThat(properties(stack, type.type).get(type.identityProperty)).asString().contains("Ref");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("as a part of the identity's string")
  void identity_with_token_inside(RetentionType type) {
    type.settings(stack, "Retention")
        .identity("a-" + stack.getStackName() + Fn.ref("AWS::Region"))
        .build();

    assertThat(properties(stack, type.type))
        .containsEntry(
            type.identityProperty,
            Map.of("Fn::Join", List.of("", List.of("a-Stack", Map.of("Ref", "AWS::Region")))));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("as a parameter's number for every period")
  void days_from_parameters(RetentionType type) {
    type.settings(stack, "Retention").periods(option -> Duration.days(number(option))).build();

    Map<String, Object> properties = properties(stack, type.type);
    type.periods.forEach(
        (option, property) ->
            assertThat(properties).containsEntry(property, Map.of("Ref", option)));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("as an imported string converted to a number for a period")
  void days_from_import(RetentionType type) {
    type.settings(stack, "Retention")
        .periods(option -> Duration.days(Token.asNumber(Fn.importValue("Days"))))
        .build();

    assertThat(properties(stack, type.type))
        .extracting(type.periods.values().toArray(String[]::new))
        .containsOnly(Map.of("Fn::ImportValue", "Days"));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("in two resources with different tokens for the identity")
  void different_tokens_are_different_identities(RetentionType type) {
    type.settings(stack, "A").identity(Fn.importValue("A")).build();
    type.settings(stack, "B").identity(Fn.importValue("B")).build();

    assertThat(Stacks.resources(stack, type.type)).hasSize(2);
  }

  private Number number(String id) {
    return CfnParameter.Builder.create(stack, id).type("Number").build().getValueAsNumber();
  }
}
