package io.github.chimeretention.localcloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.chimeretention.cdk.ChimeRetentionSettings;
import io.github.chimeretention.localcloud.chime.ChimeEndpoint;
import io.github.chimeretention.localcloud.cloudformation.StackResult;
import io.github.chimeretention.localcloud.cloudformation.StackStatus;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;

@DisplayName("Deploying retention settings")
class LifecycleIT extends CloudTest {
  @Test
  @DisplayName("sets the days, and has the attributes from reading them back")
  void create() {
    StackResult result = deploy(Stacks.account(A, 365));
    assertThat(result.failure()).isEmpty();
    assertThat(days(A)).isEqualTo(Map.of(ChimeEndpoint.ROOMS, 365));
    assertThat(result.outputs()).containsEntry("Rooms", "365").containsEntry("Conversations", "");
    assertThat(Instant.parse(result.outputs().get("DeletedFrom")))
        .isEqualTo(chime().accounts().get(A).deletion().orElseThrow());
    assertThat(chime().requests())
        .extracting(request -> request.operation() + " " + request.status())
        .containsExactly("PutRetentionSettings 204", "GetRetentionSettings 200");
  }

  @Test
  @DisplayName("with fewer days is one update, which leaves the function alone")
  void shorten() {
    deploy(Stacks.account(A, 365));
    StackResult result = deploy(Stacks.account(A, 90));
    assertThat(result.status()).isEqualTo(StackStatus.UPDATE_COMPLETE);
    assertThat(events()).containsExactly("Create", "Update " + A);
    assertThat(statuses(result, "AWS::Lambda::Function")).isEmpty();
    assertThat(days(A)).isEqualTo(Map.of(ChimeEndpoint.ROOMS, 90));
    assertThat(accepted()).containsOnly(1L);
  }

  @Test
  @DisplayName("unchanged does nothing")
  void unchanged() {
    deploy(Stacks.account(A, 365));
    assertThat(deploy(Stacks.account(A, 365)).events()).isEmpty();
    assertThat(events()).containsExactly("Create");
  }

  @Test
  @DisplayName("for another account sets its days first, then clears those of the old one")
  void otherAccount() {
    deploy(Stacks.account(A, 365));
    StackResult result = deploy(Stacks.account(B, 365));
    assertThat(result.status()).isEqualTo(StackStatus.UPDATE_COMPLETE);
    assertThat(events()).containsExactly("Create", "Update " + A, "Delete " + A);
    assertThat(days(B)).isEqualTo(Map.of(ChimeEndpoint.ROOMS, 365));
    assertThat(days(A)).isEmpty();
    assertThat(accepted()).containsOnly(1L);
  }

  @Test
  @DisplayName("without an account that was there clears its days, and keeps the other's")
  void removed() {
    deploy(
        stack -> {
          Stacks.declare(stack, A, 365);
          ChimeRetentionSettings.Builder.create(stack, "Other")
              .accountId(B)
              .conversationRetention(Duration.days(30))
              .build();
        });
    assertThat(days(B)).isEqualTo(Map.of(ChimeEndpoint.CONVERSATIONS, 30));
    deploy(Stacks.account(A, 365));
    assertThat(events()).last().isEqualTo("Delete " + B);
    assertThat(days(A)).isEqualTo(Map.of(ChimeEndpoint.ROOMS, 365));
    assertThat(days(B)).isEmpty();
  }

  @Test
  @DisplayName("sends both settings in every put, without days for what is off")
  void bothSettings() throws Exception {
    deploy(Stacks.account(A, 365));
    destroy();
    assertThat(puts()).hasSize(2);
    assertThat(json(puts().get(0)))
        .isEqualTo(
            json(
                "{'RetentionSettings':{'RoomRetentionSettings':{'RetentionDays':365},"
                    + "'ConversationRetentionSettings':{}}}"));
    assertThat(json(puts().get(1)))
        .isEqualTo(
            json(
                "{'RetentionSettings':{'RoomRetentionSettings':{},"
                    + "'ConversationRetentionSettings':{}}}"));
  }

  @Test
  @DisplayName("and then destroying the stack leaves no days, unless they are to be retained")
  void retained() {
    deploy(
        stack ->
            ChimeRetentionSettings.Builder.create(stack, "Settings")
                .accountId(A)
                .roomRetention(Duration.days(365))
                .removalPolicy(RemovalPolicy.RETAIN)
                .build());
    StackResult result = destroy();
    assertThat(result.status()).isEqualTo(StackStatus.DELETE_COMPLETE);
    assertThat(statuses(result, "Custom::ChimeRetentionSettings"))
        .containsExactly("DELETE_SKIPPED");
    assertThat(days(A)).isEqualTo(Map.of(ChimeEndpoint.ROOMS, 365));
  }

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text.replace('\'', '"'));
  }
}
