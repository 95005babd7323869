package io.github.chimeretention.localcloud.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;
import java.util.TreeMap;

/**
 * A stack, as it stands.
 *
 * @param template the template of the last successful operation
 * @param parameters those given to it
 */
record StackState(
    StackIdentity stack,
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

  /** A stack that is about to be created. */
  static StackState empty(StackIdentity stack) {
    return new StackState(
        stack,
        StackStatus.CREATE_IN_PROGRESS,
        JsonNodeFactory.instance.objectNode(),
        Map.of(),
        Map.of(),
        Map.of());
  }

  /** The stack after an operation that did not bring it to another template. */
  StackState after(StackStatus newStatus, Map<String, StackResource> newResources) {
    return new StackState(stack, newStatus, template, parameters, newResources, outputs);
  }

  /** Whether an update would change nothing. */
  boolean isOf(JsonNode otherTemplate, Map<String, String> otherParameters) {
    return template.equals(otherTemplate) && parameters.equals(otherParameters);
  }
}
