package io.github.chimeretention.localcloud.cloudformation;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The events of one operation on a stack, told to a listener as they happen. */
final class EventLog {
  private final List<StackEvent> events = new ArrayList<>();
  private final StackIdentity stack;
  private final Clock clock;
  private final Consumer<StackEvent> listener;

  EventLog(StackIdentity stack, Clock clock, Consumer<StackEvent> listener) {
    this.stack = stack;
    this.clock = clock;
    this.listener = listener;
  }

  void stack(StackStatus status, String reason) {
    add(
        new StackEvent(
            clock.instant(),
            stack.stackName(),
            status.name(),
            StackEvent.STACK_TYPE,
            stack.stackName(),
            stack.stackId(),
            reason));
  }

  void resource(StackResource resource, String status, String reason) {
    add(
        new StackEvent(
            clock.instant(),
            stack.stackName(),
            status,
            resource.type(),
            resource.logicalId(),
            resource.physicalId(),
            reason));
  }

  synchronized List<StackEvent> events() {
    return List.copyOf(events);
  }

  private synchronized void add(StackEvent event) {
    events.add(event);
    listener.accept(event);
  }
}
