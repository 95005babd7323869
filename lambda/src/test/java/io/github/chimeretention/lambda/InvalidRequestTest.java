package io.github.chimeretention.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An event that can't be done")
class InvalidRequestTest {
  @RegisterExtension static final CloudFormationAndChime cloud = new CloudFormationAndChime();

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{}|AccountId is missing; it must be the id of an Amazon Chime account",
        "{'AccountId': ''}|AccountId is \"\"; it must be the id of an Amazon Chime account",
        "{'AccountId': '  '}|AccountId is \"  \"; it must be the id of an Amazon Chime account",
        "{'AccountId': 'a b'}|AccountId is \"a b\"; it must be the id of an Amazon Chime account",
        "{'AccountId': {}}|AccountId is \"{}\"; it must be the id of an Amazon Chime account",
        "{'AccountId': 'a', 'RoomRetentionDays': ''}"
            + "|RoomRetentionDays is \"\"; it must be a whole number of days from 1 to 5475",
        "{'AccountId': 'a', 'RoomRetentionDays': '30.0'}|RoomRetentionDays is \"30.0\"",
        "{'AccountId': 'a', 'RoomRetentionDays': 30.0}|RoomRetentionDays is \"30.0\"",
        "{'AccountId': 'a', 'RoomRetentionDays': 1e2}|RoomRetentionDays is \"1e2\"",
        "{'AccountId': 'a', 'RoomRetentionDays': null}|RoomRetentionDays is missing",
        "{'AccountId': 'a', 'RoomRetentionDays': true}|RoomRetentionDays is \"true\"",
        "{'AccountId': 'a', 'RoomRetentionDays': [30]}|RoomRetentionDays is \"[30]\"",
        "{'AccountId': 'a', 'ConversationRetentionDays': '5476'}"
            + "|ConversationRetentionDays is \"5476\"; it must be a whole number of days from 1",
        "{'AccountId': 'a', 'RetentionDays': '5'}"
            + "|\"RetentionDays\" is not a property of Custom::ChimeRetentionSettings; its"
            + " properties are AccountId and RoomRetentionDays, ConversationRetentionDays",
      })
  @DisplayName("for a property is refused, and says what came and what is allowed")
  void property(String properties, String reason) throws IOException {
    refused(cloud.create().properties(properties.replace('\'', '"')), reason);
  }

  @Test
  @DisplayName("for its resource type is refused")
  void resourceType() throws IOException {
    refused(
        cloud.create().resourceType("Custom::Other"),
        "ResourceType is \"Custom::Other\"; it must be one of"
            + " [Custom::ChimeAppInstanceRetentionSettings, Custom::ChimeRetentionSettings]");
  }

  @Test
  @DisplayName("for its request type is refused")
  void requestType() throws IOException {
    TestContext context = new TestContext(Duration.ofSeconds(10));

    cloud.handle(cloud.create().json().replace("\"Create\"", "\"Read\""), context);

    assertThat(cloud.response().path("Reason").asText())
        .startsWith("RequestType is \"Read\"; it must be Create, Update or Delete. Log: ");
    assertThat(cloud.puts()).isEmpty();
  }

  @Test
  @DisplayName("on Update is answered with the event's own id: another would be a replacement")
  void update() throws IOException {
    JsonNode response = cloud.update("acct-1").properties("{\"AccountId\": \"\"}").send();

    assertThat(response.path("Status").asText()).isEqualTo("FAILED");
    assertThat(response.path("PhysicalResourceId").asText()).isEqualTo("acct-1");
    assertThat(cloud.puts()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not JSON",
        "[]",
        "null",
        "{\"RequestType\": \"Create\"}",
        "{\"RequestType\": \"Create\", \"ResponseURL\": 7}",
        "{\"RequestType\": \"Create\", \"ResponseURL\": \"http://example.com/X-Amz-Signature=1\"}",
        "{\"RequestType\": \"Create\", \"ResponseURL\": \"ftp://127.0.0.1/X-Amz-Signature=1\"}",
        "{\"RequestType\": \"Create\", \"ResponseURL\": \"https:///X-Amz-Signature=1\"}",
        "{\"RequestType\": \"Create\", \"ResponseURL\": \"https://u:p@h/X-Amz-Signature=1\"}",
        "{\"RequestType\": \"Create\", \"ResponseURL\": \"https://h/ X-Amz-Signature=1\"}",
      })
  @DisplayName("nor answered is logged in one line, without its URL")
  void nowhereToAnswer(String event) throws IOException {
    TestContext context = new TestContext(Duration.ofSeconds(10));

    cloud.handle(event, context);

    assertThat(context.log())
        .singleElement()
        .asString()
        .contains("There is nowhere to answer")
        .doesNotContain("X-Amz");
    assertThat(cloud.server().getAllServeEvents()).isEmpty();
  }

  private static void refused(CloudFormationAndChime.Event event, String reason)
      throws IOException {
    JsonNode response = event.send();

    assertThat(response.path("Status").asText()).isEqualTo("FAILED");
    assertThat(response.path("PhysicalResourceId").asText())
        .isEqualTo("chime-retention:not-created");
    assertThat(response.path("Reason").asText()).startsWith(reason);
    assertThat(cloud.puts()).isEmpty();
    assertThat(cloud.gets()).isEmpty();
  }
}
