package io.github.chimeretention.localcloud.cloudformation.engine;

import static java.util.stream.Collectors.groupingBy;

import io.github.chimeretention.localcloud.cloudformation.engine.Journal.Change;
import io.github.chimeretention.localcloud.cloudformation.engine.StackState.Contents;
import io.github.chimeretention.localcloud.cloudformation.template.DependencyOrder;
import io.github.chimeretention.localcloud.cloudformation.template.Output;
import io.github.chimeretention.localcloud.cloudformation.template.StackException;
import io.github.chimeretention.localcloud.cloudformation.template.StackResource;
import io.github.chimeretention.localcloud.cloudformation.template.Template;
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
 * One operation on one stack: from the state before to the state after. With a journal that is not
 * empty, it continues where it was interrupted, or where another one failed.
 */
final class StackOperation {
  /** How often CloudFormation tries to delete a resource that an update no longer needs. */
  private static final int CLEANUP_ATTEMPTS = 3;

  private static final String SKIPPED = "Resource skipped during UpdateRollback";

  private final StackState before;
  private final Template target;
  private final Journal journal;
  private final EventLog events;
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
  StackOperation(
      StackState before,
      Template target,
      ResourceOperations operations,
      Journal journal,
      Runnable pause) {
    this.before = before;
    this.target = target;
    this.operations = operations;
    this.journal = journal;
    this.pause = pause;
    events = operations.events();
    current = new ConcurrentHashMap<>(journal.current());
  }

  /** Begins or continues the operation of the stack's status. */
  StackState run() {
    return switch (before.status()) {
      case ROLLBACK_IN_PROGRESS -> rollBackCreate(before.reason());
      case UPDATE_ROLLBACK_IN_PROGRESS, UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS ->
          rollBackUpdate(before.reason());
      case DELETE_IN_PROGRESS -> delete();
      default -> deploy(before.status() == StackStatus.CREATE_IN_PROGRESS);
    };
  }

  /** Creates and updates the resources that a template declares, then removes the others. */
  private StackState deploy(boolean create) {
    events.stack(
        create ? StackStatus.CREATE_IN_PROGRESS : StackStatus.UPDATE_IN_PROGRESS, "User Initiated");
    String failure = changeAll();
    if (!failure.isEmpty() && before.options().keepFailed()) {
      List<String> unusedNotRestored = restore(changed(true));
      return failed(create ? StackStatus.CREATE_FAILED : StackStatus.UPDATE_FAILED, failure);
    }
    if (!failure.isEmpty()) {
      pause.run();
      return create ? rollBackCreate(failure) : rollBackUpdate(failure);
    }
    if (!create) {
      events.stack(StackStatus.UPDATE_COMPLETE_CLEANUP_IN_PROGRESS, "");
    }
    current.keySet().retainAll(target.resources().keySet());
    List<StackResource> unusedLeft =
        delete(journal.obsolete(current.values()), CLEANUP_ATTEMPTS, this::isRetainedInUpdate);
    return complete(
        create ? StackStatus.CREATE_COMPLETE : StackStatus.UPDATE_COMPLETE,
        "",
        new Contents(target.deployment(), current, outputs));
  }

  /** Returns the reason for a failure; empty if there is none. */
  private String changeAll() {
    DependencyOrder.of(target.resources()).run(this::change);
    if (!failed.isEmpty()) {
      Set<String> stable = before.stable().resources().keySet();
      return (failure("create", failed.stream().filter(id -> !stable.contains(id)).toList())
              + failure("update", failed.stream().filter(stable::contains).toList()))
          .strip();
    }
    try {
      outputs = target.outputs(current);
      return "";
    } catch (StackException e) {
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
    if (!before.options().keepFailed()) {
      cancelled.complete(null);
    }
  }

  private Optional<StackResource> changed(String id) {
    boolean broken = journal.isBroken(id);
    if (broken && !before.stable().resources().containsKey(id) && !isDeleted(current.get(id), 1)) {
      return Optional.empty();
    }
    StackResource existing = journal.current().get(id);
    StackResource unresolved = target.resources().get(id);
    StackResource planned;
    try {
      planned = unresolved.withProperties(target.properties(id, current));
    } catch (StackException e) {
      events.resource(unresolved, ResourceOperations.verb(existing) + "_FAILED", e.getMessage());
      return Optional.empty();
    }
    if (existing != null && !broken && existing.properties().equals(planned.properties())) {
      return Optional.of(planned.provided(existing.physicalId(), existing.attributes()));
    }
    return change(existing, planned, cancelled).flatMap(Change::completed);
  }

  private Optional<Change> change(
      StackResource existing, StackResource wanted, CompletableFuture<Void> cancellation) {
    Optional<Change> change = operations.change(existing, wanted, cancellation);
    change.ifPresent(journal::add);
    return change;
  }

  private StackState delete() {
    events.stack(StackStatus.DELETE_IN_PROGRESS, "User Initiated");
    List<StackResource> left =
        delete(journal.obsolete(List.of()), 1, one -> one.retainedOnDelete() || isSkipped(one));
    return left.isEmpty()
        ? complete(StackStatus.DELETE_COMPLETE, "", before.stable().with(Map.of()))
        : failed(StackStatus.DELETE_FAILED, failure("delete", ids(left)).strip());
  }

  private StackState rollBackCreate(String reason) {
    events.stack(StackStatus.ROLLBACK_IN_PROGRESS, reason);
    List<StackResource> left = delete(journal.obsolete(List.of()), 1, this::isRetainedInRollback);
    return left.isEmpty()
        ? complete(StackStatus.ROLLBACK_COMPLETE, reason, before.stable())
        : failed(StackStatus.ROLLBACK_FAILED, failure("delete", ids(left)).strip());
  }

  /**
   * Updates the changed resources with their old properties. Then it deletes the resources that
   * were created, and those that the update and its rollback left under another physical id.
   */
  private StackState rollBackUpdate(String reason) {
    events.stack(StackStatus.UPDATE_ROLLBACK_IN_PROGRESS, reason);
    List<String> notRestored = restore(changed(false));
    if (!notRestored.isEmpty()) {
      return failed(StackStatus.UPDATE_ROLLBACK_FAILED, failure("update", notRestored).strip());
    }
    events.stack(StackStatus.UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS, "");
    Map<String, StackResource> restored = journal.current();
    restored.keySet().retainAll(before.stable().resources().keySet());
    List<StackResource> unusedLeft =
        delete(journal.obsolete(restored.values()), CLEANUP_ATTEMPTS, this::isRetainedInRollback);
    return complete(StackStatus.UPDATE_ROLLBACK_COMPLETE, reason, before.stable().with(restored));
  }

  /** The stable resources that are not as they were, or only those whose change is not complete. */
  private Map<String, StackResource> changed(boolean onlyBroken) {
    Map<String, StackResource> changed = new HashMap<>(before.stable().resources());
    Map<String, StackResource> now = journal.current();
    changed
        .values()
        .removeIf(
            old ->
                !journal.isBroken(old.logicalId())
                    && (onlyBroken || isSame(old, now.get(old.logicalId()))));
    return changed;
  }

  private static boolean isSame(StackResource one, StackResource other) {
    return one.key().equals(other.key()) && one.properties().equals(other.properties());
  }

  /** Updates resources with their old properties; returns those for which that failed. */
  private List<String> restore(Map<String, StackResource> wanted) {
    Set<String> left = ConcurrentHashMap.newKeySet();
    left.addAll(wanted.keySet());
    Map<String, StackResource> now = journal.current();
    DependencyOrder.of(wanted)
        .run(id -> isRestored(now.get(id), wanted.get(id)) && left.remove(id));
    return List.copyOf(left);
  }

  private boolean isRestored(StackResource existing, StackResource wanted) {
    boolean restored =
        !isSkipped(wanted)
            && change(existing, wanted, new CompletableFuture<>())
                .flatMap(Change::completed)
                .isPresent();
    boolean skipped = !restored && (isSkipped(wanted) || before.options().skipFailed());
    if (skipped) {
      events.resource(wanted, "UPDATE_COMPLETE", SKIPPED);
      journal.add(new Change(existing, wanted, true));
    }
    return restored || skipped;
  }

  /**
   * Deletes resources, those that depend on others first; returns those that are left. Several
   * attempts are a clean-up, in which a resource that can't be deleted keeps no other.
   */
  private List<StackResource> delete(
      List<StackResource> obsolete, int attempts, Predicate<StackResource> retained) {
    Map<String, List<StackResource>> byId =
        obsolete.stream().collect(groupingBy(StackResource::logicalId));
    Map<String, StackResource> last = new HashMap<>();
    obsolete.forEach(resource -> last.put(resource.logicalId(), resource));
    List<StackResource> left = new CopyOnWriteArrayList<>(obsolete);
    DependencyOrder.of(last)
        .reversed()
        .run(
            id -> {
              for (StackResource resource : byId.get(id)) {
                if (retained.test(resource)) {
                  events.resource(resource, "DELETE_SKIPPED", "");
                  left.remove(resource);
                } else if (isDeleted(resource, attempts)) {
                  left.remove(resource);
                }
              }
              return attempts > 1 || left.stream().noneMatch(byId.get(id)::contains);
            });
    return left;
  }

  private boolean isDeleted(StackResource resource, int attempts) {
    boolean deleted = operations.delete(resource, attempts);
    if (deleted) {
      journal.add(Change.deleted(resource));
    }
    return deleted;
  }

  private boolean isSkipped(StackResource resource) {
    return before.options().skipped().contains(resource.logicalId());
  }

  private boolean isRetainedInUpdate(StackResource old) {
    return current.containsKey(old.logicalId()) ? old.retainedOnReplace() : old.retainedOnDelete();
  }

  private boolean isRetainedInRollback(StackResource added) {
    return before.stable().resources().containsKey(added.logicalId())
        ? added.retainedOnReplace()
        : added.retainedOnCreate() && !before.options().deleteRetained();
  }

  private static String failure(String verb, List<String> ids) {
    return ids.isEmpty() ? "" : "The following resource(s) failed to %s: %s. ".formatted(verb, ids);
  }

  private static List<String> ids(List<StackResource> resources) {
    return resources.stream().map(StackResource::logicalId).toList();
  }

  private StackState complete(StackStatus status, String reason, Contents contents) {
    events.stack(status, "");
    return before.complete(status, reason, contents);
  }

  private StackState failed(StackStatus status, String reason) {
    events.stack(status, reason);
    return before.at(status, reason);
  }
}
