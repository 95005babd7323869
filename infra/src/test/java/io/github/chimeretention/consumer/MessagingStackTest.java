package io.github.chimeretention.consumer;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.chimeretention.cdk.ChimeAppInstanceRetentionSettings;
import io.github.chimeretention.cdk.RetentionGuardrail;
import io.github.chimeretention.cdk.RetentionRule;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

class MessagingStackTest {
  private final Stack stack = new Stack(new App(), "Messaging");

  @Test
  void keeps_messages_for_30_days() {
    declare(Duration.days(30));

    Template.fromStack(stack)
        .hasResourceProperties(
            "Custom::ChimeAppInstanceRetentionSettings", Map.of("ChannelRetentionDays", 30));
  }

  @Test
  void complies_with_the_guardrail() {
    RetentionGuardrail.Builder.create(stack, "RetentionGuardrail")
        .channelRetention(RetentionRule.atLeast(Duration.days(30)))
        .build();
    declare(Duration.days(30));

    Annotations.fromStack(stack).hasNoError("*", Match.anyValue());
  }

  @Test
  void rejects_a_period_that_is_out_of_range() {
    assertThatThrownBy(() -> declare(Duration.days(0)))
        .hasMessage(
            "Messaging/Retention: channelRetention is 0 days;"
                + " it must be a whole number of days from 1 to 5475");
  }

  private void declare(Duration channelRetention) {
    ChimeAppInstanceRetentionSettings.Builder.create(stack, "Retention")
        .appInstanceArn(
            "arn:aws:chime:us-east-1:111122223333:app-instance/0f0f0f0f-1234-1234-1234-123456789012")
        .channelRetention(channelRetention)
        .build();
  }
}
