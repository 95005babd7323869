package io.github.chimeretention.localcloud.cloudformation.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.chimeretention.localcloud.aws.AwsException;
import io.github.chimeretention.localcloud.aws.Json;
import io.github.chimeretention.localcloud.cloudformation.engine.Journal.Change;
import io.github.chimeretention.localcloud.cloudformation.resource.Outcome;
import io.github.chimeretention.localcloud.cloudformation.resource.ResourceProvider;
import io.github.chimeretention.localcloud.cloudformation.template.StackIdentity;
import io.github.chimeretention.localcloud.cloudformation.template.StackResource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Creates, updates and deletes single resources, with the events that report it. */
record ResourceOperations(StackIdentity stack, ResourceProvider provider, EventLog events) {
  private static final String REPLACING =
      "Requested update required the provider to create a new physical resource";

  /**
   * Creates a resource if none exists, or updates the existing one, in an update or in its
   * rollback. When {@code cancelled} completes, CloudFormation stops waiting, but the work goes on.
   * Empty if nothing was done.
   */
  Optional<Change> change(
      StackResource existing, StackResource wanted, CompletableFuture<Void> cancelled) {
    boolean create = existing == null;
    String verb = verb(existing);
    StackResource target =
        create ? wanted : wanted.provided(existing.physicalId(), existing.attributes());
    ObjectNode oldProperties = create ? Json.object() : existing.properties();
    String id = create ? stack.generateName(wanted.logicalId()) : existing.physicalId();
    Outcome.Failed cancellation =
        new Outcome.Failed(
            id, create ? "Resource creation cancelled" : "Resource update cancelled");
    return carryOut(
            verb,
            target,
            () -> {
              CompletableFuture<Outcome> work = provider.put(stack, target, oldProperties);
              Object unused = CompletableFuture.anyOf(work, cancelled).join();
              return work.getNow(cancellation);
            })
        .map(outcome -> changed(existing, target, outcome));
  }

  /** Deletes a resource, in several attempts if need be; returns whether it is gone. */
  boolean delete(StackResource resource, int attempts) {
    for (int attempt = 1; attempt <= attempts; attempt++) {
      Optional<Outcome> outcome =
          carryOut("DELETE", resource, () -> provider.delete(stack, resource).join());
      if (outcome.filter(Outcome.Succeeded.class::isInstance).isPresent()) {
        events.resource(resource, "DELETE_COMPLETE", "");
        return true;
      }
    }
    return false;
  }

  private Change changed(StackResource existing, StackResource target, Outcome outcome) {
    if (outcome instanceof Outcome.Succeeded done) {
      StackResource after = target.provided(done.physicalId(), done.attributes());
      if (existing != null && !after.physicalId().equals(existing.physicalId())) {
        events.resource(after, "UPDATE_IN_PROGRESS", REPLACING);
      }
      events.resource(after, verb(existing) + "_COMPLETE", "");
      return new Change(existing, after, true);
    }
    String id = ((Outcome.Failed) outcome).physicalId();
    return new Change(existing, target.provided(id, Json.object()), false);
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
    } catch (RuntimeException e) {
      // An error of the local cloud itself: something may have been done.
      Throwable cause = e instanceof CompletionException ? e.getCause() : e;
      events.resource(resource, verb + "_FAILED", "Internal failure: " + cause);
      return Optional.of(new Outcome.Failed(resource.physicalId(), cause.toString()));
    }
  }

  static String verb(StackResource existing) {
    return existing == null ? "CREATE" : "UPDATE";
  }
}
