package io.github.chimeretention.localcloud.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * A resource of a stack, as it stands: the physical id is empty before it is created, and the
 * dependencies are the resources that it is created after.
 */
record StackResource(
    String logicalId,
    String type,
    String physicalId,
    ObjectNode properties,
    ObjectNode attributes,
    Set<String> dependencies,
    String deletionPolicy,
    String updateReplacePolicy) {
  StackResource {
    dependencies = Set.copyOf(dependencies);
  }

  /** Whether a deletion leaves it, other than the rollback of the operation that created it. */
  boolean retainedOnDelete() {
    return deletionPolicy.startsWith("Retain");
  }

  /** Whether the rollback of the operation that created it leaves it. */
  boolean retainedOnCreate() {
    return deletionPolicy.equals("Retain");
  }

  /** Whether it is left when another one has taken its place. */
  boolean retainedOnReplace() {
    return updateReplacePolicy.startsWith("Retain");
  }

  /** A property as text; empty if it is not declared. */
  String property(String name) {
    return properties.path(name).asText();
  }

  JsonNode attribute(String name) {
    if (!attributes.has(name)) {
      throw new StackException(
          "CustomResource attribute error: Vendor response doesn't contain %s attribute in object %s"
              .formatted(name, logicalId));
    }
    return attributes.get(name);
  }

  StackResource withProperties(ObjectNode newProperties) {
    return with(physicalId, newProperties, attributes);
  }

  /** The same resource as its provider made it. */
  StackResource provided(String newPhysicalId, ObjectNode newAttributes) {
    return with(newPhysicalId, properties, newAttributes);
  }

  private StackResource with(String id, ObjectNode props, ObjectNode attrs) {
    return new StackResource(
        logicalId, type, id, props, attrs, dependencies, deletionPolicy, updateReplacePolicy);
  }
}
