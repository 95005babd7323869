package io.github.chimeretention.lambda.cloudformation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.chimeretention.lambda.Json;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A response")
class CustomResourceResponseTest {
  private static final CloudFormationCustomResourceEvent EVENT =
      CloudFormationCustomResourceEvent.builder()
          .withStackId("arn:aws:cloudformation:eu-west-1:111122223333:stack/s/1")
          .withRequestId("request-1")
          .withLogicalResourceId("Retention")
          .build();
  private static final String LOG = ". CloudWatch Log Stream: 2026/02/20/[$LATEST]0123";

  @Test
  @DisplayName("to a successful event has the attributes, and no reason")
  void success() {
    assertThat(
            parse(
                new CustomResourceResponse(EVENT, "id").success(Map.of("RoomRetentionDays", "7"))))
        .isEqualTo(
            Json.json(
                """
                {"Status": "SUCCESS", "PhysicalResourceId": "id",
                 "StackId": "arn:aws:cloudformation:eu-west-1:111122223333:stack/s/1",
                 "RequestId": "request-1", "LogicalResourceId": "Retention",
                 "Data": {"RoomRetentionDays": "7"}}"""));
  }

  @Test
  @DisplayName("to a failed event has a reason, and names the log stream")
  void failed() {
    assertThat(parse(response("no such account")))
        .isEqualTo(
            Json.json(
                """
                {"Status": "FAILED", "PhysicalResourceId": "id",
                 "StackId": "arn:aws:cloudformation:eu-west-1:111122223333:stack/s/1",
                 "RequestId": "request-1", "LogicalResourceId": "Retention",
                 "Reason": "no such account%s"}"""
                    .formatted(LOG)));
  }

  @Test
  @DisplayName("is not shortened if it fits exactly")
  void justFits() {
    String what = "w".repeat(4096 - response("").length);

    assertThat(response(what)).hasSize(4096);
    assertThat(reason(response(what))).isEqualTo(what + LOG);
    assertThat(reason(response(what + "w"))).endsWith("w…" + LOG);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "é", "漢", "😀", "\"", "\\", "\u0001"})
  @DisplayName(
      "of any text is shortened to 4096 bytes, between characters, and keeps the log stream")
  void shortened(String character) {
    for (int length : new int[] {1000, 4000, 100_000}) {
      byte[] json = response(character.repeat(length));

      assertThat(json.length).isLessThanOrEqualTo(4096);
      String kept = reason(json).replace("…" + LOG, "").replace(LOG, "");
      assertThat(kept.replace(character, "")).isEmpty();
      assertThat(reason(json)).endsWith(LOG);
      if (length > 4000) {
        // Shortened as little as possible: not one more character would fit.
        assertThat(json.length).isGreaterThan(4096 - 2 * 6);
      }
    }
  }

  @Test
  @DisplayName("keeps IDs within CloudFormation's limits")
  void ids() {
    CloudFormationCustomResourceEvent event =
        CloudFormationCustomResourceEvent.builder()
            .withRequestId("é".repeat(300))
            .withLogicalResourceId("l".repeat(512))
            .build();

    JsonNode json = parse(new CustomResourceResponse(event, "é".repeat(5000)).failed("w", "log"));

    assertThat(json.path("RequestId").asText()).isEqualTo("é".repeat(254) + "…");
    assertThat(json.path("LogicalResourceId").asText()).isEqualTo("l".repeat(512));
    assertThat(json.path("PhysicalResourceId").asText().getBytes(UTF_8).length)
        .isBetween(1022, 1024);
  }

  @Test
  @DisplayName("has an empty text for an ID that the event lacks")
  void noIds() {
    JsonNode json =
        parse(
            new CustomResourceResponse(new CloudFormationCustomResourceEvent(), "id")
                .failed("what", "log"));

    assertThat(json.path("StackId").asText("null")).isEmpty();
    assertThat(json.path("RequestId").asText("null")).isEmpty();
    assertThat(json.path("LogicalResourceId").asText("null")).isEmpty();
  }

  private static byte[] response(String what) {
    return new CustomResourceResponse(EVENT, "id").failed(what, "2026/02/20/[$LATEST]0123");
  }

  private static String reason(byte[] json) {
    return parse(json).path("Reason").asText();
  }

  private static JsonNode parse(byte[] json) {
    return Json.json(new String(json, UTF_8));
  }
}
