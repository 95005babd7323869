package io.github.chimeretention.localcloud.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Does what a type of resource takes. An AwsException from it means that nothing was done. */
interface ResourceProvider {
  /**
   * Creates a resource, or updates one that has a physical id and old properties. If the outcome
   * has another physical id, it was replaced.
   */
  Outcome put(StackIdentity stack, StackResource resource, ObjectNode oldProperties);

  Outcome delete(StackIdentity stack, StackResource resource);
}
