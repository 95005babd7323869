package io.github.chimeretention.cdk.app;

import static io.github.chimeretention.cdk.ChimeRetentionSettings.MAX_RETENTION_DAYS;
import static io.github.chimeretention.cdk.ChimeRetentionSettings.MIN_RETENTION_DAYS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.RemovalPolicy;

/** A JSON object of the context, and the path at which it stands there. */
record ContextObject(String path, ObjectNode members) {

  /** Takes a value that must be an object. */
  static ContextObject of(String path, JsonNode value) {
    if (value instanceof ObjectNode members) {
      return new ContextObject(path, members);
    }
    throw refusal(path, value, "an object");
  }

  /** Refuses every name but the given ones. */
  void allowOnly(String... allowed) {
    for (String name : names()) {
      if (!List.of(allowed).contains(name)) {
        throw new IllegalArgumentException(
            "%s.%s is not known; allowed are %s".formatted(path, name, String.join(", ", allowed)));
      }
    }
  }

  List<String> names() {
    List<String> names = new ArrayList<>();
    members.fieldNames().forEachRemaining(names::add);
    return names;
  }

  boolean has(String name) {
    return members.has(name);
  }

  /** The member's value; a missing node if there is none. */
  JsonNode get(String name) {
    return members.path(name);
  }

  /** The member's value, which must be an object; an empty one if there is none. */
  ContextObject object(String name) {
    return of(path + "." + name, has(name) ? get(name) : members.objectNode());
  }

  /** The member's value, which must be a string of the given form. */
  String text(String name, String pattern, String allowed) {
    JsonNode value = get(name);
    if (value.isTextual() && value.textValue().matches(pattern)) {
      return value.textValue();
    }
    throw refusal(name, allowed);
  }

  /**
   * The member's value as a retention period: a number, or the string of digits that the CLI's -c
   * option makes of one; null if there is none.
   */
  Integer days(String name) {
    if (!has(name)) {
      return null;
    }
    JsonNode value = get(name);
    int days = 0;
    if (value.isTextual() && value.textValue().matches("[1-9][0-9]{0,3}")) {
      days = Integer.parseInt(value.textValue());
    } else if (value.canConvertToExactIntegral() && value.canConvertToInt()) {
      days = value.intValue();
    }
    if (days >= MIN_RETENTION_DAYS && days <= MAX_RETENTION_DAYS) {
      return days;
    }
    throw refusal(
        name, "a whole number from %d to %d".formatted(MIN_RETENTION_DAYS, MAX_RETENTION_DAYS));
  }

  /** The member {@code removalPolicy}; by default, the settings go with the resource. */
  RemovalPolicy removalPolicy() {
    if (!has("removalPolicy")) {
      return RemovalPolicy.DESTROY;
    }
    return switch (get("removalPolicy").asText()) {
      case "destroy" -> RemovalPolicy.DESTROY;
      case "retain" -> RemovalPolicy.RETAIN;
      default -> throw refusal("removalPolicy", "\"destroy\" or \"retain\"");
    };
  }

  IllegalArgumentException refusal(String name, String allowed) {
    return refusal(path + "." + name, get(name), allowed);
  }

  static IllegalArgumentException refusal(String path, JsonNode value, String allowed) {
    return new IllegalArgumentException(
        "%s is %s; allowed is %s"
            .formatted(path, value.isMissingNode() ? "missing" : value, allowed));
  }
}
