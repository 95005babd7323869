package io.github.chimeretention.localcloud.cloudformation;

/**
 * Does what a type of resource takes. A {@link StackException} from it means that nothing was done.
 */
interface ResourceProvider {
  /**
   * Creates a resource, or updates one that has a physical id. Another physical id in the outcome
   * means that it was replaced.
   */
  Outcome put(ResourceRequest request);

  Outcome delete(ResourceRequest request);
}
