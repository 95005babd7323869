package io.github.chimeretention.lambda;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlMatching;
import static io.github.chimeretention.lambda.CloudFormationAndChime.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.http.Fault;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("Over HTTP, from event to response,")
class LifecycleTest {
  private static final String FAILED_CREATE = "chime-retention:not-created";
  private static final String NOT_FOUND =
      "{\"Code\": \"NotFound\", \"Message\": \"no such account\"}";

  @RegisterExtension static final CloudFormationAndChime cloud = new CloudFormationAndChime();

  @Test
  @DisplayName("Create puts both periods, reads them back and answers with the identity's id")
  void create() throws IOException {
    cloud.reports(365, 90);

    JsonNode response = cloud.create().send();

    assertThat(response)
        .isEqualTo(
            json(
                """
                {"Status": "SUCCESS", "PhysicalResourceId": "acct-1",
                 "StackId": "arn:aws:cloudformation:eu-west-1:1:stack/s/1",
                 "RequestId": "request-1", "LogicalResourceId": "Retention",
                 "Data": {"RoomRetentionDays": "365", "ConversationRetentionDays": "90",
                          "InitiateDeletionTimestamp": "2026-03-22T10:15:30Z"}}"""));
    assertThat(cloud.puts()).hasSize(1);
    assertThat(cloud.puts().get(0).getUrl()).isEqualTo("/accounts/acct-1/retention-settings");
    assertThat(json(cloud.puts().get(0).getBodyAsString()))
        .isEqualTo(
            json(
                """
                {"RetentionSettings": {"RoomRetentionSettings": {"RetentionDays": 365},
                                       "ConversationRetentionSettings": {"RetentionDays": 90}}}"""));
    assertThat(cloud.puts().get(0).getHeader("Authorization"))
        .contains("/us-east-1/chime/aws4_request");
  }

  @Test
  @DisplayName("a period that is left out is sent as an empty object, and its attribute is empty")
  void periodLeftOut() throws IOException {
    cloud.reports("{\"RetentionSettings\": {\"RoomRetentionSettings\": {\"RetentionDays\": 7}}}");

    JsonNode response =
        cloud
            .create()
            .properties("{\"AccountId\": \"acct-1\", \"RoomRetentionDays\": \"7\"}")
            .send();

    assertThat(response.path("Status").asText()).isEqualTo("SUCCESS");
    assertThat(response.path("Data"))
        .isEqualTo(
            json(
                """
                {"RoomRetentionDays": "7", "ConversationRetentionDays": "",
                 "InitiateDeletionTimestamp": ""}"""));
    assertThat(json(cloud.puts().get(0).getBodyAsString()))
        .isEqualTo(
            json(
                """
                {"RetentionSettings": {"RoomRetentionSettings": {"RetentionDays": 7},
                                       "ConversationRetentionSettings": {}}}"""));
  }

  @Test
  @DisplayName("Update of the same identity keeps the physical id")
  void update() throws IOException {
    cloud.reports(365, 90);

    JsonNode response = cloud.update("acct-1").send();

    assertThat(response.path("Status").asText()).isEqualTo("SUCCESS");
    assertThat(response.path("PhysicalResourceId").asText()).isEqualTo("acct-1");
    assertThat(cloud.puts()).hasSize(1);
  }

  @Test
  @DisplayName("Update to another identity writes that one only and answers with its id")
  void replacement() throws IOException {
    cloud.reports(365, 90);

    JsonNode response = cloud.update("acct-0").send();

    assertThat(response.path("Status").asText()).isEqualTo("SUCCESS");
    assertThat(response.path("PhysicalResourceId").asText()).isEqualTo("acct-1");
    assertThat(cloud.puts())
        .extracting(put -> put.getUrl())
        .containsExactly("/accounts/acct-1/retention-settings");
  }

  @Test
  @DisplayName("Delete sends two empty objects and answers with the same id")
  void delete() throws IOException {
    JsonNode response = cloud.delete("acct-1").send();

    assertThat(response.path("Status").asText()).isEqualTo("SUCCESS");
    assertThat(response.path("PhysicalResourceId").asText()).isEqualTo("acct-1");
    assertThat(json(cloud.puts().get(0).getBodyAsString()))
        .isEqualTo(
            json(
                """
                {"RetentionSettings": {"RoomRetentionSettings": {},
                                       "ConversationRetentionSettings": {}}}"""));
  }

  @Test
  @DisplayName("Delete of an account that is not found succeeds")
  void deleteNotFound() throws IOException {
    cloud.onPut(
        aResponse()
            .withStatus(404)
            .withHeader("x-amzn-ErrorType", "NotFoundException")
            .withBody(NOT_FOUND));

    JsonNode response = cloud.delete("acct-1").send();

    assertThat(response.path("Status").asText()).isEqualTo("SUCCESS");
    assertThat(response.path("PhysicalResourceId").asText()).isEqualTo("acct-1");
  }

  @Test
  @DisplayName("Delete of a physical id that is not the identity's own calls nothing")
  void deleteOfAnotherId() throws IOException {
    for (String id : new String[] {FAILED_CREATE, "stack-Retention-1ABC", "acct-2"}) {
      cloud.beforeEach(null);

      JsonNode response = cloud.delete(id).send();

      assertThat(response.path("Status").asText()).isEqualTo("SUCCESS");
      assertThat(response.path("PhysicalResourceId").asText()).isEqualTo(id);
      assertThat(cloud.puts()).isEmpty();
    }
  }

  @Test
  @DisplayName("Delete of a failed create succeeds, however bad its properties are")
  void deleteOfFailedCreateWithBadProperties() throws IOException {
    JsonNode response =
        cloud
            .delete(FAILED_CREATE)
            .properties("{\"AccountId\": \"\", \"RoomRetentionDays\": \"never\"}")
            .send();

    assertThat(response.path("Status").asText()).isEqualTo("SUCCESS");
    assertThat(cloud.puts()).isEmpty();
  }

  @Test
  @DisplayName("a put without an answer counts as done when the settings read back are those put")
  void unansweredPutThatWasDone() throws IOException {
    cloud.onPut(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
    cloud.reports(365, 90);

    cloud.create().handle(Duration.ofSeconds(5));

    assertThat(cloud.response().path("Status").asText()).isEqualTo("SUCCESS");
  }

  @Test
  @DisplayName("a put without an answer counts as not done when other settings are read back")
  void unansweredPutThatWasNotDone() throws IOException {
    cloud.onPut(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
    cloud.reports(30, 30);

    cloud.create().handle(Duration.ofSeconds(5));

    assertThat(cloud.response().path("Status").asText()).isEqualTo("FAILED");
    assertThat(cloud.response().path("PhysicalResourceId").asText()).isEqualTo(FAILED_CREATE);
  }

  @Test
  @DisplayName("a put of which nothing can be learned is answered so that a rollback turns it off")
  void unansweredPutThatCanNotBeReadBack() throws IOException {
    cloud.onPut(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
    cloud.onGet(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));

    cloud.create().handle(Duration.ofSeconds(5));

    assertThat(cloud.response().path("Status").asText()).isEqualTo("FAILED");
    assertThat(cloud.response().path("PhysicalResourceId").asText()).isEqualTo("acct-1");
    assertThat(cloud.response().path("Reason").asText())
        .contains("not known", "PutRetentionSettings", "GetRetentionSettings");
  }

  @Test
  @DisplayName("a failure after the put was taken is answered with the id that was written")
  void readBackFails() throws IOException {
    cloud.onGet(
        aResponse()
            .withStatus(403)
            .withHeader("x-amzn-ErrorType", "ForbiddenException")
            .withBody("{\"Message\": \"no\"}"));

    for (CloudFormationAndChime.Event event :
        new CloudFormationAndChime.Event[] {cloud.create(), cloud.update("acct-0")}) {
      cloud.server().resetRequests();
      JsonNode response = event.send();

      assertThat(response.path("Status").asText()).isEqualTo("FAILED");
      assertThat(response.path("PhysicalResourceId").asText()).isEqualTo("acct-1");
      assertThat(response.path("Reason").asText()).contains("GetRetentionSettings", "Forbidden");
    }
  }

  @Test
  @DisplayName("settings that the service took but does not report are no success")
  void otherSettingsReported() throws IOException {
    cloud.reports(365, 30);

    JsonNode response = cloud.create().send();

    assertThat(response.path("Status").asText()).isEqualTo("FAILED");
    assertThat(response.path("PhysicalResourceId").asText()).isEqualTo("acct-1");
    assertThat(response.path("Reason").asText())
        .contains(
            "{ConversationRetentionDays=90, RoomRetentionDays=365}",
            "{ConversationRetentionDays=30, RoomRetentionDays=365}");
  }

  @Test
  @DisplayName("settings that the service reports only after a moment are a success")
  void settles() throws IOException {
    cloud.reports(365, 90);
    cloud
        .server()
        .stubFor(
            get(urlMatching("/accounts/.*"))
                .inScenario("settling")
                .whenScenarioStateIs("Started")
                .willReturn(aResponse().withBody("{}"))
                .willSetStateTo("settled"));

    assertThat(cloud.create().send().path("Status").asText()).isEqualTo("SUCCESS");
    assertThat(cloud.gets()).hasSize(2);
  }

  @Test
  @DisplayName("an event that comes twice is answered twice with the same response")
  void duplicate() throws IOException {
    cloud.reports(365, 90);
    JsonNode first = cloud.create().send();
    cloud.server().resetRequests();

    assertThat(cloud.create().send()).isEqualTo(first);
  }
}
