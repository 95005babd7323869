package io.github.chimeretention.lambda;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.github.chimeretention.lambda.CloudFormationAndChime.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.http.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(ResourceUnderTest.class)
@DisplayName("Over HTTP, from event to response,")
class LifecycleIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FAILED_CREATE = "chime-retention:not-created";
  private static final String NOT_FOUND =
      "{\"Code\": \"NotFound\", \"Message\": \"no such account\"}";

  @RegisterExtension static final CloudFormationAndChime cloud = new CloudFormationAndChime();

  @Parameter ResourceUnderTest type;

  @BeforeEach
  void use() {
    cloud.use(type);
  }

  @Test
  @DisplayName("Create puts both periods, reads them back and answers with the identity's id")
  void create() throws IOException {
    cloud.reports(365);

    JsonNode response = cloud.create().send();

    assertThat(response.path("Status").asText()).isEqualTo("SUCCESS");
    assertThat(response.path("PhysicalResourceId").asText()).isEqualTo(type.id());
    assertThat(response.path("StackId").asText())
        .isEqualTo("arn:aws:cloudformation:eu-west-1:1:stack/s/1");
    assertThat(response.path("RequestId").asText()).isEqualTo("request-1");
    assertThat(response.path("LogicalResourceId").asText()).isEqualTo("Retention");
    Map<String, String> attributes = new HashMap<>();
    type.days.forEach((property, days) -> attributes.put(property, days.toString()));
    attributes.put("InitiateDeletionTimestamp", "2026-03-22T10:15:30Z");
    assertThat(response.path("Data")).isEqualTo(JSON.valueToTree(attributes));

    assertThat(cloud.puts()).hasSize(1);
    assertThat(cloud.puts().get(0).getUrl()).isEqualTo(type.settingsPath(type.id()));
    assertThat(json(cloud.puts().get(0).getBodyAsString())).isEqualTo(json(type.putBody));
    assertThat(cloud.puts().get(0).getHeader("Authorization")).contains(type.signatureScope);
    assertThat(cloud.gets()).hasSize(1);
    assertThat(cloud.gets().get(0).getUrl()).isEqualTo(type.settingsPath(type.id()));
    assertThat(cloud.gets().get(0).getHeader("Authorization")).contains(type.signatureScope);
  }

  @Test
  @DisplayName(
      "periods that are left out are sent as empty objects, and their attributes are empty")
  void periodsLeftOut() throws IOException {
    JsonNode response =
        cloud
            .create()
            .properties("{\"%s\": \"%s\"}".formatted(type.identity.property(), type.id()))
            .send();

    assertThat(response.path("Status").asText()).isEqualTo("SUCCESS");
    assertThat(response.path("Data")).hasSize(type.days.size() + 1);
    assertThat(response.path("Data")).allSatisfy(value -> assertThat(value.asText()).isEmpty());
    assertThat(json(cloud.puts().get(0).getBodyAsString())).isEqualTo(json(type.clearBody));
  }

  @Test
  @DisplayName("Update of the same identity keeps the physical id")
  void update() throws IOException {
    cloud.reports(365);

    JsonNode response = cloud.update(type.id()).send();

    assertThat(response.path("Status").asText()).isEqualTo("SUCCESS");
    assertThat(response.path("PhysicalResourceId").asText()).isEqualTo(type.id());
    assertThat(cloud.puts()).hasSize(1);
  }

  @Test
  @DisplayName("Update to another identity writes that one only and answers with its id")
  void replacement() throws IOException {
    cloud.reports(365);

    JsonNode response = cloud.update(type.otherId()).send();

    assertThat(response.path("Status").asText()).isEqualTo("SUCCESS");
    assertThat(response.path("PhysicalResourceId").asText()).isEqualTo(type.id());
    assertThat(cloud.puts())
        .extracting(put -> put.getUrl())
        .containsExactly(type.settingsPath(type.id()));
  }

  @Test
  @DisplayName("Delete sends two empty objects and answers with the same id")
  void delete() throws IOException {
    JsonNode response = cloud.delete(type.id()).send();

    assertThat(response.path("Status").asText()).isEqualTo("SUCCESS");
    assertThat(response.path("PhysicalResourceId").asText()).isEqualTo(type.id());
    assertThat(json(cloud.puts().get(0).getBodyAsString())).isEqualTo(json(type.clearBody));
    assertThat(cloud.gets()).isEmpty();
  }

  @Test
  @DisplayName("Delete of an identity that is not found succeeds")
  void deleteNotFound() throws IOException {
    cloud.onPut(
        aResponse()
            .withStatus(404)
            .withHeader("x-amzn-ErrorType", "NotFoundException")
            .withBody(NOT_FOUND));

    JsonNode response = cloud.delete(type.id()).send();

    assertThat(response.path("Status").asText()).isEqualTo("SUCCESS");
    assertThat(response.path("PhysicalResourceId").asText()).isEqualTo(type.id());
  }

  @Test
  @DisplayName("Delete of a physical id that is not the identity's own calls nothing")
  void deleteOfAnotherId() throws IOException {
    for (String id : new String[] {FAILED_CREATE, "stack-Retention-1ABC", type.otherId()}) {
      cloud.use(type);

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
            .properties(type.properties().replace("365", "never").replace(type.id(), " "))
            .send();

    assertThat(response.path("Status").asText()).isEqualTo("SUCCESS");
    assertThat(cloud.puts()).isEmpty();
  }

  @Test
  @DisplayName("a put without an answer counts as done when the settings read back are those put")
  void unansweredPutThatWasDone() throws IOException {
    cloud.onPut(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
    cloud.reports(365);

    cloud.create().handle(Duration.ofSeconds(5));

    assertThat(cloud.response().path("Status").asText()).isEqualTo("SUCCESS");
  }

  @Test
  @DisplayName("a put without an answer counts as not done when other settings are read back")
  void unansweredPutThatWasNotDone() throws IOException {
    cloud.onPut(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
    cloud.reports(30);

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
    assertThat(cloud.response().path("PhysicalResourceId").asText()).isEqualTo(type.id());
    assertThat(cloud.response().path("Reason").asText())
        .contains("not known", "Put" + type.operation, "Get" + type.operation);
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
        new CloudFormationAndChime.Event[] {cloud.create(), cloud.update(type.otherId())}) {
      cloud.server().resetRequests();
      JsonNode response = event.send();

      assertThat(response.path("Status").asText()).isEqualTo("FAILED");
      assertThat(response.path("PhysicalResourceId").asText()).isEqualTo(type.id());
      assertThat(response.path("Reason").asText()).contains("Get" + type.operation, "Forbidden");
    }
  }

  @Test
  @DisplayName("settings that the service took but does not report are no success")
  void otherSettingsReported() throws IOException {
    cloud.reports(30);

    JsonNode response = cloud.create().send();

    assertThat(response.path("Status").asText()).isEqualTo("FAILED");
    assertThat(response.path("PhysicalResourceId").asText()).isEqualTo(type.id());
    assertThat(response.path("Reason").asText())
        .contains("took the settings " + type.days, type.id())
        .contains("but reports " + type.days.toString().replace("365", "30"));
  }

  @Test
  @DisplayName("settings that the service reports only after a moment are a success")
  void settles() throws IOException {
    cloud.reports(365);
    cloud.onFirstGet(aResponse().withBody("{}"));

    assertThat(cloud.create().send().path("Status").asText()).isEqualTo("SUCCESS");
    assertThat(cloud.gets()).hasSize(2);
  }

  @Test
  @DisplayName("an event that comes twice is answered twice with the same response")
  void duplicate() throws IOException {
    cloud.reports(365);
    JsonNode first = cloud.create().send();
    cloud.server().resetRequests();

    assertThat(cloud.create().send()).isEqualTo(first);
  }
}
