package io.github.chimeretention.localcloud.cloudformation.engine;

import static java.util.stream.Collectors.groupingBy;

import io.github.chimeretention.localcloud.aws.AwsException;
import io.github.chimeretention.localcloud.cloudformation.engine.Journal.Change;
import io.github.chimeretention.localcloud.cloudformation.engine.StackState.Contents;
import io.github.chimeretention.localcloud.cloudformation.resource.ResourceProvider;
import io.github.chimeretention.localcloud.cloudformation.template.DependencyOrder;
import io.github.chimeretention.localcloud.cloudformation.template.StackResource;
import io.github.chimeretention.localcloud.cloudformation.template.Template;
import io.github.chimeretention.localcloud.cloudformation.template.Template.Output;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * One operation on one stack. With a journal that is not empty, it continues where it was
 * interrupted, or where another one failed.
 */
final class StackOperation {
  /** How often CloudFormation tries to delete a resource that an update no longer needs. */
  private static final int CLEANUP_ATTEMPTS = 3;

  private static final String SKIPPED = "Resource skipped during UpdateRollback";

  private final Stack stack;
  private final StackState before;
  private final Map<String, StackResource> stable;
  private final Template target;
  private final ResourceOperations operations;
  private final Runnable pause;
  private final Map<String, StackResource> current;
  private final List<String> failed = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Void> cancelled = new CompletableFuture<>();
  private List<Output> outputs = List.of();

  /**
   * @param target of a deployment; null for other operations
   * @param pause passes the time between a failure and its rollback
   */
  StackOperation(Stack stack, Template target, ResourceProvider provider, Runnable pause) {
    this.stack = stack;
    this.target = target;
    this.pause = pause;
    before = stack.state();
    stable = before.stable().resources();
    operations = new ResourceOperations(stack, provider);
    current = new ConcurrentHashMap<>(stack.currentResources());
  }

  /** Begins or continues the operation of the stack's status. */
  void run() {
    switch (before.status()) {
      case ROLLBACK_IN_PROGRESS -> rollBackCreate(before.last().reason());
      case UPDATE_ROLLBACK_IN_PROGRESS, UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS ->
          rollBackUpdate(before.last().reason());
      case DELETE_IN_PROGRESS -> delete();
      default -> deploy(before.status() == StackStatus.CREATE_IN_PROGRESS);
    }
  }

  /** Creates and updates the resources that a template declares, then removes the others. */
  private void deploy(boolean create) {
    stack.progress(
        create ? StackStatus.CREATE_IN_PROGRESS : StackStatus.UPDATE_IN_PROGRESS, "User Initiated");
    String failure = changeAll();
    if (failure.isEmpty()) {
      complete(create);
    } else if (before.last().options().keepFailed()) {
      List<String> unusedNotRestored = restore(true);
      end(create ? StackStatus.CREATE_FAILED : StackStatus.UPDATE_FAILED, failure);
    } else {
      pause.run();
      if (create) {
        rollBackCreate(failure);
      } else {
        rollBackUpdate(failure);
      }
    }
  }

  private void complete(boolean create) {
    if (!create) {
      stack.progress(StackStatus.UPDATE_COMPLETE_CLEANUP_IN_PROGRESS, "");
    }
    current.keySet().retainAll(target.resources().keySet());
    List<String> unusedLeft =
        delete(List.copyOf(current.values()), CLEANUP_ATTEMPTS, this::isRetainedInUpdate);
    stack.end(
        create ? StackStatus.CREATE_COMPLETE : StackStatus.UPDATE_COMPLETE,
        "",
        new Contents(target.deployment(), current, outputs));
  }

  /** Returns the reason for a failure; empty if there is none. */
  private String changeAll() {
    DependencyOrder.of(target.resources()).run(this::change);
    if (!failed.isEmpty()) {
      List<String> created = failed.stream().filter(id -> !stable.containsKey(id)).toList();
      List<String> updated = failed.stream().filter(stable::containsKey).toList();
      return (failure("create", created) + " " + failure("update", updated)).strip();
    }
    try {
      outputs = target.outputs(current);
      return "";
    } catch (AwsException e) {
      return e.getMessage();
    }
  }

  /** After a failure, nothing more begins, and CloudFormation waits for nothing in progress. */
  private boolean change(String id) {
    if (cancelled.isDone()) {
      return false;
    }
    Optional<StackResource> changed = changed(id);
    changed.ifPresentOrElse(resource -> current.put(id, resource), () -> fail(id));
    return changed.isPresent();
  }

  private void fail(String id) {
    failed.add(id);
    if (!before.last().options().keepFailed()) {
      cancelled.complete(null);
    }
  }

  private Optional<StackResource> changed(String id) {
    boolean broken = stack.journal().isBroken(id);
    if (broken && !stable.containsKey(id) && !operations.delete(current.get(id), 1)) {
      return Optional.empty();
    }
    StackResource existing = stack.currentResources().get(id);
    StackResource unresolved = target.resources().get(id);
    StackResource planned;
    try {
      planned = unresolved.withProperties(target.properties(id, current));
    } catch (AwsException e) {
      stack.report(unresolved, ResourceOperations.verb(existing) + "_FAILED", e.getMessage());
      return Optional.empty();
    }
    return existing != null && !broken && existing.properties().equals(planned.properties())
        ? Optional.of(planned.provided(existing.physicalId(), existing.attributes()))
        : operations.change(existing, planned, cancelled);
  }

  private void delete() {
    stack.progress(StackStatus.DELETE_IN_PROGRESS, "User Initiated");
    List<String> left = delete(List.of(), 1, one -> one.retainedOnDelete() || isSkipped(one));
    if (left.isEmpty()) {
      stack.end(StackStatus.DELETE_COMPLETE, "", before.stable().with(Map.of()));
    } else {
      end(StackStatus.DELETE_FAILED, failure("delete", left));
    }
  }

  private void rollBackCreate(String reason) {
    stack.progress(StackStatus.ROLLBACK_IN_PROGRESS, reason);
    List<String> left = delete(List.of(), 1, this::isRetainedInRollback);
    if (left.isEmpty()) {
      end(StackStatus.ROLLBACK_COMPLETE, reason);
    } else {
      end(StackStatus.ROLLBACK_FAILED, failure("delete", left));
    }
  }

  /**
   * Updates the changed resources with their old properties. Then it deletes the resources that
   * were created, and those that the update and its rollback left under another physical id.
   */
  private void rollBackUpdate(String reason) {
    stack.progress(StackStatus.UPDATE_ROLLBACK_IN_PROGRESS, reason);
    List<String> notRestored = restore(false);
    if (!notRestored.isEmpty()) {
      end(StackStatus.UPDATE_ROLLBACK_FAILED, failure("update", notRestored));
      return;
    }
    stack.progress(StackStatus.UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS, "");
    Map<String, StackResource> restored = stack.currentResources();
    restored.keySet().retainAll(stable.keySet());
    List<String> unusedLeft =
        delete(List.copyOf(restored.values()), CLEANUP_ATTEMPTS, this::isRetainedInRollback);
    stack.end(StackStatus.UPDATE_ROLLBACK_COMPLETE, reason, before.stable().with(restored));
  }

  /**
   * Updates the stable resources that are not as they were with their old properties, or only those
   * whose change is not complete; returns those for which that failed.
   */
  private List<String> restore(boolean onlyBroken) {
    Journal journal = stack.journal();
    Map<String, StackResource> now = journal.current();
    Map<String, StackResource> wanted = new HashMap<>(stable);
    wanted
        .keySet()
        .removeIf(
            id ->
                !journal.isBroken(id)
                    && (onlyBroken || now.get(id).equalsPhysically(stable.get(id))));
    Set<String> left = ConcurrentHashMap.newKeySet();
    left.addAll(wanted.keySet());
    DependencyOrder.of(wanted)
        .run(id -> isRestored(now.get(id), wanted.get(id)) && left.remove(id));
    return List.copyOf(left);
  }

  private boolean isRestored(StackResource existing, StackResource wanted) {
    boolean skipped = isSkipped(wanted);
    if (!skipped && operations.change(existing, wanted, new CompletableFuture<>()).isPresent()) {
      return true;
    }
    if (!skipped && !before.last().options().skipFailed()) {
      return false;
    }
    stack.report(wanted, "UPDATE_COMPLETE", SKIPPED);
    stack.record(new Change(existing, wanted, true));
    return true;
  }

  /**
   * Deletes all physical resources but those to keep, dependents first; returns the ids of those
   * that are left. Several attempts are a clean-up, in which a resource that can't be deleted keeps
   * no other.
   */
  private List<String> delete(
      List<StackResource> kept, int attempts, Predicate<StackResource> retained) {
    List<StackResource> left = new CopyOnWriteArrayList<>(stack.journal().obsolete(kept));
    Map<String, List<StackResource>> byId =
        left.stream().collect(groupingBy(StackResource::logicalId));
    Map<String, StackResource> last = new HashMap<>();
    left.forEach(resource -> last.put(resource.logicalId(), resource));
    DependencyOrder.of(last)
        .reversed()
        .run(
            id -> {
              for (StackResource resource : byId.get(id)) {
                if (retained.test(resource)) {
                  stack.report(resource, "DELETE_SKIPPED", "");
                  left.remove(resource);
                } else if (operations.delete(resource, attempts)) {
                  left.remove(resource);
                }
              }
              return attempts > 1 || left.stream().noneMatch(byId.get(id)::contains);
            });
    return left.stream().map(StackResource::logicalId).toList();
  }

  private boolean isSkipped(StackResource resource) {
    return before.last().options().skipped().contains(resource.logicalId());
  }

  private boolean isRetainedInUpdate(StackResource old) {
    return current.containsKey(old.logicalId()) ? old.retainedOnReplace() : old.retainedOnDelete();
  }

  private boolean isRetainedInRollback(StackResource added) {
    return stable.containsKey(added.logicalId())
        ? added.retainedOnReplace()
        : added.retainedOnCreate() && !before.last().options().deleteRetained();
  }

  private static String failure(String verb, List<String> ids) {
    return ids.isEmpty() ? "" : "The following resource(s) failed to %s: %s.".formatted(verb, ids);
  }

  /** Ends the operation with the stable contents as they were. */
  private void end(StackStatus status, String reason) {
    stack.end(status, reason, before.stable());
  }
}
