package io.github.chimeretention.lambda;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.github.chimeretention.lambda.CloudFormationAndChime.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import java.io.IOException;
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

  @RegisterExtension static final CloudFormationAndChime cloud = new CloudFormationAndChime();

  @Parameter ResourceUnderTest type;

  @BeforeEach
  void use() {
    cloud.use(type);
  }

  @Test
  @DisplayName("Create puts the periods, reads them back and responds with the identity's id")
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
    assertThat(cloud.gets()).hasSize(2);
    assertThat(cloud.gets().get(0).getUrl()).isEqualTo(type.settingsPath(type.id()));
    assertThat(cloud.gets().get(0).getHeader("Authorization")).contains(type.signatureScope);
  }

  @Test
  @DisplayName("Update to another identity writes that one only and responds with its id")
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
  @DisplayName("Delete sends each period as an empty object and responds with the same id")
  void delete() throws IOException {
    JsonNode response = cloud.delete(type.id()).send();

    assertThat(response.path("Status").asText()).isEqualTo("SUCCESS");
    assertThat(response.path("PhysicalResourceId").asText()).isEqualTo(type.id());
    assertThat(json(cloud.puts().get(0).getBodyAsString())).isEqualTo(json(type.clearBody));
    assertThat(cloud.gets()).isEmpty();
  }

  @Test
  @DisplayName("Delete of what the service does not find succeeds")
  void deleteNotFound() throws IOException {
    cloud.onPut(error(404, "NotFoundException"));

    assertThat(cloud.delete(type.id()).send().path("Status").asText()).isEqualTo("SUCCESS");
  }

  @Test
  @DisplayName("a refusal of the service is the reason, and the resource was not created")
  void refused() throws IOException {
    cloud.onPut(error(403, "ForbiddenException"));

    JsonNode response = cloud.create().send();

    assertThat(response.path("Status").asText()).isEqualTo("FAILED");
    assertThat(response.path("PhysicalResourceId").asText())
        .isEqualTo("chime-retention:not-created");
    assertThat(response.path("Reason").asText())
        .isEqualTo(
            "ForbiddenException: Put%s for the %s %s: the service says why"
                    .formatted(type.operation, type.kind, type.id())
                + " (HTTP status 403, request id chime-request-7)."
                + " CloudWatch Log Stream: 2026/02/20/[$LATEST]0123");
    assertThat(cloud.puts()).hasSize(1);
  }

  @Test
  @DisplayName("throttling is waited for")
  void throttled() throws IOException {
    cloud.onFirstPut(error(429, "ThrottledClientException"));
    cloud.reports(365);

    assertThat(cloud.create().send().path("Status").asText()).isEqualTo("SUCCESS");
    assertThat(cloud.puts()).hasSize(2);
  }

  @Test
  @DisplayName("a put without response is done when the settings read back are those put")
  void putWithoutResponse() throws IOException {
    cloud.onPut(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
    cloud.reports(365);

    assertThat(cloud.create().send().path("Status").asText()).isEqualTo("SUCCESS");
  }

  @Test
  @DisplayName("settings that are accepted but can't be read back have the identity's id")
  void readBackRefused() throws IOException {
    cloud.onGet(error(403, "ForbiddenException"));

    JsonNode response = cloud.update(type.otherId()).send();

    assertThat(response.path("Status").asText()).isEqualTo("FAILED");
    assertThat(response.path("PhysicalResourceId").asText()).isEqualTo(type.id());
    assertThat(response.path("Reason").asText())
        .startsWith("ForbiddenException: Get" + type.operation);
  }

  @Test
  @DisplayName("an event that comes twice gets the same response twice")
  void duplicate() throws IOException {
    cloud.reports(365);
    JsonNode first = cloud.create().send();
    cloud.forgetRequests();

    assertThat(cloud.create().send()).isEqualTo(first);
  }

  private static ResponseDefinitionBuilder error(int status, String type) {
    return aResponse()
        .withStatus(status)
        .withHeader("x-amzn-ErrorType", type)
        .withHeader("x-amzn-RequestId", "chime-request-7")
        .withBody("{\"Message\": \"the service says why\"}");
  }
}
