package io.github.chimeretention.localcloud.cloudformation.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.chimeretention.localcloud.aws.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** A template's parameters; those that are not given have their defaults. */
public record Parameters(JsonNode declarations, Map<String, String> given) {
  private static final String SSM = "AWS::SSM::Parameter::Value<";

  /** The parameters as CloudFormation shows them: the value of a NoEcho parameter is masked. */
  public Map<String, String> shown() {
    Map<String, String> shown = new TreeMap<>(effective());
    shown.replaceAll(
        (name, value) -> declarations.path(name).path("NoEcho").asBoolean() ? "****" : value);
    return shown;
  }

  /** The values that are given, and the defaults of the others. */
  Map<String, String> effective() {
    Map<String, String> values = new HashMap<>();
    for (Map.Entry<String, JsonNode> declared : declarations.properties()) {
      values.put(declared.getKey(), value(declared.getKey()).orElse(""));
    }
    return values;
  }

  /** The values in a template, some of which are those of parameters in the parameter store. */
  Map<String, JsonNode> values(Function<String, Optional<String>> store) {
    for (String name : given.keySet()) {
      if (!declarations.has(name)) {
        throw new StackException("Parameters: [" + name + "] do not exist in the template");
      }
    }
    Map<String, JsonNode> values = new HashMap<>();
    for (Map.Entry<String, JsonNode> declared : declarations.properties()) {
      String name = declared.getKey();
      String type = declared.getValue().path("Type").asText();
      String value =
          value(name)
              .orElseThrow(() -> new StackException("Parameters: [" + name + "] must have values"));
      check(name, declared.getValue(), value);
      Optional<String> resolved = type.startsWith(SSM) ? store.apply(value) : Optional.of(value);
      values.put(
          name, typed(type.replaceFirst(SSM, ""), resolved.orElseThrow(() -> missing(value))));
    }
    return values;
  }

  private Optional<String> value(String name) {
    JsonNode byDefault = declarations.path(name).path("Default");
    return Optional.ofNullable(given.getOrDefault(name, byDefault.asText(null)));
  }

  private static void check(String name, JsonNode declaration, String value) {
    String constraint = violated(declaration, value);
    if (!constraint.isEmpty()) {
      JsonNode description = declaration.path("ConstraintDescription");
      throw new StackException(
          description.isMissingNode()
              ? "Parameter '%s' %s".formatted(name, constraint)
              : "Parameter %s failed to satisfy constraint: %s"
                  .formatted(name, description.asText()));
    }
  }

  /** The constraint that a value violates, in CloudFormation's words; empty if there is none. */
  private static String violated(JsonNode declaration, String value) {
    JsonNode allowed = declaration.path("AllowedValues");
    if (!allowed.isMissingNode() && !Json.texts(allowed).contains(value)) {
      return "must be one of AllowedValues";
    }
    String pattern = declaration.path("AllowedPattern").asText(".*");
    return value.matches("(?s)" + pattern) ? "" : "must match pattern " + pattern;
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
