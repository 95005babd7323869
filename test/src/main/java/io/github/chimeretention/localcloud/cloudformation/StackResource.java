package io.github.chimeretention.localcloud.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * A resource of a stack, as it stands.
 *
 * @param properties as last resolved
 * @param attributes what Fn::GetAtt answers
 * @param dependencies the logical ids of the resources that it was created after
 */
record StackResource(
    String logicalId,
    String type,
    String physicalId,
    ObjectNode properties,
    ObjectNode attributes,
    Set<String> dependencies,
    Policies policies) {
  StackResource {
    dependencies = Set.copyOf(dependencies);
  }

  JsonNode ref() {
    return JsonNodeFactory.instance.textNode(physicalId);
  }

  boolean has(String attribute) {
    return attributes.has(attribute);
  }

  JsonNode attribute(String name) {
    if (!has(name)) {
      throw new StackException(
          "CustomResource attribute error: Vendor response doesn't contain "
              + name
              + " attribute in object "
              + logicalId);
    }
    return attributes.get(name);
  }

  /** The same resource with other properties. */
  StackResource withProperties(ObjectNode newProperties) {
    return new StackResource(
        logicalId, type, physicalId, newProperties, attributes, dependencies, policies);
  }

  /** The same resource after a provider answered. */
  StackResource answered(String newPhysicalId, ObjectNode newAttributes) {
    return new StackResource(
        logicalId, type, newPhysicalId, properties, newAttributes, dependencies, policies);
  }
}
