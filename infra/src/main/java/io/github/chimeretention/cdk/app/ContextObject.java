package io.github.chimeretention.cdk.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

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

  IllegalArgumentException refusal(String name, String allowed) {
    return refusal(path + "." + name, get(name), allowed);
  }

  static IllegalArgumentException refusal(String path, JsonNode value, String allowed) {
    return new IllegalArgumentException(
        "%s is %s; allowed is %s"
            .formatted(path, value.isMissingNode() ? "missing" : value, allowed));
  }
}
