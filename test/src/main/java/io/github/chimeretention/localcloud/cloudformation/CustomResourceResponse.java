package io.github.chimeretention.localcloud.cloudformation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.chimeretention.localcloud.aws.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The body of a response to a custom resource request.
 *
 * @see "Custom resource response objects"
 */
record CustomResourceResponse(String body) {
  private static final int MAX_BYTES = 4096;
  private static final int MAX_PHYSICAL_ID_BYTES = 1024;
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What CloudFormation makes of it.
   *
   * @param request the event
   * @param physicalId of the resource if the response breaks the contract
   */
  Outcome outcome(JsonNode request, String physicalId) {
    if (bytes(body) > MAX_BYTES) {
      return new Outcome.Failed(physicalId, "Response object is too long.");
    }
    try {
      JsonNode response = JSON.readTree(body);
      for (String member : List.of("StackId", "RequestId", "LogicalResourceId")) {
        if (!response.path(member).equals(request.path(member))) {
          return new Outcome.Failed(
              physicalId, "Response has the wrong " + member + ": " + response.path(member));
        }
      }
      String id = response.path("PhysicalResourceId").asText();
      return id.isEmpty() || bytes(id) > MAX_PHYSICAL_ID_BYTES
          ? new Outcome.Failed(physicalId, "Invalid PhysicalResourceId")
          : outcome(response, id, physicalId);
    } catch (JsonProcessingException e) {
      return new Outcome.Failed(
          physicalId, "Response is not valid JSON: " + e.getOriginalMessage());
    }
  }

  private static Outcome outcome(JsonNode response, String id, String physicalId) {
    JsonNode data = response.path("Data");
    String reason = response.path("Reason").asText();
    return switch (response.path("Status").asText()) {
      case "SUCCESS" ->
          new Outcome.Succeeded(id, data.isObject() ? (ObjectNode) data : Json.object());
      case "FAILED" ->
          new Outcome.Failed(
              id,
              reason.isBlank()
                  ? "Response must have a Reason when its Status is FAILED."
                  : "Received response status [FAILED] from custom resource. Message returned: "
                      + reason);
      default ->
          new Outcome.Failed(physicalId, "Invalid response status: " + response.path("Status"));
    };
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
