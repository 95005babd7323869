package io.github.chimeretention.localcloud.cloudformation;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What an operation did so far to each resource: all that its rollback has to undo. */
final class Journal {
  /** What was done to a resource, be it in full or not. */
  sealed interface Entry {
    /** The resource as it stands now. */
    StackResource after();
  }

  record Created(StackResource after) implements Entry {}

  record Updated(StackResource before, StackResource after) implements Entry {
    boolean replaced() {
      return !before.physicalId().equals(after.physicalId());
    }
  }

  private final Map<String, Entry> entries = new ConcurrentHashMap<>();

  void add(Entry entry) {
    entries.put(entry.after().logicalId(), entry);
  }

  Map<String, Created> created() {
    return only(Created.class);
  }

  Map<String, Updated> updated() {
    return only(Updated.class);
  }

  private <T extends Entry> Map<String, T> only(Class<T> type) {
    Map<String, T> found = new ConcurrentHashMap<>();
    entries.forEach(
        (id, entry) -> {
          if (type.isInstance(entry)) {
            found.put(id, type.cast(entry));
          }
        });
    return found;
  }
}
