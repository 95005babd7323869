package io.github.chimeretention.localcloud.cloudformation;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.Consumer;

/** Tells a listener what happens in one operation on a stack. */
final class EventLog {
  private final StackIdentity stack;
  private final Consumer<StackEvent> listener;
  private Instant last = Instant.EPOCH;

  EventLog(StackIdentity stack, Consumer<StackEvent> listener) {
    this.stack = stack;
    this.listener = listener;
  }

  /**
   * What happened to a resource, or to the stack itself; named as in CloudFormation's API. A reason
   * is empty if there is none.
   */
  record StackEvent(
      String stackId,
      String stackName,
      String eventId,
      String timestamp,
      String resourceType,
      String logicalResourceId,
      String physicalResourceId,
      String resourceStatus,
      String resourceStatusReason) {
    private static final String STACK_TYPE = "AWS::CloudFormation::Stack";

    boolean ofStack() {
      return resourceType.equals(STACK_TYPE);
    }
  }

  void stack(StackStatus status, String reason) {
    tell(status.name(), StackEvent.STACK_TYPE, stack.stackName(), stack.stackId(), reason);
  }

  void resource(StackResource resource, String status, String reason) {
    tell(status, resource.type(), resource.logicalId(), resource.physicalId(), reason);
  }

  private synchronized void tell(
      String status, String type, String logicalId, String physicalId, String reason) {
    // Whoever sorts events by their time, to the millisecond, finds them in their order.
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    last = now.isAfter(last) ? now : last.plusMillis(1);
    listener.accept(
        new StackEvent(
            stack.stackId(),
            stack.stackName(),
            UUID.randomUUID().toString(),
            last.toString(),
            type,
            logicalId,
            physicalId,
            status,
            reason));
  }
}
