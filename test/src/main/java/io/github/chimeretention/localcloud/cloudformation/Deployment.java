package io.github.chimeretention.localcloud.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;
import java.util.Optional;

/**
 * What a stack is to be, or is.
 *
 * @param parameters those given; the others have their defaults
 */
record Deployment(JsonNode template, Map<String, String> parameters, Map<String, String> tags) {
  static final Deployment NONE =
      new Deployment(JsonNodeFactory.instance.objectNode(), Map.of(), Map.of());

  Deployment {
    parameters = Map.copyOf(parameters);
    tags = Map.copyOf(tags);
  }

  /** A parameter's value, be it given or the default. */
  Optional<String> parameter(String name) {
    JsonNode byDefault = template.path("Parameters").path(name).path("Default");
    return Optional.ofNullable(parameters.getOrDefault(name, byDefault.asText(null)));
  }
}
