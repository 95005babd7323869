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

  Intrinsics(final Scope scope) {
    this.scope = scope;
  }

  /** A missing node where the value is AWS::NoValue. */
  JsonNode resolve(final JsonNode value) {
    if (value.isArray()) {
      return array(value);
    }
    if (!value.isObject()) {
      return value;
    }
    if (value.size() == 1) {
      final Map.Entry<String, JsonNode> entry = value.properties().iterator().next();
      if (entry.getKey().equals("Ref") || entry.getKey().startsWith("Fn::")) {
        return function(entry.getKey(), entry.getValue());
      }
    }
    return object(value);
  }

  /** The value of a condition: one in {@code Conditions}, or the first argument of Fn::If. */
  boolean condition(final JsonNode value) {
    final Map.Entry<String, JsonNode> entry = value.properties().iterator().next();
    final JsonNode argument = entry.getValue();
    return switch (entry.getKey()) {
      case "Condition" -> scope.condition(argument.asText());
      case "Fn::Equals" -> resolve(argument.get(0)).equals(resolve(argument.get(1)));
      case "Fn::Not" -> !condition(argument.get(0));
      case "Fn::And" -> stream(argument).allMatch(this::condition);
      case "Fn::Or" -> stream(argument).anyMatch(this::condition);
      default -> throw new StackException("Template error: unknown condition " + entry.getKey());
    };
  }

  private JsonNode function(final String name, final JsonNode argument) {
    return switch (name) {
      case "Ref" -> scope.ref(argument.asText());
      case "Fn::GetAtt" -> getAtt(argument);
      case "Fn::Join" -> join(argument);
      case "Fn::Sub" -> sub(argument);
      case "Fn::Select" -> resolve(argument.get(1)).get(resolve(argument.get(0)).asInt());
      case "Fn::Split" -> split(argument);
      case "Fn::If" -> resolve(argument.get(scope.condition(argument.get(0).asText()) ? 1 : 2));
      case "Fn::FindInMap" -> findInMap(argument);
      case "Fn::Base64" ->
          JSON.textNode(
              Base64.getEncoder()
                  .encodeToString(text(resolve(argument)).getBytes(StandardCharsets.UTF_8)));
      default -> throw new StackException("Template error: unsupported function " + name);
    };
  }

  private JsonNode getAtt(final JsonNode argument) {
    if (argument.isArray()) {
      return scope.attribute(argument.get(0).asText(), text(resolve(argument.get(1))));
    }
    return dotted(argument.asText());
  }

  private JsonNode dotted(final String name) {
    final int dot = name.indexOf('.');
    return dot < 0
        ? scope.ref(name)
        : scope.attribute(name.substring(0, dot), name.substring(dot + 1));
  }

  private JsonNode join(final JsonNode argument) {
    final List<String> parts = new ArrayList<>();
    resolve(argument.get(1)).forEach(part -> parts.add(text(part)));
    return JSON.textNode(String.join(argument.get(0).asText(), parts));
  }

  private JsonNode sub(final JsonNode argument) {
    final JsonNode variables = argument.isArray() ? argument.get(1) : JSON.objectNode();
    final String text = argument.isArray() ? argument.get(0).asText() : argument.asText();
    final Matcher matcher = References.VARIABLE.matcher(text);
    return JSON.textNode(
        matcher.replaceAll(
            match ->
                Matcher.quoteReplacement(
                    match.group(1).isEmpty()
                        ? variable(match.group(2), variables)
                        : "${" + match.group(2) + "}")));
  }

  private String variable(final String name, final JsonNode variables) {
    return text(variables.has(name) ? resolve(variables.get(name)) : dotted(name));
  }

  private JsonNode split(final JsonNode argument) {
    final ArrayNode parts = JSON.arrayNode();
    final String delimiter = Pattern.quote(argument.get(0).asText());
    for (final String part : text(resolve(argument.get(1))).split(delimiter, -1)) {
      parts.add(part);
    }
    return parts;
  }

  private JsonNode findInMap(final JsonNode argument) {
    final String top = text(resolve(argument.get(1)));
    final String second = text(resolve(argument.get(2)));
    final JsonNode value = scope.mapping(text(resolve(argument.get(0)))).path(top).path(second);
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

  private JsonNode array(final JsonNode value) {
    final ArrayNode resolved = JSON.arrayNode();
    for (final JsonNode element : value) {
      final JsonNode item = resolve(element);
      if (!item.isMissingNode()) {
        resolved.add(item);
      }
    }
    return resolved;
  }

  private JsonNode object(final JsonNode value) {
    final ObjectNode resolved = JSON.objectNode();
    for (final Map.Entry<String, JsonNode> entry : value.properties()) {
      final JsonNode item = resolve(entry.getValue());
      if (!item.isMissingNode()) {
        resolved.set(entry.getKey(), item);
      }
    }
    return resolved;
  }

  private static String text(final JsonNode value) {
    if (!value.isValueNode() || value.isNull()) {
      throw new StackException("Template error: a string is needed where there is " + value);
    }
    return value.asText();
  }

  private static Stream<JsonNode> stream(final JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
