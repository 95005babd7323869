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

  EventLog(final StackIdentity stack, final Clock clock, final Consumer<StackEvent> listener) {
    this.stack = stack;
    this.clock = clock;
    this.listener = listener;
  }

  void stack(final StackStatus status, final String reason) {
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

  void resource(final StackResource resource, final String status, final String reason) {
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

  private synchronized void add(final StackEvent event) {
    events.add(event);
    listener.accept(event);
  }
}
