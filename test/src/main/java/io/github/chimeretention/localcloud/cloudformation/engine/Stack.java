package io.github.chimeretention.localcloud.cloudformation.engine;

import com.fasterxml.jackson.core.type.TypeReference;
import io.github.chimeretention.localcloud.cloudformation.engine.EventLog.StackEvent;
import io.github.chimeretention.localcloud.cloudformation.template.Deployment;
import io.github.chimeretention.localcloud.cloudformation.template.StackResource;
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
import java.util.concurrent.TimeUnit;

/**
 * A stack with its events. Its state, its events and its journal are written to a folder at once.
 */
public final class Stack {
  private final Path folder;
  private final JsonFile<StackState> stateFile;
  private final JsonFile<StackEvent> eventsFile;
  private final JsonFile<Journal.Change> journalFile;
  private final List<StackEvent> events;
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

  public synchronized StackState state() {
    return state;
  }

  public synchronized List<StackEvent> events() {
    return List.copyOf(events);
  }

  /** The last event of each resource, also of those that are gone. */
  public synchronized Map<String, StackEvent> resources() {
    Map<String, StackEvent> last = new LinkedHashMap<>();
    events.stream().filter(e -> !e.ofStack()).forEach(e -> last.put(e.logicalResourceId(), e));
    return last;
  }

  /** The resources as they are now, also those of an operation that is not complete. */
  public Map<String, StackResource> currentResources() {
    return journal().current();
  }

  /** Starts an operation, unless another one is in progress. */
  synchronized void begin(StackStatus status, Deployment target, Options options) {
    if (state.status().inProgress()) {
      throw state.notPermitted("be updated");
    }
    set(state.towards(status, target, options));
  }

  public synchronized void protect(boolean enabled) {
    set(state.protect(enabled));
  }

  synchronized void set(StackState newState) {
    state = newState;
    notifyAll();
    if (closed) {
      return;
    }
    stateFile.write(state);
    if (state.status().name().endsWith("_COMPLETE")) {
      journalFile.delete();
    }
    if (state.status() == StackStatus.DELETE_COMPLETE) {
      delete();
    }
  }

  /** Writes nothing more, so that the operation in progress continues another time. */
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
      // The final status is set together with the results.
      if (status.inProgress()) {
        set(state.at(status, event.resourceStatusReason()));
      }
    }
  }

  synchronized Journal journal() {
    return new Journal(state.stable().resources(), journalFile.readAll(), this::record);
  }

  private synchronized void record(Journal.Change change) {
    if (!closed) {
      journalFile.add(change);
    }
  }

  public synchronized void awaitEnd(Duration timeout) {
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
