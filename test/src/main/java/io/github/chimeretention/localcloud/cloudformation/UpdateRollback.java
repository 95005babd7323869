package io.github.chimeretention.localcloud.cloudformation;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The way back from a failed update: what was updated gets an Update with its old properties. What
 * was created, and what the update and its rollback left behind under another physical id, is
 * deleted afterwards.
 */
final class UpdateRollback {
  private final Map<String, StackResource> before;
  private final Journal journal;
  private final ResourceOperations operations;
  private final Map<String, StackResource> restored;
  private final Map<String, StackResource> leftBehind = new ConcurrentHashMap<>();

  UpdateRollback(
      Map<String, StackResource> before, Journal journal, ResourceOperations operations) {
    this.before = before;
    this.journal = journal;
    this.operations = operations;
    restored = new ConcurrentHashMap<>(before);
  }

  /** Brings the old properties back; false if that fails for a resource. */
  boolean restore() {
    Map<String, Journal.Updated> updated = journal.updated();
    Map<String, StackResource> standing = new HashMap<>(before);
    standing.keySet().retainAll(updated.keySet());
    Map<String, Boolean> results = new ConcurrentHashMap<>();
    DependencyOrder.of(standing)
        .run(
            id -> {
              results.put(id, restore(updated.get(id)));
              return results.get(id);
            });
    return results.size() == standing.size() && !results.containsValue(false);
  }

  /** Deletes what the old template does not know. */
  void cleanUp() {
    Map<String, StackResource> obsolete = new HashMap<>(leftBehind);
    journal.created().forEach((id, created) -> obsolete.put(id, created.after()));
    new Deletion(operations, journal).run(obsolete, this::retained);
  }

  /** The stack's resources as they stand after the rollback. */
  Map<String, StackResource> resources() {
    return restored;
  }

  /** The stack's resources as they stand if the rollback ends before its clean-up. */
  Map<String, StackResource> unfinished() {
    Map<String, StackResource> all = new HashMap<>(restored);
    journal.created().forEach((id, created) -> all.put(id, created.after()));
    return all;
  }

  private boolean restore(Journal.Updated updated) {
    StackResource after = updated.after();
    try {
      StackResource back = operations.update(after, updated.before());
      restored.put(back.logicalId(), back);
      if (!back.physicalId().equals(after.physicalId())) {
        leftBehind.put(after.logicalId(), after);
      }
      return true;
    } catch (ResourceFailure e) {
      restored.put(after.logicalId(), after);
      return false;
    }
  }

  private boolean retained(StackResource resource) {
    return leftBehind.containsKey(resource.logicalId())
        ? resource.policies().retainedOnReplace()
        : resource.policies().retainedOnCreate();
  }
}
