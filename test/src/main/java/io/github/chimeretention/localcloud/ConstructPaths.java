package io.github.chimeretention.localcloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The paths of constructs by their resources' stack names and logical ids, as the last synthesis
 * noted them.
 */
record ConstructPaths(Map<String, String> paths) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static ConstructPaths read(Path assembly) {
    Map<String, String> paths = new HashMap<>();
    read(assembly, paths);
    return new ConstructPaths(paths);
  }

  /** A construct's path within its stack; the logical id if it is not known. */
  String of(String stackName, String logicalId) {
    return paths.getOrDefault(stackName + " " + logicalId, logicalId);
  }

  private static void read(Path assembly, Map<String, String> paths) {
    JsonNode manifest = json(assembly.resolve("manifest.json"));
    for (Map.Entry<String, JsonNode> artifact : manifest.path("artifacts").properties()) {
      JsonNode properties = artifact.getValue().path("properties");
      if (properties.has("directoryName")) {
        read(assembly.resolve(properties.get("directoryName").asText()), paths);
      }
      String stackName = properties.path("stackName").asText(artifact.getKey());
      String metadata = artifact.getValue().path("additionalMetadataFile").asText();
      for (Map.Entry<String, JsonNode> construct : json(assembly.resolve(metadata)).properties()) {
        String path = construct.getKey().replaceAll("/(Default|Resource)$", "").substring(1);
        for (JsonNode entry : construct.getValue()) {
          if (entry.path("type").asText().equals("aws:cdk:logicalId")) {
            paths.put(stackName + " " + entry.path("data").asText(), path);
          }
        }
      }
    }
  }

  private static JsonNode json(Path file) {
    try {
      return Files.isRegularFile(file) ? JSON.readTree(file.toFile()) : MissingNode.getInstance();
    } catch (IOException e) {
      throw new UncheckedIOException("The cloud assembly can't be read: " + file, e);
    }
  }
}
