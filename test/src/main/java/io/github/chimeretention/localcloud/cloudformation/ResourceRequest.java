package io.github.chimeretention.localcloud.cloudformation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

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
  static ResourceRequest of(StackIdentity stack, StackResource resource) {
    return new ResourceRequest(
        stack,
        resource.logicalId(),
        resource.type(),
        resource.physicalId(),
        resource.properties(),
        JsonNodeFactory.instance.objectNode());
  }

  /** A request to turn one state of a resource into another. */
  static ResourceRequest update(StackIdentity stack, StackResource from, StackResource to) {
    return new ResourceRequest(
        stack, to.logicalId(), to.type(), from.physicalId(), to.properties(), from.properties());
  }
}
