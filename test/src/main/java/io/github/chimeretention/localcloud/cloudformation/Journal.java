package io.github.chimeretention.localcloud.cloudformation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What an operation did so far to each resource: all that its rollback has to undo, and all that
 * need not be done again if the operation goes on after an interruption.
 */
final class Journal {
  private final Map<String, Change> changes = new ConcurrentHashMap<>();
  private final Set<String> deleted = ConcurrentHashMap.newKeySet();
  private final Consumer<Change> listener;

  /** {@code before} was noted before an interruption; {@code listener} is told what is added. */
  Journal(List<Change> before, Consumer<Change> listener) {
    this.listener = listener;
    before.forEach(this::note);
  }

  /**
   * What was done to a resource, in full or not: it had no state before if it was created, and has
   * none after if it was deleted.
   */
  record Change(StackResource before, StackResource after, boolean complete) {
    static Change deleted(StackResource resource) {
      return new Change(resource, null, true);
    }

    /** The resource after the change, if that was done in full. */
    Optional<StackResource> completed() {
      return complete ? Optional.ofNullable(after) : Optional.empty();
    }

    boolean replaced() {
      return !before.physicalId().equals(after.physicalId());
    }
  }

  void add(Change change) {
    listener.accept(change);
    note(change);
  }

  /** A resource that was created or updated in full. */
  Optional<StackResource> done(String logicalId) {
    return Optional.ofNullable(changes.get(logicalId)).flatMap(Change::completed);
  }

  boolean isDeleted(StackResource resource) {
    return deleted.contains(physical(resource));
  }

  /** What was created, be it in full or not. */
  Map<String, StackResource> created() {
    return changes.values().stream()
        .filter(change -> change.before() == null)
        .map(Change::after)
        .collect(Collectors.toMap(StackResource::logicalId, Function.identity()));
  }

  /** What was updated, be it in full or not. */
  Map<String, Change> updated() {
    Map<String, Change> updated = new HashMap<>(changes);
    updated.values().removeIf(change -> change.before() == null);
    return updated;
  }

  private void note(Change change) {
    if (change.after() == null) {
      deleted.add(physical(change.before()));
    } else {
      changes.put(change.after().logicalId(), change);
    }
  }

  private static String physical(StackResource resource) {
    return resource.logicalId() + " " + resource.physicalId();
  }
}
