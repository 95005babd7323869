package io.github.chimeretention.localcloud.cloudformation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A stack with its events and change sets. All that changes is written to its folder at once. */
final class Stack {
  private final StackFolder folder;
  private final List<StackEvent> events;
  private final Map<String, ChangeSet> changeSets = new LinkedHashMap<>();
  private StackState state;
  private boolean closed;

  Stack(StackFolder folder, StackState state) {
    this.folder = folder;
    this.state = state;
    events = new ArrayList<>(folder.events());
  }

  synchronized StackState state() {
    return state;
  }

  /** The events so far, oldest first. */
  synchronized List<StackEvent> events() {
    return List.copyOf(events);
  }

  /** The last event of each resource, also of those that are gone. */
  synchronized Map<String, StackEvent> resources() {
    Map<String, StackEvent> last = new LinkedHashMap<>();
    events.stream().filter(e -> !e.ofStack()).forEach(e -> last.put(e.logicalResourceId(), e));
    return last;
  }

  /** A change set by its name or id. */
  synchronized Optional<ChangeSet> changeSet(String nameOrId) {
    return changeSets.values().stream().filter(c -> c.isNamed(nameOrId)).findFirst();
  }

  synchronized List<ChangeSet> changeSets() {
    return List.copyOf(changeSets.values());
  }

  synchronized void add(ChangeSet changeSet) {
    changeSets.put(changeSet.name(), changeSet);
  }

  synchronized void remove(ChangeSet changeSet) {
    changeSets.remove(changeSet.name());
  }

  /** Starts an operation, unless another one is in progress. */
  synchronized void begin(StackStatus status, Deployment target) {
    if (state.status().inProgress()) {
      throw new StackException(
          "Stack:%s is in %s state and can not be updated."
              .formatted(state.stack().stackId(), state.status()));
    }
    changeSets.clear();
    set(state.towards(status, target));
  }

  synchronized void set(StackState newState) {
    state = newState;
    if (!closed) {
      folder.write(state);
    }
    notifyAll();
  }

  /** From now on, nothing more is written: the operation in progress is to go on another time. */
  synchronized void close() {
    closed = true;
  }

  synchronized void add(StackEvent event) {
    events.add(event);
    if (!closed) {
      folder.append(event);
    }
    if (event.ofStack()) {
      StackStatus status = StackStatus.valueOf(event.resourceStatus());
      // How an operation ended shows once its results do.
      if (status.inProgress()) {
        set(state.at(status, event.reason()));
      }
    }
  }

  /** What the operation in progress did before an interruption. */
  Journal journal() {
    return new Journal(folder.journal(), this::note);
  }

  private synchronized void note(Journal.Entry entry) {
    if (!closed) {
      folder.append(entry);
    }
  }

  /** Waits for the end of the operation in progress. */
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
}
