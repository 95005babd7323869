package io.github.chimeretention.localcloud.cloudformation.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.chimeretention.localcloud.aws.AwsException;
import io.github.chimeretention.localcloud.aws.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** A template to deploy, with the given values of its parameters, and tags. */
public record Deployment(
    JsonNode template, Map<String, String> parameters, Map<String, String> tags) {
  public static final Deployment NONE = new Deployment(Json.object(), Map.of(), Map.of());
  private static final String SSM = "AWS::SSM::Parameter::Value<";

  public Deployment {
    parameters = Map.copyOf(parameters);
    tags = Map.copyOf(tags);
  }

  /** The declaration of a resource, or a missing node. */
  public JsonNode resource(String logicalId) {
    return template.path("Resources").path(logicalId);
  }

  /** The parameters as CloudFormation shows them, with masked values of NoEcho parameters. */
  public Map<String, String> shownParameters() {
    Map<String, String> shown = effectiveParameters();
    shown.replaceAll(
        (name, value) -> declaration(name).path("NoEcho").asBoolean() ? "****" : value);
    return shown;
  }

  /** The given values, and the defaults for the others. */
  Map<String, String> effectiveParameters() {
    Map<String, String> values = new TreeMap<>();
    template
        .path("Parameters")
        .fieldNames()
        .forEachRemaining(name -> values.put(name, value(name).orElse("")));
    return values;
  }

  /** The parameters' values in the template, some of which come from the parameter store. */
  Map<String, JsonNode> parameterValues(Function<String, Optional<String>> store) {
    for (String name : parameters.keySet()) {
      if (declaration(name).isMissingNode()) {
        throw AwsException.validation("Parameters: [" + name + "] do not exist in the template");
      }
    }
    Map<String, JsonNode> values = new HashMap<>();
    for (String name : effectiveParameters().keySet()) {
      String value =
          value(name)
              .orElseThrow(
                  () -> AwsException.validation("Parameters: [" + name + "] must have values"));
      check(name, declaration(name), value);
      String type = declaration(name).path("Type").asText();
      Optional<String> resolved = type.startsWith(SSM) ? store.apply(value) : Optional.of(value);
      String text =
          resolved.orElseThrow(
              () ->
                  AwsException.validation(
                      "Unable to fetch parameters [%s] from parameter store for this account."
                          .formatted(value)));
      values.put(name, typed(type.replaceFirst(SSM, ""), text));
    }
    return values;
  }

  private JsonNode declaration(String parameter) {
    return template.path("Parameters").path(parameter);
  }

  private Optional<String> value(String name) {
    String byDefault = declaration(name).path("Default").asText(null);
    return Optional.ofNullable(parameters.getOrDefault(name, byDefault));
  }

  private static void check(String name, JsonNode declaration, String value) {
    JsonNode allowed = declaration.path("AllowedValues");
    String pattern = declaration.path("AllowedPattern").asText(".*");
    String violated =
        !allowed.isMissingNode() && !Json.texts(allowed).contains(value)
            ? "must be one of AllowedValues"
            : value.matches("(?s)" + pattern) ? "" : "must match pattern " + pattern;
    if (!violated.isEmpty()) {
      String description = declaration.path("ConstraintDescription").asText();
      throw AwsException.validation(
          description.isEmpty()
              ? "Parameter '%s' %s".formatted(name, violated)
              : "Parameter %s failed to satisfy constraint: %s".formatted(name, description));
    }
  }

  private static JsonNode typed(String type, String value) {
    return type.startsWith("List<") || type.startsWith("CommaDelimitedList")
        ? JsonNodeFactory.instance
            .arrayNode()
            .addAll(
                Stream.of(value.split(",", -1)).map(String::strip).map(TextNode::valueOf).toList())
        : TextNode.valueOf(value);
  }
}
