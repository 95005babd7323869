package io.github.chimeretention.localcloud.cloudformation.engine;

import static java.util.stream.Collectors.groupingBy;

import io.github.chimeretention.localcloud.aws.AwsException;
import io.github.chimeretention.localcloud.cloudformation.engine.Journal.Change;
import io.github.chimeretention.localcloud.cloudformation.engine.StackState.Contents;
import io.github.chimeretention.localcloud.cloudformation.engine.StackState.Options;
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
 * One operation on one stack. If the journal is not empty, the operation continues after an
 * interruption or after another operation's failure.
 */
final class StackOperation {
  /** The number of attempts to delete a resource that is no longer needed after an update. */
  private static final int CLEANUP_ATTEMPTS = 3;

  private static final String SKIPPED = "Resource skipped during UpdateRollback";

  private final Stack stack;
  private final StackState before;
  private final Map<String, StackResource> stable;
  private final Options options;
  private final Template target;
  private final ResourceOperations operations;
  private final Runnable pause;
  private final Map<String, StackResource> current;
  private final List<String> failed = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Void> cancelled = new CompletableFuture<>();
  private List<Output> outputs = List.of();

  /**
   * @param target the template of a deployment; null for other operations
   * @param pause waits for the time between a failure and its rollback
   */
  StackOperation(Stack stack, Template target, ResourceProvider provider, Runnable pause) {
    this.stack = stack;
    this.target = target;
    this.pause = pause;
    before = stack.state();
    stable = before.stable().resources();
    options = before.last().options();
    operations = new ResourceOperations(stack, provider);
    current = new ConcurrentHashMap<>(stack.currentResources());
  }

  /** Starts or continues the operation of the stack's status. */
  void run() {
    switch (before.status()) {
      case ROLLBACK_IN_PROGRESS -> rollBack("ROLLBACK", before.last().reason());
      case UPDATE_ROLLBACK_IN_PROGRESS, UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS ->
          rollBack("UPDATE_ROLLBACK", before.last().reason());
      case DELETE_IN_PROGRESS -> delete();
      default -> deploy(before.status() == StackStatus.CREATE_IN_PROGRESS ? "CREATE" : "UPDATE");
    }
  }

  /** Creates and updates the resources in a template, then removes the others. */
  private void deploy(String phase) {
    progress(phase + "_IN_PROGRESS", "User Initiated");
    String failure = changeAll();
    if (failure.isEmpty()) {
      if (phase.equals("UPDATE")) {
        progress("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", "");
      }
      current.keySet().retainAll(target.resources().keySet());
      List<String> unusedLeft = delete(current, CLEANUP_ATTEMPTS, this::isRetainedInUpdate);
      end(phase + "_COMPLETE", "", new Contents(target.deployment(), current, outputs));
    } else if (options.keepFailed()) {
      List<String> unusedNotRestored = restore(true);
      end(phase + "_FAILED", failure, before.stable());
    } else {
      pause.run();
      rollBack(phase.equals("CREATE") ? "ROLLBACK" : "UPDATE_ROLLBACK", failure);
    }
  }

  /** Returns the reason for a failure, or an empty string. */
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

  /** After a failure, no change starts, and CloudFormation doesn't wait for those in progress. */
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
    if (!options.keepFailed()) {
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
    progress("DELETE_IN_PROGRESS", "User Initiated");
    List<String> left = delete(Map.of(), 1, one -> one.retainedOnDelete() || isSkipped(one));
    if (left.isEmpty()) {
      end("DELETE_COMPLETE", "", before.stable().with(Map.of()));
    } else {
      end("DELETE_FAILED", failure("delete", left), before.stable());
    }
  }

  /**
   * Updates the changed resources with their old properties. Then it deletes the resources that
   * were created, and those that an update and its rollback left under another physical id.
   */
  private void rollBack(String phase, String reason) {
    progress(phase + "_IN_PROGRESS", reason);
    String failure = failure("update", restore(false));
    Map<String, StackResource> restored = stack.currentResources();
    restored.keySet().retainAll(stable.keySet());
    if (failure.isEmpty() && phase.equals("ROLLBACK")) {
      failure = failure("delete", delete(restored, 1, this::isRetainedInRollback));
    } else if (failure.isEmpty()) {
      progress("UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS", "");
      List<String> unusedLeft = delete(restored, CLEANUP_ATTEMPTS, this::isRetainedInRollback);
    }
    if (failure.isEmpty()) {
      end(phase + "_COMPLETE", reason, before.stable().with(restored));
    } else {
      end(phase + "_FAILED", failure, before.stable());
    }
  }

  /**
   * Updates changed stable resources with their old properties, or only those whose change is
   * incomplete; returns those for which that failed.
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
    if (!skipped && !options.skipFailed()) {
      return false;
    }
    stack.report(wanted, "UPDATE_COMPLETE", SKIPPED);
    stack.record(new Change(existing, wanted, true));
    return true;
  }

  /**
   * Deletes all physical resources except those to keep, dependents first; returns the IDs of those
   * that are left. With several attempts, it is a clean-up, in which a resource that can't be
   * deleted doesn't prevent the deletion of others.
   */
  private List<String> delete(
      Map<String, StackResource> kept, int attempts, Predicate<StackResource> retained) {
    List<StackResource> left = new CopyOnWriteArrayList<>(stack.journal().obsolete(kept.values()));
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
    return options.skipped().contains(resource.logicalId());
  }

  private boolean isRetainedInUpdate(StackResource old) {
    return current.containsKey(old.logicalId()) ? old.retainedOnReplace() : old.retainedOnDelete();
  }

  private boolean isRetainedInRollback(StackResource added) {
    return stable.containsKey(added.logicalId())
        ? added.retainedOnReplace()
        : added.retainedOnCreate() && !options.deleteRetained();
  }

  private static String failure(String verb, List<String> ids) {
    return ids.isEmpty() ? "" : "The following resource(s) failed to %s: %s.".formatted(verb, ids);
  }

  private void progress(String status, String reason) {
    stack.progress(StackStatus.valueOf(status), reason);
  }

  private void end(String status, String reason, Contents contents) {
    stack.end(StackStatus.valueOf(status), reason, contents);
  }
}
