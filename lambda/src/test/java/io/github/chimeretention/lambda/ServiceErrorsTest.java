package io.github.chimeretention.lambda;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.urlMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("An error of the service")
class ServiceErrorsTest {
  /** The account API's errors, as its service model names them, with their HTTP status. */
  private static final Map<String, Integer> ERRORS =
      Map.of(
          "UnauthorizedClientException", 401,
          "NotFoundException", 404,
          "BadRequestException", 400,
          "ForbiddenException", 403,
          "ConflictException", 409,
          "ThrottledClientException", 429,
          "ServiceUnavailableException", 503,
          "ServiceFailureException", 500);

  @RegisterExtension static final CloudFormationAndChime cloud = new CloudFormationAndChime();

  static Stream<Arguments> errorsOfEachRequestType() {
    return ERRORS.keySet().stream()
        .sorted()
        .flatMap(
            error -> Stream.of("Create", "Update", "Delete").map(type -> arguments(type, error)));
  }

  @ParameterizedTest(name = "on {0}: {1}")
  @MethodSource("errorsOfEachRequestType")
  @DisplayName("is answered with its code, message and request id")
  void isAnswered(String requestType, String error) throws IOException {
    cloud.onPut(
        aResponse()
            .withStatus(ERRORS.get(error))
            .withHeader("x-amzn-ErrorType", error)
            .withHeader("x-amzn-RequestId", "chime-request-7")
            .withBody("{\"Message\": \"the service says why\"}"));
    cloud.reports(30, 30);

    event(requestType).handle(Duration.ofSeconds(4));

    JsonNode response = cloud.response();
    if (requestType.equals("Delete") && error.equals("NotFoundException")) {
      assertThat(response.path("Status").asText()).isEqualTo("SUCCESS");
      assertThat(response.path("PhysicalResourceId").asText()).isEqualTo("acct-1");
      return;
    }
    assertThat(response.path("Status").asText()).isEqualTo("FAILED");
    assertThat(response.path("PhysicalResourceId").asText())
        .isEqualTo(requestType.equals("Create") ? "chime-retention:not-created" : "acct-1");
    assertThat(response.path("Reason").asText())
        .isEqualTo(
            "PutRetentionSettings for the account acct-1: %s%s: the service says why (HTTP status %d,"
                    .formatted(
                        transientErrors().anyMatch(error::equals)
                            ? "still failing when the time was over: "
                            : "",
                        error,
                        ERRORS.get(error))
                + " request id chime-request-7)."
                + " Log: /aws/lambda/retention 2026/02/20/[$LATEST]0123");
    assertThat(response.path("RequestId").asText()).isEqualTo("request-1");
    assertThat(response.path("LogicalResourceId").asText()).isEqualTo("Retention");
  }

  static Stream<String> transientErrors() {
    return Stream.of(
        "ConflictException",
        "ThrottledClientException",
        "ServiceUnavailableException",
        "ServiceFailureException");
  }

  @ParameterizedTest
  @MethodSource("transientErrors")
  @DisplayName("that passes is tried again")
  void isRetried(String error) throws IOException {
    onFirstPut(error);
    cloud.reports(365, 90);

    JsonNode response = cloud.create().send();

    assertThat(response.path("Status").asText()).isEqualTo("SUCCESS");
    assertThat(cloud.puts()).hasSize(2);
  }

  @ParameterizedTest
  @MethodSource("lastingErrors")
  @DisplayName("that lasts is not tried again")
  void isNotRetried(String error) throws IOException {
    onFirstPut(error);
    cloud.reports(30, 30);

    assertThat(cloud.create().send().path("Status").asText()).isEqualTo("FAILED");
    assertThat(cloud.puts()).hasSize(1);
  }

  static Stream<String> lastingErrors() {
    return Stream.of(
        "UnauthorizedClientException",
        "NotFoundException",
        "BadRequestException",
        "ForbiddenException");
  }

  @Test
  @DisplayName("page in HTML is answered with its status")
  void htmlPage() throws IOException {
    cloud.onPut(aResponse().withStatus(403).withBody("<html><body>No</body></html>"));

    assertThat(cloud.create().send().path("Reason").asText()).contains("HTTP status 403");
  }

  private static void onFirstPut(String error) {
    cloud
        .server()
        .stubFor(
            put(urlMatching("/accounts/.*"))
                .inScenario("passes")
                .whenScenarioStateIs("Started")
                .willReturn(
                    aResponse()
                        .withStatus(ERRORS.get(error))
                        .withHeader("x-amzn-ErrorType", error)
                        .withBody("{}"))
                .willSetStateTo("passed"));
  }

  private static CloudFormationAndChime.Event event(String requestType) {
    return switch (requestType) {
      case "Create" -> cloud.create();
      case "Update" -> cloud.update("acct-1");
      default -> cloud.delete("acct-1");
    };
  }
}
