package io.github.chimeretention.cdk;

import static io.github.chimeretention.cdk.Stacks.settings;
import static io.github.chimeretention.cdk.Stacks.stack;
import static io.github.chimeretention.cdk.Stacks.stackIn;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Match;

@DisplayName("What may be meant, but seldom is, is a warning")
class WarningsTest {
  @Test
  @DisplayName("when no period is declared")
  void no_retention() {
    Stack stack = stack();
    ChimeRetentionSettings.Builder.create(stack, "Retention").accountId("a").build();

    assertThat(warnings(stack))
        .containsExactly(
            "/Stack/Retention: Neither roomRetention nor conversationRetention is declared:"
                + " all messages are kept [ack: chime-retention:noRetention]");
  }

  @Test
  @DisplayName("which can be acknowledged")
  void acknowledged() {
    Stack stack = stack();
    ChimeRetentionSettings retention =
        ChimeRetentionSettings.Builder.create(stack, "Retention").accountId("a").build();
    Annotations.of(retention).acknowledgeWarning("chime-retention:noRetention", "Meant so");

    assertThat(warnings(stack)).isEmpty();
  }

  @Test
  @DisplayName("once, when the CDK does not know the stack's region")
  void unknown_region() {
    Stack stack = stackIn("xx-east-1");
    settings(stack, "One").accountId("1").build();
    settings(stack, "Two").accountId("2").build();

    assertThat(warnings(stack))
        .containsExactly(
            "/Stack: Region xx-east-1 is not known to this version of the AWS CDK;"
                + " Amazon Chime exists in the partition aws only"
                + " [ack: chime-retention:unknownRegion]");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"us-east-1", "eu-central-1", "ap-southeast-2"})
  @DisplayName("but nothing is said of a region that it knows")
  void known_region(String region) {
    Stack stack = stackIn(region);
    settings(stack, "Retention").build();

    assertThat(warnings(stack)).isEmpty();
  }

  // The type of a message has moved to another module, but not for the assertions.
  @SuppressWarnings("deprecation")
  private static List<String> warnings(Stack stack) {
    return software.amazon.awscdk.assertions.Annotations.fromStack(stack)
        .findWarning("*", Match.anyValue())
        .stream()
        .map(found -> found.getId() + ": " + found.getEntry().getData())
        .toList();
  }
}
