package io.github.chimeretention.localcloud.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * A stack, as it stands.
 *
 * @param template the template of the last successful operation
 * @param parameters those given to it
 */
record StackState(
    String stackName,
    String stackId,
    String region,
    StackStatus status,
    JsonNode template,
    Map<String, String> parameters,
    Map<String, StackResource> resources,
    Map<String, String> outputs) {
  StackState {
    parameters = Map.copyOf(parameters);
    resources = Map.copyOf(resources);
    outputs = new TreeMap<>(outputs);
  }
}
