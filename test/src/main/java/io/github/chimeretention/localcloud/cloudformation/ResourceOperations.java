package io.github.chimeretention.localcloud.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.chimeretention.localcloud.aws.AwsException;
import io.github.chimeretention.localcloud.aws.Json;
import io.github.chimeretention.localcloud.cloudformation.Journal.Change;
import java.util.Optional;
import java.util.function.Supplier;

/** Creates, updates and deletes single resources, and tells about it. */
record ResourceOperations(StackIdentity stack, ResourceProvider provider, EventLog events) {
  private static final String REPLACING =
      "Requested update required the provider to create a new physical resource";

  /**
   * Creates a resource if none stands, or turns what stands into what is wanted, be it in an update
   * or in its rollback. Empty if nothing was done.
   */
  Optional<Change> change(StackResource standing, StackResource wanted) {
    String verb = verb(standing);
    StackResource target =
        standing == null ? wanted : wanted.provided(standing.physicalId(), standing.attributes());
    ObjectNode oldProperties = standing == null ? Json.object() : standing.properties();
    return carryOut(verb, target, () -> provider.put(stack, target, oldProperties))
        .map(
            outcome -> {
              if (outcome instanceof Outcome.Succeeded done) {
                StackResource after = target.provided(done.physicalId(), done.attributes());
                if (standing != null && !after.physicalId().equals(standing.physicalId())) {
                  events.resource(after, "UPDATE_IN_PROGRESS", REPLACING);
                }
                events.resource(after, verb + "_COMPLETE", "");
                return new Change(standing, after, true);
              }
              String id = ((Outcome.Failed) outcome).physicalId();
              return new Change(standing, target.provided(id, Json.object()), false);
            });
  }

  /** Deletes a resource; false if that failed. */
  boolean delete(StackResource resource) {
    boolean deleted =
        carryOut("DELETE", resource, () -> provider.delete(stack, resource))
            .filter(Outcome.Succeeded.class::isInstance)
            .isPresent();
    if (deleted) {
      events.resource(resource, "DELETE_COMPLETE", "");
    }
    return deleted;
  }

  private Optional<Outcome> carryOut(String verb, StackResource resource, Supplier<Outcome> work) {
    events.resource(resource, verb + "_IN_PROGRESS", "");
    try {
      Outcome outcome = work.get();
      if (outcome instanceof Outcome.Failed failed) {
        StackResource left = resource.provided(failed.physicalId(), Json.object());
        events.resource(left, verb + "_FAILED", failed.reason());
      }
      return Optional.of(outcome);
    } catch (AwsException e) {
      events.resource(resource, verb + "_FAILED", e.getMessage());
      return Optional.empty();
    }
  }

  static String verb(StackResource standing) {
    return standing == null ? "CREATE" : "UPDATE";
  }
}
