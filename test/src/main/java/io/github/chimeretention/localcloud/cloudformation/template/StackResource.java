package io.github.chimeretention.localcloud.cloudformation.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.chimeretention.localcloud.aws.AwsException;
import java.util.List;
import java.util.Set;

/** A resource of a stack. The physical ID is empty until it is created, after its dependencies. */
public record StackResource(
    String logicalId,
    String type,
    String physicalId,
    ObjectNode properties,
    ObjectNode attributes,
    Set<String> dependencies,
    String deletionPolicy,
    String updateReplacePolicy) {
  /** The properties for a resource's name. If one changes, the resource is replaced. */
  public static final List<String> NAMES =
      List.of("RoleName", "LogGroupName", "ManagedPolicyName", "FunctionName", "GroupName", "Name");

  public StackResource {
    dependencies = Set.copyOf(dependencies);
  }

  /** Whether it is retained on deletion, except when its creation is rolled back. */
  public boolean retainedOnDelete() {
    return deletionPolicy.startsWith("Retain");
  }

  /** Whether it is retained when its creation is rolled back. */
  public boolean retainedOnCreate() {
    return deletionPolicy.equals("Retain");
  }

  /** Whether it is retained when it is replaced. */
  public boolean retainedOnReplace() {
    return updateReplacePolicy.startsWith("Retain");
  }

  /** A property as text, or an empty string. */
  public String property(String name) {
    return properties.path(name).asText();
  }

  /** A key that is unique among all physical resources that the stack has or had. */
  public String key() {
    return logicalId + " " + physicalId;
  }

  /** Whether it is the same physical resource with the same properties. */
  public boolean equalsPhysically(StackResource other) {
    return key().equals(other.key()) && properties.equals(other.properties());
  }

  JsonNode attribute(String name) {
    if (!attributes.has(name)) {
      throw AwsException.validation(
          "CustomResource attribute error: Vendor response doesn't contain %s attribute in object %s"
              .formatted(name, logicalId));
    }
    return attributes.get(name);
  }

  public StackResource withProperties(ObjectNode newProperties) {
    return with(physicalId, newProperties, attributes);
  }

  /** The same resource with the values from its provider. */
  public StackResource provided(String newPhysicalId, ObjectNode newAttributes) {
    return with(newPhysicalId, properties, newAttributes);
  }

  private StackResource with(String id, ObjectNode props, ObjectNode attrs) {
    return new StackResource(
        logicalId, type, id, props, attrs, dependencies, deletionPolicy, updateReplacePolicy);
  }
}
