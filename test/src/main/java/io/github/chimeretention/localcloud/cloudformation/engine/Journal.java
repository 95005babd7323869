package io.github.chimeretention.localcloud.cloudformation.engine;

import io.github.chimeretention.localcloud.cloudformation.template.StackResource;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The changes to a stack's stable resources by incomplete operations. A rollback undoes them, and
 * an operation doesn't repeat them after an interruption.
 */
record Journal(Map<String, StackResource> stable, List<Change> changes) {
  Journal {
    changes = List.copyOf(changes);
  }

  /**
   * A change, complete or not; {@code before} is null for a new resource, {@code after} for a
   * deleted one.
   */
  record Change(StackResource before, StackResource after, boolean complete) {
    private StackResource last() {
      return after == null ? before : after;
    }
  }

  /** The current resources, including those whose last change is incomplete. */
  Map<String, StackResource> current() {
    Map<String, StackResource> current = new HashMap<>();
    existing().values().forEach(resource -> current.put(resource.logicalId(), resource));
    return current;
  }

  /** Whether the last change of a resource is incomplete. */
  boolean isBroken(String logicalId) {
    boolean broken = false;
    for (Change change : changes) {
      broken = change.last().logicalId().equals(logicalId) ? !change.complete() : broken;
    }
    return broken;
  }

  /** All existing physical resources except those to keep. */
  List<StackResource> obsolete(Collection<StackResource> kept) {
    Map<String, StackResource> obsolete = existing();
    kept.forEach(resource -> obsolete.remove(resource.key()));
    return List.copyOf(obsolete.values());
  }

  /** All physical resources by their keys, in the order of their last changes. */
  private Map<String, StackResource> existing() {
    Map<String, StackResource> existing = new LinkedHashMap<>();
    stable.values().forEach(resource -> existing.put(resource.key(), resource));
    for (Change change : changes) {
      existing.remove(change.last().key());
      if (change.after() != null) {
        existing.put(change.after().key(), change.after());
      }
    }
    return existing;
  }
}
