package io.github.chimeretention.localcloud.cloudformation.engine;

import com.fasterxml.jackson.core.type.TypeReference;
import io.github.chimeretention.localcloud.cloudformation.engine.Journal.Change;
import io.github.chimeretention.localcloud.cloudformation.engine.StackState.Contents;
import io.github.chimeretention.localcloud.cloudformation.template.StackResource;
import io.github.chimeretention.localcloud.state.JsonFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** A stack with its events. Its state, events and journal are written to a folder immediately. */
public final class Stack {
  private static final String TYPE = "AWS::CloudFormation::Stack";

  private final Path folder;
  private final JsonFile<StackState> stateFile;
  private final JsonFile<StackEvent> eventsFile;
  private final JsonFile<Change> journalFile;
  private final List<StackEvent> events;
  private final List<Change> changes;
  private StackState state;
  private Instant lastEvent = Instant.EPOCH;
  private boolean closed;

  Stack(Path folder, StackState state) {
    this.folder = folder;
    this.state = state;
    stateFile = stateFile(folder);
    eventsFile = new JsonFile<>(folder.resolve("events.jsonl"), new TypeReference<>() {});
    journalFile = new JsonFile<>(folder.resolve("journal.jsonl"), new TypeReference<>() {});
    events = new ArrayList<>(eventsFile.readAll());
    changes = new ArrayList<>(journalFile.readAll());
  }

  /**
   * An event of a resource or of the stack, named as in CloudFormation's API. The reason may be
   * empty.
   */
  public record StackEvent(
      String stackId,
      String stackName,
      String eventId,
      String timestamp,
      String resourceType,
      String logicalResourceId,
      String physicalResourceId,
      String resourceStatus,
      String resourceStatusReason) {}

  /** The stack in a folder; none after an interrupted deletion. */
  static Optional<Stack> load(Path folder) {
    return stateFile(folder).read().map(state -> new Stack(folder, state));
  }

  public synchronized StackState state() {
    return state;
  }

  public synchronized List<StackEvent> events() {
    return List.copyOf(events);
  }

  /** The last event of each resource, including deleted ones. */
  public synchronized Map<String, StackEvent> resources() {
    Map<String, StackEvent> last = new LinkedHashMap<>();
    events.stream()
        .filter(event -> !event.physicalResourceId().equals(event.stackId()))
        .forEach(event -> last.put(event.logicalResourceId(), event));
    return last;
  }

  /** The current resources, including those of an incomplete operation. */
  public Map<String, StackResource> currentResources() {
    return journal().current();
  }

  synchronized Journal journal() {
    return new Journal(state.stable().resources(), changes);
  }

  public synchronized void protect(boolean enabled) {
    set(state.protect(enabled));
  }

  /** Reports the start or the progress of the stack's operation. */
  synchronized void progress(StackStatus status, String reason) {
    report(status, reason);
    set(state.at(status, reason, state.stable()));
  }

  /** Reports the end of the stack's operation. */
  synchronized void end(StackStatus status, String reason, Contents contents) {
    report(status, status.complete() ? "" : reason);
    set(state.at(status, reason, contents));
  }

  private void report(StackStatus status, String reason) {
    report(TYPE, state.stack().stackName(), state.stack().stackId(), status.name(), reason);
  }

  void report(StackResource resource, String status, String reason) {
    report(resource.type(), resource.logicalId(), resource.physicalId(), status, reason);
  }

  private synchronized void report(
      String type, String logicalId, String physicalId, String status, String reason) {
    // Distinct milliseconds, so that sorting by time keeps the order.
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    lastEvent = now.isAfter(lastEvent) ? now : lastEvent.plusMillis(1);
    StackEvent event =
        new StackEvent(
            state.stack().stackId(),
            state.stack().stackName(),
            UUID.randomUUID().toString(),
            lastEvent.toString(),
            type,
            logicalId,
            physicalId,
            status,
            reason);
    events.add(event);
    if (!closed) {
      eventsFile.add(event);
    }
  }

  synchronized void record(Change change) {
    changes.add(change);
    if (!closed) {
      journalFile.add(change);
    }
  }

  synchronized void set(StackState newState) {
    state = newState;
    notifyAll();
    if (state.status().complete()) {
      changes.clear();
    }
    if (closed) {
      return;
    }
    stateFile.write(state);
    if (state.status().complete()) {
      journalFile.delete();
    }
    if (state.status() == StackStatus.DELETE_COMPLETE) {
      delete();
    }
  }

  /** Stops writing, so that the operation in progress continues in a later run. */
  synchronized void close() {
    closed = true;
  }

  /** Waits for the end of the operation in progress. */
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
