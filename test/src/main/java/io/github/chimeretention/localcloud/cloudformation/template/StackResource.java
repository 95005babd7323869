package io.github.chimeretention.localcloud.cloudformation.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.chimeretention.localcloud.aws.AwsException;
import java.util.List;
import java.util.Set;

/**
 * A resource of a stack. Its physical id is empty before it is created; it is created after its
 * dependencies.
 */
public record StackResource(
    String logicalId,
    String type,
    String physicalId,
    ObjectNode properties,
    ObjectNode attributes,
    Set<String> dependencies,
    String deletionPolicy,
    String updateReplacePolicy) {
  /** The properties that name a resource. If one changes, the resource is replaced. */
  public static final List<String> NAMES =
      List.of("RoleName", "LogGroupName", "ManagedPolicyName", "FunctionName", "GroupName", "Name");

  public StackResource {
    dependencies = Set.copyOf(dependencies);
  }

  /** Whether a deletion leaves it, other than the rollback of the operation that created it. */
  public boolean retainedOnDelete() {
    return deletionPolicy.startsWith("Retain");
  }

  /** Whether the rollback of the operation that created it leaves it. */
  public boolean retainedOnCreate() {
    return deletionPolicy.equals("Retain");
  }

  /** Whether it is left when another one has taken its place. */
  public boolean retainedOnReplace() {
    return updateReplacePolicy.startsWith("Retain");
  }

  /** A property as text; empty if it is not declared. */
  public String property(String name) {
    return properties.path(name).asText();
  }

  /** Distinguishes it from the other physical resources that its stack has or had. */
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

  /** The same resource as its provider made it. */
  public StackResource provided(String newPhysicalId, ObjectNode newAttributes) {
    return with(newPhysicalId, properties, newAttributes);
  }

  private StackResource with(String id, ObjectNode props, ObjectNode attrs) {
    return new StackResource(
        logicalId, type, id, props, attrs, dependencies, deletionPolicy, updateReplacePolicy);
  }
}
