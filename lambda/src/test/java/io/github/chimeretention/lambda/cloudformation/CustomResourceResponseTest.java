package io.github.chimeretention.lambda.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.chimeretention.lambda.CloudFormationAndChime;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A response document")
class CustomResourceResponseTest {
  private static final CloudFormationCustomResourceEvent EVENT =
      CloudFormationCustomResourceEvent.builder()
          .withStackId("arn:aws:cloudformation:eu-west-1:111122223333:stack/s/1")
          .withRequestId("request-1")
          .withLogicalResourceId("Retention")
          .build();

  @Property(tries = 500)
  void staysWithinTheLimitAndKeepsTheStartOfItsReason(
      @ForAll @StringLength(max = 6000) String reason) {
    byte[] json = CustomResourceResponse.failed(EVENT, "id", reason).toJson();

    assertThat(json.length).isLessThanOrEqualTo(4096);
    String sent = parse(json).path("Reason").asText();
    String wellFormed = new String(reason.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    if (!sent.equals(wellFormed)) {
      assertThat(sent).endsWith("…");
      assertThat(wellFormed).startsWith(sent.substring(0, sent.length() - 1));
    }
  }

  @Test
  @DisplayName("cuts a reason at a character, and as late as it can")
  void cutsAtCharacter() {
    byte[] json = CustomResourceResponse.failed(EVENT, "id", "😀".repeat(2000)).toJson();

    assertThat(json.length).isBetween(4093, 4096);
    assertThat(parse(json).path("Reason").asText()).matches("(😀)+…");
  }

  @Test
  @DisplayName("is not cut when it just fits")
  void justFits() {
    int rest = CustomResourceResponse.failed(EVENT, "id", "").toJson().length;
    String reason = "r".repeat(4096 - rest);

    byte[] json = CustomResourceResponse.failed(EVENT, "id", reason).toJson();

    assertThat(json).hasSize(4096);
    assertThat(parse(json).path("Reason").asText()).isEqualTo(reason);
  }

  @Test
  @DisplayName("keeps a physical id within 1024 bytes")
  void physicalResourceId() {
    byte[] json = CustomResourceResponse.failed(EVENT, "é".repeat(5000), "r").toJson();

    assertThat(parse(json).path("PhysicalResourceId").asText()).isEqualTo("é".repeat(512));
  }

  @Test
  @DisplayName("of a success has no reason and carries the attributes")
  void success() {
    JsonNode json =
        parse(
            CustomResourceResponse.success(EVENT, "id", Map.of("RoomRetentionDays", "7")).toJson());

    assertThat(json.has("Reason")).isFalse();
    assertThat(json.path("Data").path("RoomRetentionDays").asText()).isEqualTo("7");
  }

  private static JsonNode parse(byte[] json) {
    return CloudFormationAndChime.json(new String(json, StandardCharsets.UTF_8));
  }
}
