package io.github.chimeretention.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/** A synthesized stack: its function's code, and the events that its resource sends. */
record Template(Path file, JsonNode body) {
  /** The function's ARN in every event. */
  static final String FUNCTION_ARN = "arn:aws:lambda:us-east-1:123456789012:function:bench";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A custom resource event. */
  record Event(String requestId, String json) {}

  static Template in(Path assembly) throws IOException {
    Path file = assembly.resolve(SynthApp.STACK + ".template.json");
    return new Template(file, JSON.readTree(file.toFile()));
  }

  long bytes() {
    return file.toFile().length();
  }

  int resources() {
    return body.path("Resources").size();
  }

  /** The function's jar: its file is named after the object's key in the template. */
  Path functionCode() {
    return file.resolveSibling("asset." + function().path("Code").path("S3Key").asText());
  }

  JsonNode function() {
    return resource("AWS::Lambda::Function").path("Properties");
  }

  /** A Create of the resource of this type, as CloudFormation sends it. */
  Event create(String type, String endpoint) {
    String requestId = UUID.randomUUID().toString();
    ObjectNode event =
        JSON.createObjectNode()
            .put("RequestType", "Create")
            .put("ServiceToken", FUNCTION_ARN)
            .put("ResponseURL", endpoint + "/response/" + requestId + "?X-Amz-Signature=0")
            .put(
                "StackId",
                "arn:aws:cloudformation:us-east-1:123456789012:stack/bench/"
                    + "51af3dc0-da77-11e4-872e-1234567db123")
            .put("RequestId", requestId)
            .put("LogicalResourceId", "Retention")
            .put("ResourceType", type);
    ObjectNode properties = event.putObject("ResourceProperties");
    for (Map.Entry<String, JsonNode> property : resource(type).path("Properties").properties()) {
      properties.put(property.getKey(), property.getValue().asText());
    }
    properties.put("ServiceToken", FUNCTION_ARN);
    return new Event(requestId, event.toString());
  }

  private JsonNode resource(String type) {
    return body.path("Resources").properties().stream()
        .map(Map.Entry::getValue)
        .filter(resource -> resource.path("Type").asText().equals(type))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No " + type + " in " + file));
  }
}
