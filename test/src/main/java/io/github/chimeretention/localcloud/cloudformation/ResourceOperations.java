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

  ResourceOperations(StackIdentity stack, ResourceProviders providers, EventLog events) {
    this.stack = stack;
    this.providers = providers;
    this.events = events;
  }

  StackResource create(StackResource planned) throws ResourceFailure {
    events.resource(planned, "CREATE_IN_PROGRESS", "");
    ResourceRequest request = ResourceRequest.of(stack, planned);
    StackResource created = carryOut("CREATE", planned, p -> p.create(request));
    events.resource(created, "CREATE_COMPLETE", "");
    return created;
  }

  /** Turns what stands into what is wanted, be it in an update or in its rollback. */
  StackResource update(StackResource standing, StackResource wanted) throws ResourceFailure {
    events.resource(standing, "UPDATE_IN_PROGRESS", "");
    ResourceRequest request = ResourceRequest.update(stack, standing, wanted);
    StackResource target = wanted.answered(standing.physicalId(), standing.attributes());
    StackResource updated = carryOut("UPDATE", target, p -> p.update(request));
    if (!updated.physicalId().equals(standing.physicalId())) {
      events.resource(updated, "UPDATE_IN_PROGRESS", REPLACING);
    }
    events.resource(updated, "UPDATE_COMPLETE", "");
    return updated;
  }

  void delete(StackResource resource) throws ResourceFailure {
    events.resource(resource, "DELETE_IN_PROGRESS", "");
    ResourceRequest request = ResourceRequest.of(stack, resource);
    carryOut("DELETE", resource, p -> p.delete(request));
    events.resource(resource, "DELETE_COMPLETE", "");
  }

  /** A resource whose properties can't be resolved. */
  ResourceFailure unresolved(StackResource resource, boolean exists, StackException e) {
    events.resource(resource, exists ? "UPDATE_FAILED" : "CREATE_FAILED", e.getMessage());
    return new ResourceFailure(resource, false, e.getMessage());
  }

  void retain(StackResource resource) {
    events.resource(resource, "DELETE_SKIPPED", "");
  }

  private StackResource carryOut(
      String operation, StackResource resource, Function<ResourceProvider, Outcome> work)
      throws ResourceFailure {
    try {
      Outcome outcome = work.apply(providers.of(resource.type()));
      if (outcome instanceof Outcome.Succeeded succeeded) {
        return resource.answered(succeeded.physicalId(), succeeded.attributes());
      }
      Outcome.Failed failed = (Outcome.Failed) outcome;
      throw failure(operation, resource, failed);
    } catch (StackException e) {
      events.resource(resource, operation + "_FAILED", e.getMessage());
      throw new ResourceFailure(resource, false, e.getMessage());
    }
  }

  private ResourceFailure failure(String operation, StackResource resource, Outcome.Failed failed) {
    StackResource left =
        resource.answered(failed.physicalId(), JsonNodeFactory.instance.objectNode());
    events.resource(left, operation + "_FAILED", failed.reason());
    return new ResourceFailure(left, true, failed.reason());
  }
}
