package io.github.chimeretention.localcloud.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A folder that {@code cdk synth} wrote.
 *
 * @see <a href="https://github.com/aws/aws-cdk/blob/main/design/cloud-assembly.md">Cloud Assembly
 *     Specification</a>
 */
public final class CloudAssembly {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ANY_REGION = "unknown-region";
  private static final String DEFAULT_REGION = "us-east-1";

  private final Path folder;
  private final Map<String, JsonNode> artifacts = new HashMap<>();
  private final List<String> order = new ArrayList<>();

  private CloudAssembly(Path folder) {
    this.folder = folder;
    JsonNode manifest = read(folder.resolve("manifest.json"));
    manifest.path("artifacts").properties().forEach(a -> artifacts.put(a.getKey(), a.getValue()));
    Set<String> visited = new HashSet<>();
    manifest.path("artifacts").fieldNames().forEachRemaining(id -> visit(id, visited));
  }

  /** The stacks, each after those that it depends on. */
  public static List<StackSource> readStacks(Path folder) {
    return new CloudAssembly(folder).stacks();
  }

  private List<StackSource> stacks() {
    return order.stream()
        .filter(id -> type(id).equals("aws:cloudformation:stack"))
        .map(this::stack)
        .toList();
  }

  private StackSource stack(String id) {
    JsonNode artifact = artifacts.get(id);
    JsonNode properties = artifact.path("properties");
    String[] environment = artifact.path("environment").asText().split("/", -1);
    String region = environment[environment.length - 1];
    return new StackSource(
        properties.path("stackName").asText(id),
        region.isEmpty() || region.equals(ANY_REGION) ? DEFAULT_REGION : region,
        read(folder.resolve(properties.path("templateFile").asText())),
        assets(artifact));
  }

  private Map<String, Path> assets(JsonNode stack) {
    Map<String, Path> assets = new HashMap<>();
    for (JsonNode dependency : stack.path("dependencies")) {
      if (type(dependency.asText()).equals("cdk:asset-manifest")) {
        JsonNode artifact = artifacts.get(dependency.asText());
        Path file = folder.resolve(artifact.path("properties").path("file").asText());
        read(file).path("files").forEach(asset -> add(asset, assets));
      }
    }
    return assets;
  }

  private void add(JsonNode asset, Map<String, Path> assets) {
    Path path = folder.resolve(asset.path("source").path("path").asText());
    asset.path("destinations").forEach(d -> assets.put(d.path("objectKey").asText(), path));
  }

  private void visit(String id, Set<String> visited) {
    if (visited.add(id) && artifacts.containsKey(id)) {
      artifacts.get(id).path("dependencies").forEach(d -> visit(d.asText(), visited));
      order.add(id);
    }
  }

  private String type(String id) {
    return artifacts.get(id).path("type").asText();
  }

  private static JsonNode read(Path file) {
    try {
      return JSON.readTree(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException("The cloud assembly can't be read: " + file, e);
    }
  }
}
