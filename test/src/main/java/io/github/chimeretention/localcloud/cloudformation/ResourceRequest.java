package io.github.chimeretention.localcloud.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a provider is asked to do.
 *
 * @param physicalId empty for a resource that is to be created
 * @param oldProperties empty but for an update
 */
record ResourceRequest(
    StackIdentity stack,
    String logicalId,
    String type,
    String physicalId,
    ObjectNode properties,
    ObjectNode oldProperties) {
  /** The properties that are a resource's name, with which it is another resource. */
  static final List<String> NAMES =
      List.of("RoleName", "LogGroupName", "ManagedPolicyName", "FunctionName", "GroupName", "Name");

  static ResourceRequest of(StackIdentity stack, StackResource resource, ObjectNode oldProperties) {
    return new ResourceRequest(
        stack,
        resource.logicalId(),
        resource.type(),
        resource.physicalId(),
        resource.properties(),
        oldProperties);
  }

  /** The name of a resource: the one declared, else the one that it has, else one made up. */
  String name() {
    boolean keeps = !physicalId.isEmpty() && name(oldProperties).isEmpty();
    return name(properties).orElseGet(() -> keeps ? physicalId : stack.generateName(logicalId));
  }

  private static Optional<String> name(ObjectNode properties) {
    return NAMES.stream()
        .map(property -> properties.path(property).textValue())
        .filter(Objects::nonNull)
        .findFirst();
  }
}
