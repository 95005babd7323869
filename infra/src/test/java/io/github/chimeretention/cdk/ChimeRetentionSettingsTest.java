package io.github.chimeretention.cdk;

import static io.github.chimeretention.cdk.Stacks.ACCOUNT_ID;
import static io.github.chimeretention.cdk.Stacks.TYPE;
import static io.github.chimeretention.cdk.Stacks.properties;
import static io.github.chimeretention.cdk.Stacks.resource;
import static io.github.chimeretention.cdk.Stacks.settings;
import static io.github.chimeretention.cdk.Stacks.stack;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;

@DisplayName("The construct declares one custom resource")
class ChimeRetentionSettingsTest {
  private final Stack stack = stack();

  @Test
  @DisplayName("whose properties are the account, both periods, and what CloudFormation needs")
  void properties_are_exactly_the_contract() {
    settings(stack, "Retention").build();

    assertThat(properties(stack, TYPE))
        .containsOnlyKeys(
            "ServiceToken",
            "ServiceTimeout",
            "AccountId",
            "RoomRetentionDays",
            "ConversationRetentionDays")
        .containsEntry("ServiceTimeout", "720")
        .containsEntry("AccountId", ACCOUNT_ID)
        .containsEntry("RoomRetentionDays", 365)
        .containsEntry("ConversationRetentionDays", 90);
  }

  @Test
  @DisplayName("without the property of a period that is off")
  void off_is_left_out() {
    settings(stack, "Retention").conversationRetention(null).build();

    assertThat(properties(stack, TYPE))
        .containsKey("RoomRetentionDays")
        .doesNotContainKey("ConversationRetentionDays");
  }

  @Test
  @DisplayName("with a trimmed account id, in the case that the user wrote")
  void account_id_is_trimmed() {
    settings(stack, "Retention").accountId(" \t" + ACCOUNT_ID + "\n").build();

    assertThat(properties(stack, TYPE)).containsEntry("AccountId", ACCOUNT_ID);
  }

  @Test
  @DisplayName("with periods of both ends of the range, in any unit that makes whole days")
  void whole_days_pass() {
    settings(stack, "Retention")
        .roomRetention(Duration.hours(24))
        .conversationRetention(Duration.days(5475))
        .build();

    assertThat(properties(stack, TYPE))
        .containsEntry("RoomRetentionDays", 1)
        .containsEntry("ConversationRetentionDays", 5475);
  }

  @Test
  @DisplayName("whose attributes are the effective settings and the deletion time")
  void attributes_are_tokens() {
    ChimeRetentionSettings retention = settings(stack, "Retention").build();
    output("Room", retention.getRoomRetentionDays());
    output("Conversation", retention.getConversationRetentionDays());
    output("Deletion", retention.getInitiateDeletionTimestamp());

    Template template = Template.fromStack(stack);
    String logicalId = template.findResources(TYPE).keySet().iterator().next();
    template.hasOutput("Room", getAtt(logicalId, "RoomRetentionDays"));
    template.hasOutput("Conversation", getAtt(logicalId, "ConversationRetentionDays"));
    template.hasOutput("Deletion", getAtt(logicalId, "InitiateDeletionTimestamp"));
  }

  @Test
  @DisplayName("which is deleted with its settings unless the user says otherwise")
  void removal_policy_defaults_to_destroy() {
    settings(stack, "Retention").build();

    assertThat(resource(stack, TYPE))
        .containsEntry("DeletionPolicy", "Delete")
        .containsEntry("UpdateReplacePolicy", "Delete");
  }

  @ParameterizedTest(name = "{0} as DeletionPolicy {1}, UpdateReplacePolicy {2}")
  @CsvSource({
    "DESTROY, Delete, Delete",
    "RETAIN, Retain, Retain",
    "RETAIN_ON_UPDATE_OR_DELETE, RetainExceptOnCreate, Retain",
  })
  @DisplayName("with the removal policy that the user chose")
  void removal_policies(RemovalPolicy policy, String deletion, String replacement) {
    settings(stack, "Retention").removalPolicy(policy).build();

    assertThat(resource(stack, TYPE))
        .containsEntry("DeletionPolicy", deletion)
        .containsEntry("UpdateReplacePolicy", replacement);
  }

  private void output(String id, String value) {
    CfnOutput.Builder.create(stack, id).value(value).build();
  }

  private static Map<String, Object> getAtt(String logicalId, String attribute) {
    return Map.of("Value", Map.of("Fn::GetAtt", new String[] {logicalId, attribute}));
  }
}
