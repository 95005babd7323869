package io.github.chimeretention.localcloud.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.HashMap;
import java.util.Map;

/**
 * The values of a template's parameters: those given, else their defaults.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html">
 *     Parameters</a>
 */
final class Parameters {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Parameters() {}

  static Map<String, JsonNode> resolve(
      JsonNode declarations, Map<String, String> given, Lookups lookups) {
    for (String name : given.keySet()) {
      if (!declarations.has(name)) {
        throw new StackException("Parameters: [" + name + "] do not exist in the template");
      }
    }
    Map<String, JsonNode> values = new HashMap<>();
    declarations.properties().forEach(p -> values.put(p.getKey(), value(p, given, lookups)));
    return values;
  }

  private static JsonNode value(
      Map.Entry<String, JsonNode> parameter, Map<String, String> given, Lookups lookups) {
    JsonNode declaration = parameter.getValue();
    String value = given.getOrDefault(parameter.getKey(), declaration.path("Default").asText(null));
    if (value == null) {
      throw new StackException("Parameters: [" + parameter.getKey() + "] must have values");
    }
    String type = declaration.path("Type").asText();
    if (type.startsWith("AWS::SSM::Parameter::Value<")) {
      return typed(type.substring(type.indexOf('<') + 1), ssm(value, lookups));
    }
    return typed(type, value);
  }

  private static JsonNode typed(String type, String value) {
    if (!type.startsWith("List<") && !type.startsWith("CommaDelimitedList")) {
      return JSON.textNode(value);
    }
    ArrayNode list = JSON.arrayNode();
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
                    "Unable to fetch parameters ["
                        + name
                        + "] from parameter store for this account."));
  }
}
