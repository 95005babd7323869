package io.github.chimeretention.localcloud.cloudformation;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * What an operation did so far to each resource: all that its rollback has to undo, and all that
 * need not be done again if the operation goes on after an interruption.
 */
final class Journal {
  private final Map<String, Entry> changes = new ConcurrentHashMap<>();
  private final Set<String> deleted = ConcurrentHashMap.newKeySet();
  private final Consumer<Entry> listener;

  /**
   * @param before what was noted before an interruption
   * @param listener is told each entry that is added
   */
  Journal(List<Entry> before, Consumer<Entry> listener) {
    this.listener = listener;
    before.forEach(this::note);
  }

  /** What was done to a resource, be it in full or not. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "done")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Created.class, name = "created"),
    @JsonSubTypes.Type(value = Updated.class, name = "updated"),
    @JsonSubTypes.Type(value = Deleted.class, name = "deleted")
  })
  sealed interface Entry {
    /** The resource as it stands now, or stood last. */
    StackResource after();

    /** Whether all of it was done. */
    boolean complete();
  }

  record Created(StackResource after, boolean complete) implements Entry {}

  record Updated(StackResource before, StackResource after, boolean complete) implements Entry {
    boolean replaced() {
      return !before.physicalId().equals(after.physicalId());
    }
  }

  record Deleted(StackResource after) implements Entry {
    @Override
    public boolean complete() {
      return true;
    }
  }

  void add(Entry entry) {
    listener.accept(entry);
    note(entry);
  }

  /** A change that was made in full. */
  Optional<StackResource> done(String logicalId) {
    return Optional.ofNullable(changes.get(logicalId)).filter(Entry::complete).map(Entry::after);
  }

  boolean deleted(StackResource resource) {
    return deleted.contains(physical(resource));
  }

  Map<String, Created> created() {
    return only(Created.class);
  }

  Map<String, Updated> updated() {
    return only(Updated.class);
  }

  private void note(Entry entry) {
    if (entry instanceof Deleted) {
      deleted.add(physical(entry.after()));
    } else {
      changes.put(entry.after().logicalId(), entry);
    }
  }

  private static String physical(StackResource resource) {
    return resource.logicalId() + " " + resource.physicalId();
  }

  private <T extends Entry> Map<String, T> only(Class<T> type) {
    Map<String, T> found = new ConcurrentHashMap<>();
    changes.forEach(
        (id, entry) -> {
          if (type.isInstance(entry)) {
            found.put(id, type.cast(entry));
          }
        });
    return found;
  }
}
