package io.github.chimeretention.cdk;

import static io.github.chimeretention.cdk.Stacks.ACCOUNT_ID;
import static io.github.chimeretention.cdk.Stacks.settings;
import static io.github.chimeretention.cdk.Stacks.stack;
import static io.github.chimeretention.cdk.Stacks.stackIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

@DisplayName("A mistake of the caller is refused at synthesis, in one line")
class ValidationErrorsTest {
  private static final String RANGE = "; allowed are whole days from 1 to 5475";

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

  /** Supplied, so that the CDK is not started while the tests are being found. */
  private static Arguments period(String name, Supplier<Duration> period) {
    return arguments(name, period);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("periods")
  @DisplayName("when rooms are to keep messages for other than 1 to 5475 whole days")
  void room_period(String came, Supplier<Duration> period) {
    assertRefused(
        () -> settings(stack, "Retention").roomRetention(period.get()).build(),
        "Stack/Retention: roomRetention is " + came + RANGE);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("periods")
  @DisplayName("when conversations are to keep messages for other than 1 to 5475 whole days")
  void conversation_period(String came, Supplier<Duration> period) {
    assertRefused(
        () -> settings(stack, "Retention").conversationRetention(period.get()).build(),
        "Stack/Retention: conversationRetention is " + came + RANGE);
  }

  @Test
  @DisplayName("when a period is a token in another unit than days")
  void token_in_hours() {
    Number token =
        CfnParameter.Builder.create(stack, "Hours").type("Number").build().getValueAsNumber();

    assertRefused(
        () -> settings(stack, "Retention").roomRetention(Duration.hours(token)).build(),
        "Stack/Retention: roomRetention is a token in hours; allowed is a token in days, Duration.days(token)");
  }

  @ParameterizedTest(name = "[{0}]")
  @NullSource
  @ValueSource(strings = {"", " ", "\t\n"})
  @DisplayName("when the account id is missing or blank")
  void account_id(String id) {
    assertRefused(
        () -> settings(stack, "Retention").accountId(id).build(),
        "Stack/Retention: accountId is "
            + (id == null ? "missing" : "blank")
            + "; allowed is the id of an Amazon Chime account, or a token");
  }

  @Test
  @DisplayName("when a stack declares an account twice, whatever the case and the blanks")
  void same_account_twice() {
    settings(stack, "One").build();
    Construct inner = new Construct(stack, "Inner");

    assertRefused(
        () ->
            settings(inner, "Two")
                .accountId(" " + ACCOUNT_ID.toUpperCase(Locale.ROOT) + " ")
                .build(),
        "Stack/Inner/Two: accountId "
            + ACCOUNT_ID.toLowerCase(Locale.ROOT)
            + " is declared by Stack/One already; allowed is one declaration in a stack");
  }

  @Test
  @DisplayName("when a stack declares an account twice by the same token and two providers")
  void same_token_twice() {
    String token = new CfnParameter(stack, "Id").getValueAsString();
    settings(stack, "One").accountId(token).build();
    RetentionProvider other = RetentionProvider.Builder.create(stack, "Other").build();

    assertThatThrownBy(() -> settings(stack, "Two").accountId(token).provider(other).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is declared by Stack/One already");
  }

  @Test
  @DisplayName("but two stacks may declare the same account")
  void same_account_in_two_stacks() {
    Stack other = new Stack((Construct) stack.getNode().getScope(), "Other");
    settings(stack, "Retention").build();
    settings(other, "Retention").build();

    assertThat(Stacks.resources(other, Stacks.TYPE)).hasSize(1);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "cn-north-1, aws-cn",
    "us-gov-west-1, aws-us-gov",
    "us-iso-east-1, aws-iso",
    "us-isob-east-1, aws-iso-b",
    "eusc-de-east-1, aws-eusc",
  })
  @DisplayName("when the stack's region is in a partition without Amazon Chime")
  void partition(String region, String partition) {
    assertRefused(
        () -> settings(stackIn(region), "Retention").build(),
        "Stack/Retention: the stack's region is in the partition "
            + partition
            + "; Amazon Chime exists in the partition aws only");
  }

  @Test
  @DisplayName("when the removal policy is a snapshot")
  void snapshot() {
    assertRefused(
        () -> settings(stack, "Retention").removalPolicy(RemovalPolicy.SNAPSHOT).build(),
        "Stack/Retention: removalPolicy is SNAPSHOT;"
            + " allowed are DESTROY, RETAIN and RETAIN_ON_UPDATE_OR_DELETE");
  }

  @Test
  @DisplayName("when something else has the id of the stack's provider")
  void provider_id_taken() {
    new Construct(stack, "RetentionProvider");

    assertRefused(
        () -> settings(stack, "Retention").build(),
        "Stack/RetentionProvider: the construct is no RetentionProvider;"
            + " the id RetentionProvider is kept for the stack's provider");
  }

  private static void assertRefused(ThrowingCallable declaration, String message) {
    assertThatThrownBy(declaration)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
