package io.github.chimeretention.localcloud.cloudformation.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.chimeretention.localcloud.aws.AwsException;
import io.github.chimeretention.localcloud.aws.Json;
import io.github.chimeretention.localcloud.cloudformation.engine.Journal.Change;
import io.github.chimeretention.localcloud.cloudformation.resource.Outcome;
import io.github.chimeretention.localcloud.cloudformation.resource.ResourceProvider;
import io.github.chimeretention.localcloud.cloudformation.template.StackResource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Creates, updates and deletes single resources of a stack, with its events and its journal. */
record ResourceOperations(Stack stack, ResourceProvider provider) {
  private static final String REPLACING =
      "Requested update required the provider to create a new physical resource";

  /**
   * Creates a resource if none exists, or updates the existing one, in an update or in its
   * rollback. When {@code cancelled} completes, CloudFormation stops waiting, but the work goes on.
   * Returns the resource if the change was completed.
   */
  Optional<StackResource> change(
      StackResource existing, StackResource wanted, CompletableFuture<Void> cancelled) {
    boolean create = existing == null;
    StackResource target =
        create ? wanted : wanted.provided(existing.physicalId(), existing.attributes());
    ObjectNode oldProperties = create ? Json.object() : existing.properties();
    Outcome.Failed cancellation =
        create
            ? new Outcome.Failed(
                stack.state().stack().generateName(wanted.logicalId()),
                "Resource creation cancelled")
            : new Outcome.Failed(existing.physicalId(), "Resource update cancelled");
    Supplier<Outcome> work =
        () -> {
          CompletableFuture<Outcome> put =
              provider.put(stack.state().stack(), target, oldProperties);
          Object unused = CompletableFuture.anyOf(put, cancelled).join();
          return put.getNow(cancellation);
        };
    return carryOut(verb(existing), target, work)
        .flatMap(outcome -> changed(existing, target, outcome));
  }

  /** Deletes a resource in up to the given number of attempts; returns whether it was deleted. */
  boolean delete(StackResource resource, int attempts) {
    for (int attempt = 1; attempt <= attempts; attempt++) {
      Optional<Outcome> outcome =
          carryOut(
              "DELETE", resource, () -> provider.delete(stack.state().stack(), resource).join());
      if (outcome.filter(Outcome.Succeeded.class::isInstance).isPresent()) {
        stack.report(resource, "DELETE_COMPLETE", "");
        stack.record(new Change(resource, null, true));
        return true;
      }
    }
    return false;
  }

  private Optional<StackResource> changed(
      StackResource existing, StackResource target, Outcome outcome) {
    boolean complete = outcome instanceof Outcome.Succeeded;
    ObjectNode attributes =
        outcome instanceof Outcome.Succeeded done ? done.attributes() : Json.object();
    StackResource after = target.provided(outcome.physicalId(), attributes);
    if (complete) {
      if (existing != null && !after.physicalId().equals(existing.physicalId())) {
        stack.report(after, "UPDATE_IN_PROGRESS", REPLACING);
      }
      stack.report(after, verb(existing) + "_COMPLETE", "");
    }
    stack.record(new Change(existing, after, complete));
    return complete ? Optional.of(after) : Optional.empty();
  }

  /** Returns an empty result if nothing was done. */
  private Optional<Outcome> carryOut(String verb, StackResource resource, Supplier<Outcome> work) {
    stack.report(resource, verb + "_IN_PROGRESS", "");
    try {
      Outcome outcome = work.get();
      if (outcome instanceof Outcome.Failed failed) {
        StackResource left = resource.provided(failed.physicalId(), Json.object());
        stack.report(left, verb + "_FAILED", failed.reason());
      }
      return Optional.of(outcome);
    } catch (AwsException e) {
      stack.report(resource, verb + "_FAILED", e.getMessage());
      return Optional.empty();
    } catch (RuntimeException e) {
      // After an error of the local cloud, something may have been done.
      Throwable cause = e instanceof CompletionException ? e.getCause() : e;
      stack.report(resource, verb + "_FAILED", "Internal failure: " + cause);
      return Optional.of(new Outcome.Failed(resource.physicalId(), cause.toString()));
    }
  }

  static String verb(StackResource existing) {
    return existing == null ? "CREATE" : "UPDATE";
  }
}
