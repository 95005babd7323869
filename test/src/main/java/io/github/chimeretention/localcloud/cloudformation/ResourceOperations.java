package io.github.chimeretention.localcloud.cloudformation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.function.Function;

/** Creates, updates and deletes single resources, and tells about it. */
final class ResourceOperations {
  private static final String REPLACING =
      "Requested update required the provider to create a new physical resource";

  private final StackIdentity stack;
  private final ResourceProviders providers;
  private final EventLog events;

  ResourceOperations(
      final StackIdentity stack, final ResourceProviders providers, final EventLog events) {
    this.stack = stack;
    this.providers = providers;
    this.events = events;
  }

  StackResource create(final StackResource planned) throws ResourceFailure {
    events.resource(planned, "CREATE_IN_PROGRESS", "");
    final ResourceRequest request = ResourceRequest.of(stack, planned);
    final StackResource created = carryOut("CREATE", planned, p -> p.create(request));
    events.resource(created, "CREATE_COMPLETE", "");
    return created;
  }

  /** Turns what stands into what is wanted, be it in an update or in its rollback. */
  StackResource update(final StackResource standing, final StackResource wanted)
      throws ResourceFailure {
    events.resource(standing, "UPDATE_IN_PROGRESS", "");
    final ResourceRequest request = ResourceRequest.update(stack, standing, wanted);
    final StackResource target = wanted.answered(standing.physicalId(), standing.attributes());
    final StackResource updated = carryOut("UPDATE", target, p -> p.update(request));
    if (!updated.physicalId().equals(standing.physicalId())) {
      events.resource(updated, "UPDATE_IN_PROGRESS", REPLACING);
    }
    events.resource(updated, "UPDATE_COMPLETE", "");
    return updated;
  }

  void delete(final StackResource resource) throws ResourceFailure {
    events.resource(resource, "DELETE_IN_PROGRESS", "");
    final ResourceRequest request = ResourceRequest.of(stack, resource);
    carryOut("DELETE", resource, p -> p.delete(request));
    events.resource(resource, "DELETE_COMPLETE", "");
  }

  /** A resource whose properties can't be resolved. */
  ResourceFailure unresolved(
      final StackResource resource, final boolean exists, final StackException e) {
    events.resource(resource, exists ? "UPDATE_FAILED" : "CREATE_FAILED", e.getMessage());
    return new ResourceFailure(resource, false, e.getMessage());
  }

  void retain(final StackResource resource) {
    events.resource(resource, "DELETE_SKIPPED", "");
  }

  private StackResource carryOut(
      final String operation,
      final StackResource resource,
      final Function<ResourceProvider, Outcome> work)
      throws ResourceFailure {
    try {
      final Outcome outcome = work.apply(providers.of(resource.type()));
      if (outcome instanceof Outcome.Succeeded succeeded) {
        return resource.answered(succeeded.physicalId(), succeeded.attributes());
      }
      final Outcome.Failed failed = (Outcome.Failed) outcome;
      throw failure(operation, resource, failed);
    } catch (StackException e) {
      events.resource(resource, operation + "_FAILED", e.getMessage());
      throw new ResourceFailure(resource, false, e.getMessage());
    }
  }

  private ResourceFailure failure(
      final String operation, final StackResource resource, final Outcome.Failed failed) {
    final StackResource left =
        resource.answered(failed.physicalId(), JsonNodeFactory.instance.objectNode());
    events.resource(left, operation + "_FAILED", failed.reason());
    return new ResourceFailure(left, true, failed.reason());
  }
}
