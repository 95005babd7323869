package io.github.chimeretention.localcloud.cloudformation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One operation on one stack: from the state before to the state after. With a journal that is not
 * empty, the operation goes on where it was interrupted.
 */
final class StackOperation {
  private final StackState before;
  private final Journal journal;
  private final EventLog events;
  private final ResourceOperations operations;
  private Map<String, Output> outputs = Map.of();

  StackOperation(StackState before, ResourceProviders providers, EventLog events, Journal journal) {
    this.before = before;
    this.journal = journal;
    this.events = events;
    operations = new ResourceOperations(before.stack(), providers, events);
  }

  /** Begins or goes on with the operation that a stack's status names. */
  StackState run(ResolvedTemplate target) {
    return switch (before.status()) {
      case CREATE_IN_PROGRESS -> create(target);
      case ROLLBACK_IN_PROGRESS -> rollBackCreate("");
      case UPDATE_ROLLBACK_IN_PROGRESS, UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS ->
          rollBackUpdate("");
      case DELETE_IN_PROGRESS -> delete();
      default -> update(target);
    };
  }

  StackState create(ResolvedTemplate template) {
    Changes changes = new Changes(template, Map.of(), operations, journal);
    events.stack(StackStatus.CREATE_IN_PROGRESS, "User Initiated");
    String failure = make(changes, template, "create");
    if (!failure.isEmpty()) {
      return rollBackCreate(failure);
    }
    return complete(StackStatus.CREATE_COMPLETE, template, changes);
  }

  StackState update(ResolvedTemplate template) {
    Changes changes = new Changes(template, before.resources(), operations, journal);
    events.stack(StackStatus.UPDATE_IN_PROGRESS, "User Initiated");
    String failure = make(changes, template, "update");
    if (!failure.isEmpty()) {
      return rollBackUpdate(failure);
    }
    events.stack(StackStatus.UPDATE_COMPLETE_CLEANUP_IN_PROGRESS, "");
    cleanUp(changes);
    return complete(StackStatus.UPDATE_COMPLETE, template, changes);
  }

  /** Brings a stack back to what it was before an update whose rollback had failed. */
  StackState continueRollback(ResolvedTemplate template) {
    events.stack(StackStatus.UPDATE_ROLLBACK_IN_PROGRESS, "User Initiated");
    Changes changes = new Changes(template, before.resources(), operations, journal);
    String failure = make(changes, template, "update");
    if (!failure.isEmpty()) {
      return ended(StackStatus.UPDATE_ROLLBACK_FAILED, failure, before.resources());
    }
    events.stack(StackStatus.UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS, "");
    cleanUp(changes);
    return complete(StackStatus.UPDATE_ROLLBACK_COMPLETE, template, changes);
  }

  StackState delete() {
    events.stack(StackStatus.DELETE_IN_PROGRESS, "User Initiated");
    Map<String, StackResource> left =
        new Deletion(operations, journal)
            .run(before.resources(), r -> r.policies().retainedOnDelete());
    if (left.isEmpty()) {
      return ended(StackStatus.DELETE_COMPLETE, "", left);
    }
    String reason = "The following resource(s) failed to delete: " + left.keySet() + ".";
    return ended(StackStatus.DELETE_FAILED, reason, left);
  }

  /** Makes the changes; the reason why they failed is empty if they did not. */
  private String make(Changes changes, ResolvedTemplate template, String verb) {
    List<ResourceFailure> failures = changes.run();
    if (!failures.isEmpty()) {
      return failed(verb, failures);
    }
    try {
      outputs = template.outputs(changes.declared());
      return "";
    } catch (StackException e) {
      return e.getMessage();
    }
  }

  /** CloudFormation gives up on what it can't clean up: the update is complete all the same. */
  private void cleanUp(Changes changes) {
    Map<String, StackResource> replaced = new HashMap<>();
    journal
        .updated()
        .forEach(
            (id, updated) -> {
              if (updated.replaced()) {
                replaced.put(id, updated.before());
              }
            });
    Map<String, StackResource> obsolete = new HashMap<>(changes.removed());
    obsolete.putAll(replaced);
    new Deletion(operations, journal)
        .run(
            obsolete,
            resource ->
                replaced.containsKey(resource.logicalId())
                    ? resource.policies().retainedOnReplace()
                    : resource.policies().retainedOnDelete());
  }

  private StackState rollBackCreate(String reason) {
    events.stack(StackStatus.ROLLBACK_IN_PROGRESS, reason);
    Map<String, StackResource> created = new HashMap<>();
    journal.created().forEach((id, entry) -> created.put(id, entry.after()));
    Map<String, StackResource> left =
        new Deletion(operations, journal).run(created, r -> r.policies().retainedOnCreate());
    return ended(
        left.isEmpty() ? StackStatus.ROLLBACK_COMPLETE : StackStatus.ROLLBACK_FAILED, reason, left);
  }

  private StackState rollBackUpdate(String reason) {
    events.stack(StackStatus.UPDATE_ROLLBACK_IN_PROGRESS, reason);
    UpdateRollback rollback = new UpdateRollback(before.resources(), journal, operations);
    if (!rollback.restore()) {
      return ended(StackStatus.UPDATE_ROLLBACK_FAILED, reason, rollback.unfinished());
    }
    events.stack(StackStatus.UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS, "");
    rollback.cleanUp();
    return ended(StackStatus.UPDATE_ROLLBACK_COMPLETE, reason, rollback.resources());
  }

  private StackState complete(StackStatus status, ResolvedTemplate template, Changes changes) {
    events.stack(status, "");
    return before.complete(status, template.deployment(), changes.declared(), outputs);
  }

  private StackState ended(
      StackStatus status, String reason, Map<String, StackResource> resources) {
    events.stack(status, status == StackStatus.DELETE_FAILED ? reason : "");
    return before.ended(status, reason, resources);
  }

  private static String failed(String verb, List<ResourceFailure> failures) {
    String ids =
        failures.stream().map(f -> f.resource().logicalId()).collect(Collectors.joining(", "));
    return "The following resource(s) failed to " + verb + ": [" + ids + "].";
  }
}
