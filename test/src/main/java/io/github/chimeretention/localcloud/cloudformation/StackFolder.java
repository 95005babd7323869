package io.github.chimeretention.localcloud.cloudformation;

import com.fasterxml.jackson.core.type.TypeReference;
import io.github.chimeretention.localcloud.state.JsonFile;
import io.github.chimeretention.localcloud.state.JsonLines;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is kept of a stack between runs: its state, its events, and what the operation in progress
 * did, which is written as it is done.
 */
final class StackFolder {
  private final JsonFile<StackState> state;
  private final JsonLines<StackEvent> events;
  private final JsonLines<Journal.Entry> journal;

  StackFolder(Path folder) {
    state = new JsonFile<>(folder.resolve("stack.json"), new TypeReference<>() {});
    events = new JsonLines<>(folder.resolve("events.jsonl"), new TypeReference<>() {});
    journal = new JsonLines<>(folder.resolve("journal.jsonl"), new TypeReference<>() {});
  }

  Optional<StackState> state() {
    return state.read();
  }

  void write(StackState newState) {
    if (newState.status() == StackStatus.DELETE_COMPLETE) {
      state.delete();
      events.delete();
    } else {
      state.write(newState);
    }
    if (!newState.status().inProgress()) {
      journal.delete();
    }
  }

  List<StackEvent> events() {
    return events.read();
  }

  void append(StackEvent event) {
    events.append(event);
  }

  List<Journal.Entry> journal() {
    return journal.read();
  }

  void append(Journal.Entry entry) {
    journal.append(entry);
  }
}
