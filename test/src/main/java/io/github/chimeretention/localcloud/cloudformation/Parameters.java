package io.github.chimeretention.localcloud.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.chimeretention.localcloud.cloudformation.Template.Lookups;
import java.util.HashMap;
import java.util.Map;

/**
 * The values of a template's parameters: those given, else their defaults.
 *
 * @see "Parameters"
 */
final class Parameters {
  private static final String SSM = "AWS::SSM::Parameter::Value<";

  private Parameters() {}

  static Map<String, JsonNode> resolve(
      JsonNode declarations, Deployment deployment, Lookups lookups) {
    for (String name : deployment.parameters().keySet()) {
      if (!declarations.has(name)) {
        throw new StackException("Parameters: [" + name + "] do not exist in the template");
      }
    }
    Map<String, JsonNode> values = new HashMap<>();
    for (Map.Entry<String, JsonNode> declared : declarations.properties()) {
      String value =
          deployment
              .parameter(declared.getKey())
              .orElseThrow(
                  () ->
                      new StackException(
                          "Parameters: [" + declared.getKey() + "] must have values"));
      String type = declared.getValue().path("Type").asText();
      boolean lookedUp = type.startsWith(SSM);
      values.put(
          declared.getKey(),
          typed(type.replaceFirst(SSM, ""), lookedUp ? ssm(value, lookups) : value));
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

  private static String ssm(String name, Lookups lookups) {
    return lookups
        .parameter()
        .apply(name)
        .orElseThrow(
            () ->
                new StackException(
                    "Unable to fetch parameters [%s] from parameter store for this account."
                        .formatted(name)));
  }
}
