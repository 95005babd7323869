package io.github.chimeretention.localcloud.cloudformation.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.chimeretention.localcloud.aws.AwsException;
import io.github.chimeretention.localcloud.aws.Json;
import io.github.chimeretention.localcloud.cloudformation.template.Template.Lookups;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Resolves the intrinsic functions and dynamic references in a part of a template, and collects the
 * referenced logical IDs. In a preview, a resource that doesn't exist yet is {@link
 * #KNOWN_AFTER_APPLY} rather than an error.
 */
record Intrinsics(
    JsonNode template,
    Map<String, JsonNode> values,
    StackIdentity stack,
    Lookups lookups,
    Map<String, StackResource> current,
    boolean preview,
    Set<String> references) {
  /** The text in change sets for a value that is known only after the execution. */
  static final JsonNode KNOWN_AFTER_APPLY =
      JsonNodeFactory.instance.textNode("{{changeSet:KNOWN_AFTER_APPLY}}");

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private static final Pattern REFERENCE = Pattern.compile("\\{\\{resolve:([^:}]+):([^}]*)}}");

  /** A variable of Fn::Sub; {@code ${!Literal}} isn't one. */
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(!?)([^}]*)}");

  /** The resolved value, or a missing node for AWS::NoValue. */
  JsonNode resolve(JsonNode value) {
    if (value.isObject() && value.size() == 1) {
      Map.Entry<String, JsonNode> entry = value.properties().iterator().next();
      if (entry.getKey().equals("Ref") || entry.getKey().startsWith("Fn::")) {
        return dynamic(function(entry.getKey(), entry.getValue()));
      }
    }
    return Json.mapped(dynamic(value), this::resolve);
  }

  /** Resolves the dynamic references in a value, such as {@code {{resolve:ssm:/name}}}. */
  private JsonNode dynamic(JsonNode value) {
    return value.isTextual() && value.asText().contains("{{resolve:")
        ? JSON.textNode(REFERENCE.matcher(value.asText()).replaceAll(this::parameter))
        : value;
  }

  private String parameter(MatchResult reference) {
    if (!reference.group(1).equals("ssm")) {
      throw AwsException.validation(
          "The local cloud resolves no dynamic references of " + reference.group(1));
    }
    String name = reference.group(2).replaceFirst(":\\d+$", "");
    JsonNode value =
        found(lookups.parameter(stack, name), "Parameters: [ssm:" + name + "] cannot be found.");
    return Matcher.quoteReplacement(value.asText());
  }

  boolean condition(String name) {
    JsonNode condition = template.path("Conditions").path(name);
    if (condition.isMissingNode()) {
      throw AwsException.validation("Template error: unresolved condition dependency " + name);
    }
    return holds(condition);
  }

  private boolean holds(JsonNode condition) {
    Map.Entry<String, JsonNode> entry = condition.properties().iterator().next();
    JsonNode argument = entry.getValue();
    return switch (entry.getKey()) {
      case "Condition" -> condition(argument.asText());
      case "Fn::Equals" -> resolve(argument.get(0)).equals(resolve(argument.get(1)));
      case "Fn::Not" -> !holds(argument.get(0));
      case "Fn::And" -> stream(argument).allMatch(this::holds);
      case "Fn::Or" -> stream(argument).anyMatch(this::holds);
      default ->
          throw AwsException.validation("Template error: unknown condition " + entry.getKey());
    };
  }

  private JsonNode function(String name, JsonNode argument) {
    return switch (name) {
      case "Ref" -> ref(argument.asText());
      case "Fn::GetAtt" -> attribute(argument.get(0).asText(), text(argument.get(1)));
      case "Fn::Join" -> join(argument);
      case "Fn::Sub" -> sub(argument);
      case "Fn::Select" -> select(argument);
      case "Fn::Split" -> split(argument);
      case "Fn::If" -> resolve(argument.get(condition(argument.get(0).asText()) ? 1 : 2));
      case "Fn::FindInMap" -> findInMap(argument);
      case "Fn::ImportValue" ->
          found(
              lookups.export(stack, text(argument)),
              "No export named " + text(argument) + " found.");
      case "Fn::GetStackOutput" -> stackOutput(argument);
      default -> throw AwsException.validation("Template error: unsupported function " + name);
    };
  }

  private JsonNode ref(String name) {
    if (values.containsKey(name)) {
      return values.get(name);
    }
    return resource(name)
        .<JsonNode>map(resource -> JSON.textNode(resource.physicalId()))
        .orElse(KNOWN_AFTER_APPLY);
  }

  private JsonNode attribute(String logicalId, String name) {
    return resource(logicalId)
        .filter(resource -> !preview || resource.attributes().has(name))
        .map(resource -> resource.attribute(name))
        .orElse(KNOWN_AFTER_APPLY);
  }

  /** A current resource; empty in a preview if it doesn't exist yet. */
  private Optional<StackResource> resource(String logicalId) {
    references.add(logicalId);
    if (!template.path("Resources").has(logicalId)) {
      throw AwsException.validation(
          "Template format error: Unresolved resource dependencies [%s] in the Resources block of the template"
              .formatted(logicalId));
    }
    if (!preview && !current.containsKey(logicalId)) {
      throw AwsException.validation(
          "Template error: unresolved resource dependency [" + logicalId + "]");
    }
    return Optional.ofNullable(current.get(logicalId));
  }

  private JsonNode join(JsonNode argument) {
    return JSON.textNode(
        stream(resolve(argument.get(1)))
            .map(this::text)
            .collect(Collectors.joining(argument.get(0).asText())));
  }

  private JsonNode sub(JsonNode argument) {
    JsonNode variables = argument.path(1);
    String text = argument.isArray() ? argument.get(0).asText() : argument.asText();
    return JSON.textNode(
        VARIABLE
            .matcher(text)
            .replaceAll(
                variable ->
                    Matcher.quoteReplacement(
                        variable.group(1).isEmpty()
                            ? variable(variable.group(2), variables)
                            : "${" + variable.group(2) + "}")));
  }

  private String variable(String name, JsonNode variables) {
    int dot = name.indexOf('.');
    return text(
        variables.has(name)
            ? variables.get(name)
            : dot < 0 ? ref(name) : attribute(name.substring(0, dot), name.substring(dot + 1)));
  }

  private JsonNode select(JsonNode argument) {
    JsonNode selected = resolve(argument.get(1)).path(resolve(argument.get(0)).asInt());
    if (selected.isMissingNode() && !preview) {
      throw AwsException.validation("Template error: nothing to select by " + argument);
    }
    return selected.isMissingNode() ? KNOWN_AFTER_APPLY : selected;
  }

  private JsonNode split(JsonNode argument) {
    ArrayNode parts = JSON.arrayNode();
    String delimiter = Pattern.quote(argument.get(0).asText());
    Stream.of(text(argument.get(1)).split(delimiter, -1)).forEach(parts::add);
    return parts;
  }

  private JsonNode findInMap(JsonNode argument) {
    JsonNode value = template.path("Mappings");
    for (int i = 0; i < 3; i++) {
      value = value.path(text(argument.path(i)));
    }
    JsonNode byDefault = argument.path(3).path("DefaultValue");
    if (value.isMissingNode() && byDefault.isMissingNode()) {
      throw AwsException.validation("Template error: Unable to get mapping for " + argument);
    }
    return value.isMissingNode() ? resolve(byDefault) : value;
  }

  /** The output of a stack, which may be in another region, or in the account of a role. */
  private JsonNode stackOutput(JsonNode argument) {
    String stackName = text(argument.path("StackName"));
    String key = text(argument.path("OutputName"));
    String region = argument.has("Region") ? text(argument.get("Region")) : stack.region();
    String account =
        argument.has("RoleArn") ? text(argument.get("RoleArn")).split(":", -1)[4] : stack.account();
    return found(
        lookups.output(account, region, stackName, key),
        "Template error: stack %s in %s has no output %s".formatted(stackName, region, key));
  }

  private static JsonNode found(Optional<String> value, String message) {
    return JSON.textNode(value.orElseThrow(() -> AwsException.validation(message)));
  }

  private String text(JsonNode value) {
    JsonNode resolved = resolve(value);
    if (!resolved.isValueNode() || resolved.isNull()) {
      throw AwsException.validation("Template error: not a string: " + resolved);
    }
    return resolved.asText();
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
