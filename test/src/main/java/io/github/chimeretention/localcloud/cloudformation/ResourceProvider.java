package io.github.chimeretention.localcloud.cloudformation;

/**
 * Does what a type of resource takes. A {@link StackException} from it means that nothing was done.
 */
interface ResourceProvider {
  Outcome create(ResourceRequest request);

  /** Another physical id in the outcome means that the resource was replaced. */
  Outcome update(ResourceRequest request);

  Outcome delete(ResourceRequest request);
}
