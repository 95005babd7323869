package io.github.chimeretention.localcloud.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.chimeretention.localcloud.aws.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What a stack is to be, or is; parameters that are not given have their defaults. */
record Deployment(JsonNode template, Map<String, String> parameters, Map<String, String> tags) {
  static final Deployment NONE = new Deployment(Json.object(), Map.of(), Map.of());

  private static final String SSM = "AWS::SSM::Parameter::Value<";

  Deployment {
    parameters = Map.copyOf(parameters);
    tags = Map.copyOf(tags);
  }

  /** A parameter's value, be it given or the default. */
  Optional<String> parameter(String name) {
    JsonNode byDefault = template.path("Parameters").path(name).path("Default");
    return Optional.ofNullable(parameters.getOrDefault(name, byDefault.asText(null)));
  }

  /** The values of the template's parameters, some of which name one in the parameter store. */
  Map<String, JsonNode> values(Function<String, Optional<String>> store) {
    JsonNode declarations = template.path("Parameters");
    for (String name : parameters.keySet()) {
      if (!declarations.has(name)) {
        throw new StackException("Parameters: [" + name + "] do not exist in the template");
      }
    }
    Map<String, JsonNode> values = new HashMap<>();
    for (Map.Entry<String, JsonNode> declared : declarations.properties()) {
      String name = declared.getKey();
      String type = declared.getValue().path("Type").asText();
      String given =
          parameter(name)
              .orElseThrow(() -> new StackException("Parameters: [" + name + "] must have values"));
      Optional<String> value = type.startsWith(SSM) ? store.apply(given) : Optional.of(given);
      values.put(name, typed(type.replaceFirst(SSM, ""), value.orElseThrow(() -> missing(given))));
    }
    return values;
  }

  private static JsonNode typed(String type, String value) {
    if (!type.startsWith("List<") && !type.startsWith("CommaDelimitedList")) {
      return JsonNodeFactory.instance.textNode(value);
    }
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (String item : value.split(",", -1)) {
      list.add(item.strip());
    }
    return list;
  }

  private static StackException missing(String name) {
    return new StackException(
        "Unable to fetch parameters [%s] from parameter store for this account.".formatted(name));
  }
}
