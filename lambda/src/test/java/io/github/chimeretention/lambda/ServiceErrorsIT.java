package io.github.chimeretention.lambda;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An error of the service")
class ServiceErrorsIT {
  private static final Set<String> TRANSIENT =
      Set.of(
          "ConflictException",
          "ThrottledClientException",
          "ServiceUnavailableException",
          "ServiceFailureException");

  @RegisterExtension static final CloudFormationAndChime cloud = new CloudFormationAndChime();

  static Stream<Arguments> errors() {
    return Stream.of(ResourceUnderTest.values())
        .flatMap(type -> type.errors.keySet().stream().sorted().map(e -> arguments(type, e)));
  }

  static Stream<Arguments> errorsOfEachRequestType() {
    return Stream.of("Create", "Update", "Delete")
        .flatMap(
            request -> errors().map(error -> arguments(request, error.get()[0], error.get()[1])));
  }

  static Stream<Arguments> transientErrors() {
    return errors().filter(error -> TRANSIENT.contains(error.get()[1]));
  }

  static Stream<Arguments> lastingErrors() {
    return errors().filter(error -> !TRANSIENT.contains(error.get()[1]));
  }

  @ParameterizedTest(name = "on {0} of {1}: {2}")
  @MethodSource("errorsOfEachRequestType")
  @DisplayName("is answered with its code, message and request id")
  void isAnswered(String requestType, ResourceUnderTest type, String error) throws IOException {
    cloud.use(type);
    cloud.onPut(answer(type, error));
    cloud.reports(30);

    event(requestType, type).handle(Duration.ofSeconds(6));

    JsonNode response = cloud.response();
    if (requestType.equals("Delete") && error.equals("NotFoundException")) {
      assertThat(response.path("Status").asText()).isEqualTo("SUCCESS");
      assertThat(response.path("PhysicalResourceId").asText()).isEqualTo(type.id());
      return;
    }
    assertThat(response.path("Status").asText()).isEqualTo("FAILED");
    assertThat(response.path("PhysicalResourceId").asText())
        .isEqualTo(requestType.equals("Create") ? "chime-retention:not-created" : type.id());
    assertThat(response.path("Reason").asText())
        .isEqualTo(
            "Put%s for the %s %s: %s%s: the service says why (HTTP status %d,"
                    .formatted(
                        type.operation,
                        type.kind,
                        type.id(),
                        TRANSIENT.contains(error) ? "still failing when the time was over: " : "",
                        error,
                        type.errors.get(error))
                + " request id chime-request-7)."
                + " Log: /aws/lambda/retention 2026/02/20/[$LATEST]0123");
    assertThat(response.path("RequestId").asText()).isEqualTo("request-1");
    assertThat(response.path("LogicalResourceId").asText()).isEqualTo("Retention");
  }

  @ParameterizedTest
  @MethodSource("transientErrors")
  @DisplayName("that passes is tried again")
  void isRetried(ResourceUnderTest type, String error) throws IOException {
    cloud.use(type);
    cloud.onFirstPut(answer(type, error));
    cloud.reports(365);

    JsonNode response = cloud.create().send();

    assertThat(response.path("Status").asText()).isEqualTo("SUCCESS");
    assertThat(cloud.puts()).hasSize(2);
  }

  @ParameterizedTest
  @MethodSource("lastingErrors")
  @DisplayName("that lasts is not tried again")
  void isNotRetried(ResourceUnderTest type, String error) throws IOException {
    cloud.use(type);
    cloud.onFirstPut(answer(type, error));
    cloud.reports(30);

    assertThat(cloud.create().send().path("Status").asText()).isEqualTo("FAILED");
    assertThat(cloud.puts()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(ResourceUnderTest.class)
  @DisplayName("for a permission that IAM does not know of yet is tried again")
  void newPermission(ResourceUnderTest type) throws IOException {
    cloud.use(type);
    cloud.onFirstPut(
        aResponse()
            .withStatus(403)
            .withHeader("x-amzn-ErrorType", "AccessDeniedException")
            .withBody("{\"Message\": \"User: r is not authorized to perform: chime:Put\"}"));
    cloud.reports(365);

    assertThat(cloud.create().send().path("Status").asText()).isEqualTo("SUCCESS");
    assertThat(cloud.puts()).hasSize(2);
  }

  @Test
  @DisplayName("that quotes what was signed is answered without the secrets in it")
  void quotedSignature() throws IOException {
    cloud.onPut(
        aResponse()
            .withStatus(403)
            .withHeader("x-amzn-ErrorType", "InvalidSignatureException")
            .withBody(
                "{\"Message\": \"The signature of AKIDTEST does not match. The Canonical String"
                    + " for this request should have been 'x-amz-security-token:not-a-token'\"}"));

    assertThat(cloud.create().send().path("Reason").asText())
        .contains("InvalidSignatureException: The signature of … does not match. (HTTP status 403")
        .doesNotContain("Canonical", "not-a-token", "AKIDTEST");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "漢", "😀", "\u0001"})
  @DisplayName("of any length leaves room for where the log is")
  void longMessage(String text) throws IOException {
    cloud.onPut(
        aResponse()
            .withStatus(403)
            .withBody(
                "{\"Message\": \"%s\"}".formatted(text.repeat(4000)).replace("\u0001", "\\n")));

    assertThat(cloud.create().send().path("Reason").asText())
        .startsWith("PutRetentionSettings for the account ")
        .endsWith("…. Log: /aws/lambda/retention 2026/02/20/[$LATEST]0123")
        .doesNotContain("\ufffd");
  }

  @Test
  @DisplayName("page in HTML is answered with its status")
  void htmlPage() throws IOException {
    cloud.onPut(aResponse().withStatus(403).withBody("<html><body>No</body></html>"));

    assertThat(cloud.create().send().path("Reason").asText()).contains("HTTP status 403");
  }

  private static ResponseDefinitionBuilder answer(ResourceUnderTest type, String error) {
    return aResponse()
        .withStatus(type.errors.get(error))
        .withHeader("x-amzn-ErrorType", error)
        .withHeader("x-amzn-RequestId", "chime-request-7")
        .withBody("{\"Message\": \"the service says why\"}");
  }

  private static CloudFormationAndChime.Event event(String requestType, ResourceUnderTest type) {
    return switch (requestType) {
      case "Create" -> cloud.create();
      case "Update" -> cloud.update(type.id());
      default -> cloud.delete(type.id());
    };
  }
}
