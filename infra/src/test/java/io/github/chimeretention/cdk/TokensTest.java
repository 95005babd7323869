package io.github.chimeretention.cdk;

import static io.github.chimeretention.cdk.Stacks.properties;
import static io.github.chimeretention.cdk.Stacks.stack;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.ssm.StringParameter;

@DisplayName("A value that is known only at deployment passes the checks and is in the template")
class TokensTest {
  private final Stack stack = stack();

  static Stream<Arguments> identities() {
    return Stream.of(
        identity(it -> new CfnParameter(it, "Id").getValueAsString(), Map.of("Ref", "Id")),
        identity(it -> Fn.importValue("Id"), Map.of("Fn::ImportValue", "Id")),
        identity(
            it -> StringParameter.valueForStringParameter(it, "/chime/identity"),
            Map.of(
                "Ref", "SsmParameterValuechimeidentityC96584B6F00A464EAD1953AFF4B05118Parameter")),
        identity(
            it -> "a-" + it.getStackName() + Fn.ref("AWS::Region"),
            Map.of("Fn::Join", List.of("", List.of("a-Stack", Map.of("Ref", "AWS::Region"))))));
  }

  private static Arguments identity(Function<Stack, String> token, Map<String, Object> written) {
    return Arguments.of(token, written);
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("identities")
  @DisplayName("as the identity or a part of it")
  void identities(Function<Stack, String> token, Map<String, Object> written) {
    for (RetentionType type : RetentionType.values()) {
      Stack own = stack();
      type.settings(own, "Retention").identity(token.apply(own)).build();

      assertThat(properties(own, type.type)).containsEntry(type.identityProperty, written);
    }
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
