package io.github.chimeretention.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** A synthesized stack with one custom resource: its function's code and the events it gets. */
record Template(Path file, JsonNode body) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Template in(Path assembly) {
    try (Stream<Path> files = Files.list(assembly)) {
      Path file =
          files
              .filter(f -> f.getFileName().toString().endsWith(".template.json"))
              .findFirst()
              .orElseThrow();
      return new Template(file, JSON.readTree(file.toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long bytes() {
    return file.toFile().length();
  }

  int resources() {
    return body.path("Resources").size();
  }

  /** The asset of the function: its key with the suffix is the object's key in the template. */
  Path functionCode() {
    String key = function().path("Code").path("S3Key").asText();
    Path asset = file.resolveSibling("asset." + key);
    return Files.exists(asset)
        ? asset
        : file.resolveSibling("asset." + key.substring(0, key.lastIndexOf('.')));
  }

  JsonNode function() {
    return resource("AWS::Lambda::Function").path("Properties");
  }

  /** A Create of the resource of this type, as CloudFormation sends it. */
  Event create(String type, String functionArn, String endpoint) {
    String requestId = UUID.randomUUID().toString();
    ObjectNode event =
        JSON.createObjectNode()
            .put("RequestType", "Create")
            .put("ServiceToken", functionArn)
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
    properties.put("ServiceToken", functionArn);
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
