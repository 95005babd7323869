package io.github.chimeretention.localcloud.aws;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Creates and reads the trees of requests and responses. */
public final class Json {
  /** Writes AWS's structures: names begin with a capital letter, and empty values are omitted. */
  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .setPropertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
          .setDefaultPropertyInclusion(JsonInclude.Include.NON_EMPTY);

  private Json() {}

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** A value's components as members with capitalized names. */
  public static ObjectNode object(Object value) {
    return MAPPER.valueToTree(value);
  }

  /** A copy of a value with replaced children; children replaced by a missing node are omitted. */
  public static JsonNode mapped(JsonNode value, UnaryOperator<JsonNode> child) {
    if (value.isArray()) {
      ArrayNode array = array();
      value.forEach(item -> array.add(child.apply(item)));
      array.removeIf(JsonNode::isMissingNode);
      return array;
    }
    if (!value.isObject()) {
      return value;
    }
    ObjectNode object = object();
    value.properties().forEach(it -> object.set(it.getKey(), child.apply(it.getValue())));
    object.removeIf(JsonNode::isMissingNode);
    return object;
  }

  static ArrayNode array(JsonNode... values) {
    return JsonNodeFactory.instance.arrayNode().addAll(List.of(values));
  }

  public static <T> ArrayNode array(Collection<T> values, Function<T, JsonNode> toNode) {
    return JsonNodeFactory.instance.arrayNode().addAll(values.stream().map(toNode).toList());
  }

  /** A list in the query protocol. */
  public static <T> ObjectNode members(Collection<T> values, Function<T, JsonNode> toNode) {
    return object().set("member", array(values, toNode));
  }

  /** The strings in a list, in JSON or in the query protocol. */
  public static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    (list.has("member") ? list.get("member") : list).forEach(item -> texts.add(item.asText()));
    return texts;
  }

  /** The string of a required member. */
  public static String required(JsonNode input, String name) {
    if (!input.hasNonNull(name)) {
      throw AwsException.validation(name + " is missing; it is required");
    }
    return input.get(name).asText();
  }

  public static JsonNode parse(String text) {
    try {
      return MAPPER.readTree(text.isEmpty() ? "{}" : text);
    } catch (JsonProcessingException e) {
      throw new AwsException(
          400, "SerializationException", "Not well-formed JSON: " + e.getOriginalMessage());
    }
  }
}
