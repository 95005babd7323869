package io.github.chimeretention.localcloud.cloudformation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One operation on one stack: from the state before to the state after. */
final class StackOperation {
  private final StackState before;
  private final EventLog events;
  private final ResourceOperations operations;

  StackOperation(StackState before, ResourceProviders providers, EventLog events) {
    this.before = before;
    this.events = events;
    operations = new ResourceOperations(before.stack(), providers, events);
  }

  /** The state that an operation led to, and why it failed if it did. */
  record Result(StackState state, Optional<String> failure) {}

  Result create(ResolvedTemplate template) {
    Changes changes = new Changes(template, Map.of(), operations);
    events.stack(StackStatus.CREATE_IN_PROGRESS, "User Initiated");
    List<ResourceFailure> failures = changes.run();
    if (!failures.isEmpty()) {
      return rollBackCreate(changes, failures);
    }
    return complete(StackStatus.CREATE_COMPLETE, template, changes);
  }

  Result update(ResolvedTemplate template) {
    Changes changes = new Changes(template, before.resources(), operations);
    events.stack(StackStatus.UPDATE_IN_PROGRESS, "User Initiated");
    List<ResourceFailure> failures = changes.run();
    if (!failures.isEmpty()) {
      return rollBackUpdate(changes, failures);
    }
    events.stack(StackStatus.UPDATE_COMPLETE_CLEANUP_IN_PROGRESS, "");
    cleanUp(changes);
    return complete(StackStatus.UPDATE_COMPLETE, template, changes);
  }

  Result delete() {
    events.stack(StackStatus.DELETE_IN_PROGRESS, "User Initiated");
    Map<String, StackResource> left =
        new Deletion(operations).run(before.resources(), r -> r.policies().retainedOnDelete());
    if (left.isEmpty()) {
      return ended(StackStatus.DELETE_COMPLETE, left, Optional.empty());
    }
    String reason = "The following resource(s) failed to delete: " + left.keySet() + ".";
    return ended(StackStatus.DELETE_FAILED, left, Optional.of(reason));
  }

  /** CloudFormation gives up on what it can't clean up: the update is complete all the same. */
  private void cleanUp(Changes changes) {
    Map<String, StackResource> replaced = new HashMap<>();
    changes
        .journal()
        .updated()
        .forEach(
            (id, updated) -> {
              if (updated.replaced()) {
                replaced.put(id, updated.before());
              }
            });
    Map<String, StackResource> obsolete = new HashMap<>(changes.removed());
    obsolete.putAll(replaced);
    new Deletion(operations)
        .run(
            obsolete,
            resource ->
                replaced.containsKey(resource.logicalId())
                    ? resource.policies().retainedOnReplace()
                    : resource.policies().retainedOnDelete());
  }

  private Result rollBackCreate(Changes changes, List<ResourceFailure> failures) {
    events.stack(StackStatus.ROLLBACK_IN_PROGRESS, failed("create", failures));
    Map<String, StackResource> created = new HashMap<>();
    changes.journal().created().forEach((id, entry) -> created.put(id, entry.after()));
    Map<String, StackResource> left =
        new Deletion(operations).run(created, r -> r.policies().retainedOnCreate());
    StackStatus status =
        left.isEmpty() ? StackStatus.ROLLBACK_COMPLETE : StackStatus.ROLLBACK_FAILED;
    return ended(status, left, Optional.of(reason(failures)));
  }

  private Result rollBackUpdate(Changes changes, List<ResourceFailure> failures) {
    events.stack(StackStatus.UPDATE_ROLLBACK_IN_PROGRESS, failed("update", failures));
    UpdateRollback rollback = new UpdateRollback(before.resources(), changes.journal(), operations);
    if (!rollback.restore()) {
      return ended(
          StackStatus.UPDATE_ROLLBACK_FAILED, rollback.resources(), Optional.of(reason(failures)));
    }
    events.stack(StackStatus.UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS, "");
    rollback.cleanUp();
    return ended(
        StackStatus.UPDATE_ROLLBACK_COMPLETE, rollback.resources(), Optional.of(reason(failures)));
  }

  private Result complete(StackStatus status, ResolvedTemplate template, Changes changes) {
    events.stack(status, "");
    Map<String, StackResource> resources = changes.declared();
    return new Result(
        new StackState(
            before.stack(),
            status,
            template.template(),
            template.given(),
            resources,
            template.outputs(resources)),
        Optional.empty());
  }

  private Result ended(
      StackStatus status, Map<String, StackResource> resources, Optional<String> failure) {
    events.stack(status, status == StackStatus.DELETE_FAILED ? failure.orElse("") : "");
    return new Result(before.after(status, resources), failure);
  }

  private static String failed(String verb, List<ResourceFailure> failures) {
    String ids =
        failures.stream().map(f -> f.resource().logicalId()).collect(Collectors.joining(", "));
    return "The following resource(s) failed to " + verb + ": [" + ids + "].";
  }

  private static String reason(List<ResourceFailure> failures) {
    ResourceFailure first = failures.get(0);
    return first.resource().logicalId() + ": " + first.getMessage();
  }
}
