package io.github.chimeretention.lambda;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("The log")
class LogTest {
  @RegisterExtension static final CloudFormationAndChime cloud = new CloudFormationAndChime();

  @Test
  @DisplayName("has one JSON line a step, with what was declared before, what is, and what became")
  void steps() throws IOException {
    cloud.reports(365);

    TestContext context = cloud.update("acct-1").handle(Duration.ofSeconds(10));

    List<JsonNode> lines = context.log().stream().map(CloudFormationAndChime::json).toList();
    assertThat(lines)
        .extracting(line -> line.path("message").asText())
        .containsExactly(
            "Received",
            "Decided: put {ConversationRetentionDays=90, RoomRetentionDays=365} for acct-1",
            "The service took the settings {ConversationRetentionDays=90, RoomRetentionDays=365}",
            "The settings are in force",
            "CloudFormation accepted the response");
    assertThat(lines)
        .allSatisfy(
            line -> {
              assertThat(Instant.parse(line.path("timestamp").asText())).isBefore(Instant.now());
              assertThat(line.path("level").asText()).isEqualTo("INFO");
              assertThat(line.path("AWSRequestId").asText()).isEqualTo("3f1b7a52-invocation");
              assertThat(line.path("requestId").asText()).isEqualTo("request-1");
              assertThat(line.path("logicalResourceId").asText()).isEqualTo("Retention");
              assertThat(line.path("physicalResourceId").asText()).isEqualTo("acct-1");
              assertThat(line.path("declared").asText()).contains("RoomRetentionDays=365");
            });
    assertThat(lines.get(3).path("became").asText())
        .isEqualTo(
            "{ConversationRetentionDays=90, RoomRetentionDays=365}, deletion from"
                + " 2026-03-22T10:15:30Z");
  }

  @Test
  @DisplayName("and the exception of a refused response do not tell the response URL")
  void noSecret() throws IOException {
    cloud.reports(365);
    cloud
        .server()
        .stubFor(put(urlPathMatching("/response")).willReturn(aResponse().withStatus(403)));
    TestContext context = new TestContext(Duration.ofSeconds(10));

    Throwable thrown = catchThrowable(() -> cloud.handle(cloud.create().json(), context));

    assertThat(thrown)
        .isInstanceOf(IOException.class)
        .hasMessage("CloudFormation did not accept the response (attempt 1): HTTP status 403");
    assertThat(thrown).hasNoCause();
    assertThat(String.join("", context.log()))
        .contains("HTTP status 403")
        .doesNotContain("X-Amz-Signature", "/response", "not-a-secret", "not-a-token");
  }
}
