package io.github.chimeretention.localcloud.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;

/**
 * A stack as a cloud assembly holds it.
 *
 * @param region where it is to be deployed
 * @param assets the files to upload, by their object keys
 */
public record StackSource(
    String stackName, String region, JsonNode template, Map<String, Path> assets) {
  public StackSource {
    assets = Map.copyOf(assets);
  }
}
