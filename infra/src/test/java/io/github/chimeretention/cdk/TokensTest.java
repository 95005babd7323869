package io.github.chimeretention.cdk;

import static io.github.chimeretention.cdk.Stacks.TYPE;
import static io.github.chimeretention.cdk.Stacks.properties;
import static io.github.chimeretention.cdk.Stacks.settings;
import static io.github.chimeretention.cdk.Stacks.stack;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.ssm.StringParameter;

@DisplayName(
    "A value that is known at deployment only passes the checks and stands in the template")
class TokensTest {
  private final Stack stack = stack();

  @Test
  @DisplayName("as a parameter's string for the account")
  void account_from_parameter() {
    settings(stack, "Retention")
        .accountId(new CfnParameter(stack, "Id").getValueAsString())
        .build();

    assertThat(properties(stack, TYPE)).containsEntry("AccountId", Map.of("Ref", "Id"));
  }

  @Test
  @DisplayName("as another stack's export for the account")
  void account_from_import() {
    settings(stack, "Retention").accountId(Fn.importValue("Id")).build();

    assertThat(properties(stack, TYPE)).containsEntry("AccountId", Map.of("Fn::ImportValue", "Id"));
  }

  @Test
  @DisplayName("as an SSM parameter for the account")
  void account_from_ssm() {
    settings(stack, "Retention")
        .accountId(StringParameter.valueForStringParameter(stack, "/chime/account"))
        .build();

    assertThat(properties(stack, TYPE).get("AccountId")).asString().contains("Ref");
  }

  @Test
  @DisplayName("as a part of the account's string")
  void account_with_token_inside() {
    settings(stack, "Retention")
        .accountId("a-" + stack.getStackName() + Fn.ref("AWS::Region"))
        .build();

    assertThat(properties(stack, TYPE))
        .containsEntry(
            "AccountId",
            Map.of("Fn::Join", List.of("", List.of("a-Stack", Map.of("Ref", "AWS::Region")))));
  }

  @Test
  @DisplayName("as a parameter's number for both periods")
  void days_from_parameters() {
    settings(stack, "Retention")
        .roomRetention(Duration.days(number("Room")))
        .conversationRetention(Duration.days(number("Conversation")))
        .build();

    assertThat(properties(stack, TYPE))
        .containsEntry("RoomRetentionDays", Map.of("Ref", "Room"))
        .containsEntry("ConversationRetentionDays", Map.of("Ref", "Conversation"));
  }

  @Test
  @DisplayName("as an imported string made a number for a period")
  void days_from_import() {
    settings(stack, "Retention")
        .roomRetention(Duration.days(Token.asNumber(Fn.importValue("Days"))))
        .build();

    assertThat(properties(stack, TYPE))
        .containsEntry("RoomRetentionDays", Map.of("Fn::ImportValue", "Days"));
  }

  @Test
  @DisplayName("in two resources with two different tokens for the account")
  void different_tokens_are_different_accounts() {
    settings(stack, "A").accountId(Fn.importValue("A")).build();
    settings(stack, "B").accountId(Fn.importValue("B")).build();

    assertThat(Stacks.resources(stack, TYPE)).hasSize(2);
  }

  private Number number(String id) {
    return CfnParameter.Builder.create(stack, id).type("Number").build().getValueAsNumber();
  }
}
