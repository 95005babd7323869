package io.github.chimeretention.cdk.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.RemovalPolicy;

/**
 * A JSON object in the context, with its path. All mistakes are collected and reported together; an
 * invalid value counts as omitted.
 *
 * @param mistakes one line each, for the whole context
 */
record ContextObject(String path, ObjectNode members, List<String> mistakes) {

  /** Wraps a value that must be an object. */
  static ContextObject of(String path, JsonNode value, List<String> mistakes) {
    if (value instanceof ObjectNode members) {
      return new ContextObject(path, members, mistakes);
    }
    mistakes.add(mistake(path, value, "an object"));
    return new ContextObject(path, JsonNodeFactory.instance.objectNode(), mistakes);
  }

  /** Rejects every name except the given ones. */
  void allowOnly(List<String> known) {
    for (String name : names()) {
      if (!known.contains(name)) {
        mistakes.add(
            "%s.%s is unknown; it must be one of %s%s"
                .formatted(path, name, String.join(", ", known), Spelling.hint(name, known)));
      }
    }
  }

  List<String> names() {
    return members.properties().stream().map(Map.Entry::getKey).toList();
  }

  boolean has(String name) {
    return members.has(name);
  }

  /** The member's value, or a missing node. */
  JsonNode get(String name) {
    return members.path(name);
  }

  /** Whether the member's value is an object, as it must be. */
  boolean isObject(String name) {
    if (!get(name).isObject()) {
      mistake(name, "an object");
    }
    return get(name).isObject();
  }

  /** The member's value, which must be an object; an empty one if there is none. */
  ContextObject object(String name) {
    return of(path + "." + name, has(name) ? get(name) : members.objectNode(), mistakes);
  }

  /** The member's value, which must be a string of the given form; null if there is none. */
  String text(String name, String pattern, String mustBe) {
    if (!has(name)) {
      return null;
    }
    JsonNode value = get(name);
    if (!value.isTextual() || !value.textValue().matches(pattern)) {
      mistake(name, mustBe);
      return null;
    }
    if (value.textValue().contains("${Token[")) {
      mistake(name, "a text without \"${Token[\", which the AWS CDK reads as a reference");
      return null;
    }
    return value.textValue();
  }

  /** The member's value, which is required, as a string that isn't blank. */
  String required(String name, String mustBe) {
    if (!has(name)) {
      mistake(name, mustBe);
    }
    return text(name, "(?s).*\\S.*", mustBe);
  }

  /** The member's value as a whole number; null if there is none. */
  Integer number(String name, int min, int max) {
    if (!has(name)) {
      return null;
    }
    Integer number = whole(name);
    if (number == null || number < min || number > max) {
      mistake(name, "a whole number from %d to %d".formatted(min, max));
      return null;
    }
    return number;
  }

  /**
   * The member's value as a number; the CLI's -c option passes numbers as strings of digits. Null
   * if it is neither.
   */
  Integer whole(String name) {
    JsonNode value = get(name);
    if (value.isTextual() && value.textValue().matches("[1-9][0-9]{0,8}")) {
      return Integer.valueOf(value.textValue());
    }
    return value.canConvertToExactIntegral() && value.canConvertToInt() ? value.intValue() : null;
  }

  /** The member's value as a boolean; the CLI's -c option passes booleans as strings. */
  boolean flag(String name) {
    JsonNode value = get(name);
    if (has(name) && !value.isBoolean() && !value.asText().matches("true|false")) {
      mistake(name, "true or false");
    }
    return value.asBoolean();
  }

  /** The member {@code removalPolicy}; by default, deleting the resource turns the periods off. */
  RemovalPolicy removalPolicy() {
    String policy = text("removalPolicy", "destroy|retain", "\"destroy\" or \"retain\"");
    return "retain".equals(policy) ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
  }

  /** The member {@code roleArn}, a role in the stack's AWS account; null if there is none. */
  String roleArn(EnvContext env) {
    String arn = text("roleArn", "arn:aws:iam::[0-9]{12}:role/\\S+", "the ARN of a role");
    if (arn != null && env.account() != null && !arn.split(":", -1)[4].equals(env.account())) {
      mistake("roleArn", "the ARN of a role in the stack's AWS account, " + env.account());
      return null;
    }
    return arn;
  }

  /** Adds a mistake in a member. */
  void mistake(String name, String mustBe) {
    mistakes.add(mistake(path + "." + name, get(name), mustBe));
  }

  private static String mistake(String path, JsonNode value, String mustBe) {
    return "%s is %s; it must be %s"
        .formatted(path, value.isMissingNode() ? "missing" : value, mustBe);
  }
}
