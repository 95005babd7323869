package io.github.chimeretention.localcloud.cloudformation;

import com.fasterxml.jackson.core.type.TypeReference;
import io.github.chimeretention.localcloud.cloudformation.EventLog.StackEvent;
import io.github.chimeretention.localcloud.state.JsonFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A stack with its events and change sets. Its state, its events, and what the operation in
 * progress did are written to a folder at once.
 */
final class Stack {
  private final Path folder;
  private final JsonFile<StackState> stateFile;
  private final JsonFile<StackEvent> eventsFile;
  private final JsonFile<Journal.Change> journalFile;
  private final List<StackEvent> events;
  private final Map<String, ChangeSet> changeSets = new ConcurrentHashMap<>();
  private StackState state;
  private boolean closed;

  Stack(Path folder, StackState state) {
    this.folder = folder;
    this.state = state;
    stateFile = stateFile(folder);
    eventsFile = new JsonFile<>(folder.resolve("events.jsonl"), new TypeReference<>() {});
    journalFile = new JsonFile<>(folder.resolve("journal.jsonl"), new TypeReference<>() {});
    events = new ArrayList<>(eventsFile.readAll());
  }

  /** The stack that a folder holds: none after a deletion that was interrupted. */
  static Optional<Stack> load(Path folder) {
    return stateFile(folder).read().map(state -> new Stack(folder, state));
  }

  synchronized StackState state() {
    return state;
  }

  synchronized List<StackEvent> events() {
    return List.copyOf(events);
  }

  /** The last event of each resource, also of those that are gone. */
  synchronized Map<String, StackEvent> resources() {
    Map<String, StackEvent> last = new LinkedHashMap<>();
    events.stream().filter(e -> !e.ofStack()).forEach(e -> last.put(e.logicalResourceId(), e));
    return last;
  }

  /** By their names; when an operation begins, they are gone. */
  Map<String, ChangeSet> changeSets() {
    return changeSets;
  }

  Optional<ChangeSet> changeSet(String nameOrId) {
    return changeSets.values().stream().filter(one -> one.isNamed(nameOrId)).findFirst();
  }

  /** Starts an operation, unless another one is in progress. */
  synchronized void begin(StackStatus status, Deployment target) {
    if (state.status().inProgress()) {
      throw state.refusal("be updated");
    }
    changeSets.clear();
    set(state.towards(status, target));
  }

  synchronized void set(StackState newState) {
    state = newState;
    notifyAll();
    if (closed) {
      return;
    }
    stateFile.write(state);
    if (!state.status().inProgress()) {
      journalFile.delete();
    }
    if (state.status() == StackStatus.DELETE_COMPLETE) {
      delete();
    }
  }

  /** From now on, nothing more is written: the operation in progress is to go on another time. */
  synchronized void close() {
    closed = true;
  }

  synchronized void add(StackEvent event) {
    events.add(event);
    if (!closed) {
      eventsFile.add(event);
    }
    if (event.ofStack()) {
      StackStatus status = StackStatus.valueOf(event.resourceStatus());
      // How an operation ended shows once its results do.
      if (status.inProgress()) {
        set(state.at(status, event.resourceStatusReason()));
      }
    }
  }

  /** What the operation in progress did before an interruption. */
  Journal journal() {
    return new Journal(journalFile.readAll(), this::note);
  }

  private synchronized void note(Journal.Change change) {
    if (!closed) {
      journalFile.add(change);
    }
  }

  synchronized void awaitEnd(Duration timeout) {
    long end = System.nanoTime() + timeout.toNanos();
    try {
      for (long left = timeout.toNanos();
          left > 0 && state.status().inProgress();
          left = end - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static JsonFile<StackState> stateFile(Path folder) {
    return new JsonFile<>(folder.resolve("stack.json"), new TypeReference<>() {});
  }

  private void delete() {
    eventsFile.delete();
    stateFile.delete();
    try {
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("The stack's folder can't be deleted: " + folder, e);
    }
  }
}
