package io.github.chimeretention.localcloud.cloudformation;

import io.github.chimeretention.localcloud.cloudformation.Journal.Change;
import io.github.chimeretention.localcloud.cloudformation.StackState.Output;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One operation on one stack: from the state before to the state after. With a journal that is not
 * empty, the operation goes on where it was interrupted.
 */
final class StackOperation {
  private final StackState before;
  private final Journal journal;
  private final EventLog events;
  private final ResourceOperations operations;
  private final Map<String, StackResource> current;
  private final List<String> failed = new CopyOnWriteArrayList<>();
  private List<Output> outputs = List.of();

  StackOperation(StackState before, ResourceProvider provider, EventLog events, Journal journal) {
    this.before = before;
    this.journal = journal;
    this.events = events;
    operations = new ResourceOperations(before.stack(), provider, events);
    current = new ConcurrentHashMap<>(before.resources());
  }

  /** Begins or goes on with the operation of the stack's status; only a deletion has no target. */
  StackState run(Template target) {
    return switch (before.status()) {
      case CREATE_IN_PROGRESS -> deploy(target, StackStatus.CREATE_COMPLETE, this::rollBackCreate);
      case ROLLBACK_IN_PROGRESS -> rollBackCreate("");
      case UPDATE_ROLLBACK_IN_PROGRESS, UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS ->
          before.deployed().equals(before.target())
              ? deploy(
                  target,
                  StackStatus.UPDATE_ROLLBACK_COMPLETE,
                  reason -> ended(StackStatus.UPDATE_ROLLBACK_FAILED, reason, current))
              : rollBackUpdate("");
      case DELETE_IN_PROGRESS -> delete();
      default -> deploy(target, StackStatus.UPDATE_COMPLETE, this::rollBackUpdate);
    };
  }

  /** Creates and updates what a template declares, then removes what it does not. */
  private StackState deploy(
      Template target, StackStatus complete, Function<String, StackState> otherwise) {
    events.stack(complete.before(), "User Initiated");
    String failure = change(target, complete);
    if (!failure.isEmpty()) {
      return otherwise.apply(failure);
    }
    if (complete != StackStatus.CREATE_COMPLETE) {
      events.stack(complete.cleaningUp(), "");
      cleanUp(target);
    }
    current.keySet().retainAll(target.resources().keySet());
    events.stack(complete, "");
    return before.complete(complete, target.deployment(), current, outputs);
  }

  /** The way forward. Gives the reason why it failed; empty if it did not. */
  private String change(Template target, StackStatus complete) {
    DependencyOrder.of(target.resources()).run(id -> change(target, id));
    if (!failed.isEmpty()) {
      String verb = complete == StackStatus.CREATE_COMPLETE ? "create" : "update";
      return "The following resource(s) failed to " + verb + ": " + failed + ".";
    }
    try {
      outputs = target.outputs(current);
      return "";
    } catch (StackException e) {
      return e.getMessage();
    }
  }

  /** After a failure nothing more is begun, but what is in progress ends. */
  private boolean change(Template target, String id) {
    if (!failed.isEmpty()) {
      return false;
    }
    Optional<StackResource> changed = journal.done(id).or(() -> changed(target, id));
    changed.ifPresentOrElse(resource -> current.put(id, resource), () -> failed.add(id));
    return changed.isPresent();
  }

  private Optional<StackResource> changed(Template target, String id) {
    StackResource standing = before.resources().get(id);
    StackResource unresolved = target.resources().get(id);
    StackResource planned;
    try {
      planned = unresolved.withProperties(target.properties(id, current));
    } catch (StackException e) {
      events.resource(unresolved, ResourceOperations.verb(standing) + "_FAILED", e.getMessage());
      return Optional.empty();
    }
    if (standing != null && standing.properties().equals(planned.properties())) {
      return Optional.of(planned.provided(standing.physicalId(), standing.attributes()));
    }
    Optional<Change> change = operations.change(standing, planned);
    change.ifPresent(journal::add);
    return change.flatMap(Change::completed);
  }

  /** CloudFormation gives up on what it can't clean up: the update is complete all the same. */
  private void cleanUp(Template target) {
    Map<String, StackResource> replaced = new HashMap<>();
    journal.updated().values().stream()
        .filter(Change::replaced)
        .forEach(change -> replaced.put(change.after().logicalId(), change.before()));
    Map<String, StackResource> obsolete = new HashMap<>(before.resources());
    obsolete.keySet().removeAll(target.resources().keySet());
    delete(obsolete, replaced, StackResource::retainedOnDelete);
  }

  private StackState delete() {
    events.stack(StackStatus.DELETE_IN_PROGRESS, "User Initiated");
    Map<String, StackResource> left =
        delete(before.resources(), Map.of(), StackResource::retainedOnDelete);
    return left.isEmpty()
        ? ended(StackStatus.DELETE_COMPLETE, "", left)
        : ended(
            StackStatus.DELETE_FAILED,
            "The following resource(s) failed to delete: " + left.keySet() + ".",
            left);
  }

  private StackState rollBackCreate(String reason) {
    events.stack(StackStatus.ROLLBACK_IN_PROGRESS, reason);
    Map<String, StackResource> left =
        delete(journal.created(), Map.of(), StackResource::retainedOnCreate);
    return ended(
        left.isEmpty() ? StackStatus.ROLLBACK_COMPLETE : StackStatus.ROLLBACK_FAILED, reason, left);
  }

  /**
   * The way back: what was updated gets an Update with its old properties. What was created, and
   * what the update and its rollback left behind under another physical id, is deleted afterwards.
   */
  private StackState rollBackUpdate(String reason) {
    events.stack(StackStatus.UPDATE_ROLLBACK_IN_PROGRESS, reason);
    Map<String, StackResource> standing = new ConcurrentHashMap<>(before.resources());
    Map<String, Change> updated = journal.updated();
    updated.forEach((id, change) -> standing.put(id, change.after()));
    Map<String, StackResource> leftBehind = new ConcurrentHashMap<>();
    Set<String> restored = ConcurrentHashMap.newKeySet();
    Map<String, StackResource> wanted = new HashMap<>(before.resources());
    wanted.keySet().retainAll(updated.keySet());
    DependencyOrder.of(wanted)
        .run(
            id -> {
              Optional<Change> back = operations.change(standing.get(id), wanted.get(id));
              if (back.flatMap(Change::completed).isEmpty()) {
                return false;
              }
              standing.put(id, back.get().after());
              if (back.get().replaced()) {
                leftBehind.put(id, back.get().before());
              }
              return restored.add(id);
            });
    if (restored.size() < wanted.size()) {
      standing.putAll(journal.created());
      return ended(StackStatus.UPDATE_ROLLBACK_FAILED, reason, standing);
    }
    events.stack(StackStatus.UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS, "");
    delete(journal.created(), leftBehind, StackResource::retainedOnCreate);
    return ended(StackStatus.UPDATE_ROLLBACK_COMPLETE, reason, standing);
  }

  /**
   * Deletes resources, those that depend on others first, and those replaced that are not retained;
   * gives what is left.
   */
  private Map<String, StackResource> delete(
      Map<String, StackResource> obsolete,
      Map<String, StackResource> replaced,
      Predicate<StackResource> retained) {
    Map<String, StackResource> left = new ConcurrentHashMap<>(obsolete);
    left.putAll(replaced);
    DependencyOrder.of(left)
        .reversed()
        .run(
            id -> {
              StackResource resource = left.get(id);
              boolean retain =
                  replaced.containsKey(id) ? resource.retainedOnReplace() : retained.test(resource);
              return isDeleted(resource, retain) && left.remove(id, resource);
            });
    return left;
  }

  private boolean isDeleted(StackResource resource, boolean retain) {
    if (journal.isDeleted(resource)) {
      return true;
    }
    if (retain) {
      events.resource(resource, "DELETE_SKIPPED", "");
      return true;
    }
    boolean deleted = operations.delete(resource);
    if (deleted) {
      journal.add(Change.deleted(resource));
    }
    return deleted;
  }

  private StackState ended(
      StackStatus status, String reason, Map<String, StackResource> resources) {
    events.stack(status, status == StackStatus.DELETE_FAILED ? reason : "");
    return before.ended(status, reason, resources);
  }
}
