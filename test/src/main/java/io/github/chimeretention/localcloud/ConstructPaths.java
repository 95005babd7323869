package io.github.chimeretention.localcloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
    readInto(paths, assembly);
    return new ConstructPaths(paths);
  }

  /** A construct's path within its stack; the logical id if it is not known. */
  String of(String stackName, String logicalId) {
    return paths.getOrDefault(stackName + " " + logicalId, logicalId);
  }

  private static void readInto(Map<String, String> paths, Path assembly) {
    for (Map.Entry<String, JsonNode> artifact :
        read(assembly, "manifest.json").path("artifacts").properties()) {
      JsonNode properties = artifact.getValue().path("properties");
      switch (artifact.getValue().path("type").asText()) {
        case "aws:cloudformation:stack" -> {
          String stackName = properties.path("stackName").asText(artifact.getKey());
          String file = artifact.getValue().path("additionalMetadataFile").asText();
          add(paths, stackName, file.isEmpty() ? JSON.nullNode() : read(assembly, file));
        }
        case "cdk:cloud-assembly" ->
            readInto(paths, assembly.resolve(properties.path("directoryName").asText()));
        default -> {
          // Of no use here.
        }
      }
    }
  }

  private static void add(Map<String, String> paths, String stackName, JsonNode metadata) {
    for (Map.Entry<String, JsonNode> construct : metadata.properties()) {
      for (JsonNode entry : construct.getValue()) {
        if (entry.path("type").asText().equals("aws:cdk:logicalId")) {
          String path = construct.getKey().replaceAll("/(Default|Resource)$", "");
          paths.put(stackName + " " + entry.path("data").asText(), path.substring(1));
        }
      }
    }
  }

  private static JsonNode read(Path assembly, String file) {
    try {
      return Files.exists(assembly.resolve(file))
          ? JSON.readTree(assembly.resolve(file).toFile())
          : JSON.nullNode();
    } catch (IOException e) {
      throw new UncheckedIOException("The cloud assembly can't be read: " + assembly, e);
    }
  }
}
