package io.github.chimeretention.localcloud.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Resolves the intrinsic functions in a part of a template.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html">
 *     Intrinsic function reference</a>
 */
final class Intrinsics {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Scope scope;

  Intrinsics(Scope scope) {
    this.scope = scope;
  }

  /** A missing node where the value is AWS::NoValue. */
  JsonNode resolve(JsonNode value) {
    if (value.isArray()) {
      return array(value);
    }
    if (!value.isObject()) {
      return value;
    }
    if (value.size() == 1) {
      Map.Entry<String, JsonNode> entry = value.properties().iterator().next();
      if (entry.getKey().equals("Ref") || entry.getKey().startsWith("Fn::")) {
        return function(entry.getKey(), entry.getValue());
      }
    }
    return object(value);
  }

  /** The value of a condition: one in {@code Conditions}, or the first argument of Fn::If. */
  boolean condition(JsonNode value) {
    Map.Entry<String, JsonNode> entry = value.properties().iterator().next();
    JsonNode argument = entry.getValue();
    return switch (entry.getKey()) {
      case "Condition" -> scope.condition(argument.asText());
      case "Fn::Equals" -> resolve(argument.get(0)).equals(resolve(argument.get(1)));
      case "Fn::Not" -> !condition(argument.get(0));
      case "Fn::And" -> stream(argument).allMatch(this::condition);
      case "Fn::Or" -> stream(argument).anyMatch(this::condition);
      default -> throw new StackException("Template error: unknown condition " + entry.getKey());
    };
  }

  private JsonNode function(String name, JsonNode argument) {
    return switch (name) {
      case "Ref" -> scope.ref(argument.asText());
      case "Fn::GetAtt" -> getAtt(argument);
      case "Fn::Join" -> join(argument);
      case "Fn::Sub" -> sub(argument);
      case "Fn::Select" -> resolve(argument.get(1)).get(resolve(argument.get(0)).asInt());
      case "Fn::Split" -> split(argument);
      case "Fn::If" -> resolve(argument.get(scope.condition(argument.get(0).asText()) ? 1 : 2));
      case "Fn::FindInMap" -> findInMap(argument);
      case "Fn::ImportValue" -> scope.importValue(text(resolve(argument)));
      case "Fn::Base64" ->
          JSON.textNode(
              Base64.getEncoder()
                  .encodeToString(text(resolve(argument)).getBytes(StandardCharsets.UTF_8)));
      default -> throw new StackException("Template error: unsupported function " + name);
    };
  }

  private JsonNode getAtt(JsonNode argument) {
    if (argument.isArray()) {
      return scope.attribute(argument.get(0).asText(), text(resolve(argument.get(1))));
    }
    return dotted(argument.asText());
  }

  private JsonNode dotted(String name) {
    int dot = name.indexOf('.');
    return dot < 0
        ? scope.ref(name)
        : scope.attribute(name.substring(0, dot), name.substring(dot + 1));
  }

  private JsonNode join(JsonNode argument) {
    List<String> parts = new ArrayList<>();
    resolve(argument.get(1)).forEach(part -> parts.add(text(part)));
    return JSON.textNode(String.join(argument.get(0).asText(), parts));
  }

  private JsonNode sub(JsonNode argument) {
    JsonNode variables = argument.isArray() ? argument.get(1) : JSON.objectNode();
    String text = argument.isArray() ? argument.get(0).asText() : argument.asText();
    Matcher matcher = References.VARIABLE.matcher(text);
    return JSON.textNode(
        matcher.replaceAll(
            match ->
                Matcher.quoteReplacement(
                    match.group(1).isEmpty()
                        ? variable(match.group(2), variables)
                        : "${" + match.group(2) + "}")));
  }

  private String variable(String name, JsonNode variables) {
    return text(variables.has(name) ? resolve(variables.get(name)) : dotted(name));
  }

  private JsonNode split(JsonNode argument) {
    ArrayNode parts = JSON.arrayNode();
    String delimiter = Pattern.quote(argument.get(0).asText());
    for (String part : text(resolve(argument.get(1))).split(delimiter, -1)) {
      parts.add(part);
    }
    return parts;
  }

  private JsonNode findInMap(JsonNode argument) {
    String top = text(resolve(argument.get(1)));
    String second = text(resolve(argument.get(2)));
    JsonNode value = scope.mapping(text(resolve(argument.get(0)))).path(top).path(second);
    if (value.isMissingNode()) {
      throw new StackException(
          "Template error: Unable to get mapping for "
              + argument.get(0).asText()
              + "::"
              + top
              + "::"
              + second);
    }
    return value;
  }

  private JsonNode array(JsonNode value) {
    ArrayNode resolved = JSON.arrayNode();
    for (JsonNode element : value) {
      JsonNode item = resolve(element);
      if (!item.isMissingNode()) {
        resolved.add(item);
      }
    }
    return resolved;
  }

  private JsonNode object(JsonNode value) {
    ObjectNode resolved = JSON.objectNode();
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      JsonNode item = resolve(entry.getValue());
      if (!item.isMissingNode()) {
        resolved.set(entry.getKey(), item);
      }
    }
    return resolved;
  }

  private static String text(JsonNode value) {
    if (!value.isValueNode() || value.isNull()) {
      throw new StackException("Template error: a string is needed where there is " + value);
    }
    return value.asText();
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
