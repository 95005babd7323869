package io.github.chimeretention.localcloud.iam;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A resource that decides who can do what.
 *
 * @param id its physical id
 * @param earlier the properties that have effect until the others do
 * @param effective when that is, in milliseconds
 */
record Entity(
    String type, String account, String id, JsonNode properties, JsonNode earlier, long effective) {
  /** The resource with the properties that have effect at a time. */
  Entity at(long now) {
    return now < effective ? new Entity(type, account, id, earlier, earlier, now) : this;
  }

  /** The policies that it has itself. */
  Stream<Policy> policies() {
    return properties.findValues("PolicyDocument").stream().map(Policy::of);
  }

  Stream<String> texts(String property) {
    return StreamSupport.stream(properties.path(property).spliterator(), false)
        .map(JsonNode::asText);
  }

  boolean isAttachedTo(Entity role) {
    return account.equals(role.account()) && texts("Roles").anyMatch(role.id()::equals);
  }
}
