package io.github.chimeretention.localcloud.cloudformation;

/** A resource that could not be created, updated or deleted. */
final class ResourceFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient StackResource resource;
  private final boolean touched;

  /**
   * @param resource as it stands now
   * @param touched whether its provider may have done something
   */
  ResourceFailure(StackResource resource, boolean touched, String reason) {
    super(reason);
    this.resource = resource;
    this.touched = touched;
  }

  StackResource resource() {
    return resource;
  }

  boolean touched() {
    return touched;
  }
}
