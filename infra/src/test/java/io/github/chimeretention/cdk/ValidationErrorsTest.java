package io.github.chimeretention.cdk;

import static io.github.chimeretention.cdk.Messages.assertRejected;
import static io.github.chimeretention.cdk.Stacks.settings;
import static io.github.chimeretention.cdk.Stacks.stack;
import static io.github.chimeretention.cdk.Stacks.stackIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

@DisplayName("A declaration is rejected in one line")
class ValidationErrorsTest {
  private static final String RANGE = "; it must be a whole number of days from 1 to 5475";

  private final Stack stack = stack();

  static Stream<Arguments> periods() {
    return Stream.of(
        period("0 days", () -> Duration.days(0)),
        period("5476 days", () -> Duration.days(5476)),
        period("1 day 12 hours", () -> Duration.days(1.5)),
        period("1 day 12 hours", () -> Duration.hours(36)),
        period("1 hour", () -> Duration.hours(1)),
        period("10000000000 days", () -> Duration.days(10_000_000_000L)));
  }

  /** A supplier, so that discovering the tests doesn't start the CDK. */
  private static Arguments period(String name, Supplier<Duration> period) {
    return arguments(name, period);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("periods")
  @DisplayName("when a period is not 1 to 5475 whole days")
  void period_out_of_range(String came, Supplier<Duration> period) {
    for (RetentionType type : RetentionType.values()) {
      for (String bad : type.periods.keySet()) {
        assertRejected(
            () ->
                type.settings(stack, "A-" + bad)
                    .periods(option -> option.equals(bad) ? period.get() : null)
                    .build(),
            "Stack/A-" + bad + ": " + bad + " is " + came + RANGE);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("when a period is a token in a unit other than days")
  void token_in_hours(RetentionType type) {
    Number token =
        CfnParameter.Builder.create(stack, "Hours").type("Number").build().getValueAsNumber();

    assertThatThrownBy(
            () ->
                type.settings(stack, "Retention").periods(option -> Duration.hours(token)).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(
            "Stack/Retention: [a-z]+Retention is a token in hours;"
                + " it must be a token in days, Duration.days\\(token\\)");
  }

  @ParameterizedTest(name = "[{0}]")
  @NullSource
  @ValueSource(strings = {"", " ", "\t\n"})
  @DisplayName("when the identity is missing or blank")
  void no_identity(String id) {
    for (RetentionType type : RetentionType.values()) {
      assertThatThrownBy(() -> type.settings(stack, "Retention").identity(id).build())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(
              "Stack/Retention: %s is %s; it must be ",
              type.identityOption, id == null ? "missing" : "blank")
          .hasMessageEndingWith(", or a token");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a\nb", "é", ".", ".."})
  @DisplayName("when an account ID is malformed")
  void malformed_account_id(String id) {
    assertRejected(
        () -> RetentionType.ACCOUNT.settings(stack, "Retention").identity(id).build(),
        "Stack/Retention: accountId is %s; it must be the ID of an Amazon Chime account, or a token"
            .formatted(id.replace('\n', ' ')));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("when a stack declares an identity twice, even with different white space")
  void same_identity_twice(RetentionType type) {
    type.settings(stack, "One").build();
    Construct inner = new Construct(stack, "Inner");

    assertThatThrownBy(
            () -> type.settings(inner, "Two").identity(" " + type.identity(1) + " ").build())
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .isEqualToIgnoringCase(
            "Stack/Inner/Two: "
                + type.identityOption
                + " is "
                + type.identity(1)
                + ", which Stack/One already declares; declare it only once per stack");
  }

  @Test
  @DisplayName("when an account ID is the ID of an AWS account")
  void aws_account_id() {
    assertRejected(
        () -> settings(stack, "Retention").accountId("111122223333").build(),
        "Stack/Retention: accountId is 111122223333, which is the ID of an AWS account;"
            + " it must be the ID of an Amazon Chime account, or a token");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("when the text that writes the settings again is blank")
  void blank_reapply(RetentionType type) {
    assertRejected(
        () -> type.settings(stack, "Retention").reapply(" ").build(),
        "Stack/Retention: reapply is blank; it must be a text, or omitted");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("when the options of the shared provider are chosen after a resource uses it")
  void provider_too_late(RetentionType type) {
    type.settings(stack, "Retention").build();

    assertRejected(
        () -> RetentionProvider.shared(stack, RetentionProviderProps.builder().build()),
        "Stack/RetentionProvider is declared already, by an earlier call or by the first resource"
            + " that uses it; call RetentionProvider.shared(stack, props) only once, before the"
            + " first resource");
  }

  @Test
  @DisplayName("when another provider has the ID of the shared one")
  void reserved_id() {
    assertRejected(
        () -> new RetentionProvider(stack, "RetentionProvider"),
        "Stack/RetentionProvider: the ID is reserved for the provider that the stack's resources"
            + " share; to choose its options, call RetentionProvider.shared(stack, props)");
    assertThat(stack.getNode().getChildren()).isEmpty();
  }

  @Test
  @DisplayName("when a stack declares an account twice, even in different case")
  void same_account_twice() {
    settings(stack, "One").accountId("Abc").build();

    assertRejected(
        () -> settings(stack, "Two").accountId("aBC").build(),
        "Stack/Two: accountId is abc, which Stack/One already declares;"
            + " declare it only once per stack");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("when a stack declares an identity twice, with the same token and two providers")
  void same_token_twice(RetentionType type) {
    String token = new CfnParameter(stack, "Id").getValueAsString();
    type.settings(stack, "One").identity(token).build();
    RetentionProvider other = RetentionProvider.Builder.create(stack, "Other").build();

    assertThatThrownBy(() -> type.settings(stack, "Two").identity(token).provider(other).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("which Stack/One already declares");
  }

  @ParameterizedTest(name = "{0} in {1}")
  @CsvSource({
    "cn-north-1, aws-cn",
    "us-gov-west-1, aws-us-gov",
    "us-iso-east-1, aws-iso",
    "us-isob-east-1, aws-iso-b",
    "eusc-de-east-1, aws-eusc",
  })
  @DisplayName("when the stack's region is in a partition without Amazon Chime")
  void partition(String region, String partition) {
    for (RetentionType type : RetentionType.values()) {
      assertRejected(
          () -> type.settings(stackIn(region), "Retention").build(),
          "Stack/Retention: the stack's region is in the partition "
              + partition
              + "; it must be in the partition aws, the only one with Amazon Chime");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("when the provider is in another region than the stack")
  void provider_in_other_region(RetentionType type) {
    Stack here = stackIn("eu-central-1");
    Stack there =
        Stack.Builder.create((Construct) here.getNode().getScope(), "There")
            .env(Environment.builder().region("us-east-1").build())
            .crossRegionReferences(true)
            .build();
    RetentionProvider provider = RetentionProvider.Builder.create(there, "Provider").build();

    assertRejected(
        () -> type.settings(here, "Retention").provider(provider).build(),
        "Stack/Retention: provider is in the region us-east-1;"
            + " it must be in the stack's, eu-central-1");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("when the removal policy is a snapshot")
  void snapshot(RetentionType type) {
    assertRejected(
        () -> type.settings(stack, "Retention").removalPolicy(RemovalPolicy.SNAPSHOT).build(),
        "Stack/Retention: removalPolicy is SNAPSHOT;"
            + " it must be DESTROY, RETAIN or RETAIN_ON_UPDATE_OR_DELETE");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("when another construct has the ID of the stack's provider")
  void provider_id_taken(RetentionType type) {
    new Construct(stack, "RetentionProvider");

    assertRejected(
        () -> type.settings(stack, "Retention").build(),
        "Stack/RetentionProvider is another construct; the ID RetentionProvider is reserved for the"
            + " provider that the stack's resources share");
  }
}
