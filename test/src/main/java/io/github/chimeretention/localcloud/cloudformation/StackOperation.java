package io.github.chimeretention.localcloud.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One operation on one stack: from the state before to the state after. */
final class StackOperation {
  private final StackState before;
  private final EventLog events;
  private final ResourceOperations operations;

  StackOperation(
      final StackState before, final ResourceProviders providers, final EventLog events) {
    this.before = before;
    this.events = events;
    final StackIdentity stack =
        new StackIdentity(before.stackName(), before.stackId(), before.region());
    operations = new ResourceOperations(stack, providers, events);
  }

  /** The state that an operation led to, and why it failed if it did. */
  record Result(StackState state, Optional<String> failure) {}

  Result create(final ResolvedTemplate template, final StackState wanted) {
    final Changes changes = new Changes(template, Map.of(), operations);
    events.stack(StackStatus.CREATE_IN_PROGRESS, "User Initiated");
    final List<ResourceFailure> failures = changes.run();
    if (!failures.isEmpty()) {
      return rollBackCreate(changes, failures);
    }
    return complete(StackStatus.CREATE_COMPLETE, template, wanted, changes);
  }

  Result update(final ResolvedTemplate template, final StackState wanted) {
    final Changes changes = new Changes(template, before.resources(), operations);
    events.stack(StackStatus.UPDATE_IN_PROGRESS, "User Initiated");
    final List<ResourceFailure> failures = changes.run();
    if (!failures.isEmpty()) {
      return rollBackUpdate(changes, failures);
    }
    events.stack(StackStatus.UPDATE_COMPLETE_CLEANUP_IN_PROGRESS, "");
    cleanUp(changes);
    return complete(StackStatus.UPDATE_COMPLETE, template, wanted, changes);
  }

  Result delete() {
    events.stack(StackStatus.DELETE_IN_PROGRESS, "User Initiated");
    final Map<String, StackResource> left =
        new Deletion(operations).run(before.resources(), r -> r.policies().retainedOnDelete());
    if (left.isEmpty()) {
      return ended(StackStatus.DELETE_COMPLETE, left, Optional.empty());
    }
    final String reason = "The following resource(s) failed to delete: " + left.keySet() + ".";
    return ended(StackStatus.DELETE_FAILED, left, Optional.of(reason));
  }

  /** CloudFormation gives up on what it can't clean up: the update is complete all the same. */
  private void cleanUp(final Changes changes) {
    final Map<String, StackResource> replaced = new HashMap<>();
    changes
        .journal()
        .updated()
        .forEach(
            (id, updated) -> {
              if (updated.replaced()) {
                replaced.put(id, updated.before());
              }
            });
    final Map<String, StackResource> obsolete = new HashMap<>(changes.removed());
    obsolete.putAll(replaced);
    new Deletion(operations)
        .run(
            obsolete,
            resource ->
                replaced.containsKey(resource.logicalId())
                    ? resource.policies().retainedOnReplace()
                    : resource.policies().retainedOnDelete());
  }

  private Result rollBackCreate(final Changes changes, final List<ResourceFailure> failures) {
    events.stack(StackStatus.ROLLBACK_IN_PROGRESS, failed("create", failures));
    final Map<String, StackResource> created = new HashMap<>();
    changes.journal().created().forEach((id, entry) -> created.put(id, entry.after()));
    final Map<String, StackResource> left =
        new Deletion(operations).run(created, r -> r.policies().retainedOnCreate());
    final StackStatus status =
        left.isEmpty() ? StackStatus.ROLLBACK_COMPLETE : StackStatus.ROLLBACK_FAILED;
    return ended(status, left, Optional.of(reason(failures)));
  }

  private Result rollBackUpdate(final Changes changes, final List<ResourceFailure> failures) {
    events.stack(StackStatus.UPDATE_ROLLBACK_IN_PROGRESS, failed("update", failures));
    final UpdateRollback rollback =
        new UpdateRollback(before.resources(), changes.journal(), operations);
    if (!rollback.restore()) {
      return ended(
          StackStatus.UPDATE_ROLLBACK_FAILED, rollback.resources(), Optional.of(reason(failures)));
    }
    events.stack(StackStatus.UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS, "");
    rollback.cleanUp();
    return ended(
        StackStatus.UPDATE_ROLLBACK_COMPLETE, rollback.resources(), Optional.of(reason(failures)));
  }

  private Result complete(
      final StackStatus status,
      final ResolvedTemplate template,
      final StackState wanted,
      final Changes changes) {
    events.stack(status, "");
    final Map<String, StackResource> resources = changes.declared();
    return new Result(
        new StackState(
            before.stackName(),
            before.stackId(),
            before.region(),
            status,
            wanted.template(),
            wanted.parameters(),
            resources,
            outputs(template, resources)),
        Optional.empty());
  }

  private Result ended(
      final StackStatus status,
      final Map<String, StackResource> resources,
      final Optional<String> failure) {
    events.stack(status, status == StackStatus.DELETE_FAILED ? failure.orElse("") : "");
    return new Result(
        new StackState(
            before.stackName(),
            before.stackId(),
            before.region(),
            status,
            before.template(),
            before.parameters(),
            resources,
            before.outputs()),
        failure);
  }

  private static Map<String, String> outputs(
      final ResolvedTemplate template, final Map<String, StackResource> resources) {
    final Map<String, String> outputs = new TreeMap<>();
    for (final Map.Entry<String, JsonNode> output : template.outputs().properties()) {
      final String condition = output.getValue().path("Condition").textValue();
      if (condition == null || template.condition(condition)) {
        outputs.put(
            output.getKey(),
            template.intrinsics(resources).resolve(output.getValue().path("Value")).asText());
      }
    }
    return outputs;
  }

  private static String failed(final String verb, final List<ResourceFailure> failures) {
    final String ids =
        failures.stream().map(f -> f.resource().logicalId()).collect(Collectors.joining(", "));
    return "The following resource(s) failed to " + verb + ": [" + ids + "].";
  }

  private static String reason(final List<ResourceFailure> failures) {
    final ResourceFailure first = failures.get(0);
    return first.resource().logicalId() + ": " + first.getMessage();
  }
}
