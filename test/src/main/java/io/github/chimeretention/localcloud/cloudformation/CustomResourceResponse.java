package io.github.chimeretention.localcloud.cloudformation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What CloudFormation makes of a response body.
 *
 * @param failure why the request failed, in the provider's words or for the response's own faults
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html">
 *     Custom resource response objects</a>
 */
record CustomResourceResponse(
    Optional<String> physicalResourceId, Optional<String> failure, ObjectNode data) {
  private static final int MAX_BYTES = 4096;
  private static final int MAX_PHYSICAL_ID_BYTES = 1024;
  private static final ObjectMapper JSON = new ObjectMapper();

  static CustomResourceResponse read(
      String body, String stackId, String requestId, String logicalId) {
    if (bytes(body) > MAX_BYTES) {
      return invalid("Response object is too long.");
    }
    try {
      JsonNode response = JSON.readTree(body);
      return check(response, "StackId", stackId)
          .or(() -> check(response, "RequestId", requestId))
          .or(() -> check(response, "LogicalResourceId", logicalId))
          .or(() -> checkPhysicalId(response))
          .orElseGet(() -> valid(response));
    } catch (JsonProcessingException e) {
      return invalid("Response is not valid JSON: " + e.getOriginalMessage());
    }
  }

  private static CustomResourceResponse valid(JsonNode response) {
    Optional<String> id = Optional.of(response.path("PhysicalResourceId").asText());
    JsonNode data = response.path("Data");
    ObjectNode attributes =
        data.isObject() ? (ObjectNode) data : JsonNodeFactory.instance.objectNode();
    return switch (response.path("Status").asText()) {
      case "SUCCESS" -> new CustomResourceResponse(id, Optional.empty(), attributes);
      case "FAILED" ->
          new CustomResourceResponse(
              id, Optional.of(reason(response)), JsonNodeFactory.instance.objectNode());
      default -> invalid("Invalid response status: " + response.path("Status"));
    };
  }

  private static String reason(JsonNode response) {
    String reason = response.path("Reason").asText();
    return reason.isBlank()
        ? "Response must have a Reason when its Status is FAILED."
        : "Received response status [FAILED] from custom resource. Message returned: " + reason;
  }

  private static Optional<CustomResourceResponse> check(
      JsonNode response, String member, String expected) {
    JsonNode value = response.path(member);
    return value.asText().equals(expected)
        ? Optional.empty()
        : Optional.of(invalid("Response has the wrong " + member + ": " + value));
  }

  private static Optional<CustomResourceResponse> checkPhysicalId(JsonNode response) {
    String id = response.path("PhysicalResourceId").asText();
    return !id.isEmpty() && bytes(id) <= MAX_PHYSICAL_ID_BYTES
        ? Optional.empty()
        : Optional.of(invalid("Invalid PhysicalResourceId"));
  }

  private static CustomResourceResponse invalid(String reason) {
    return new CustomResourceResponse(
        Optional.empty(), Optional.of(reason), JsonNodeFactory.instance.objectNode());
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
