package io.github.chimeretention.localcloud.cloudformation.engine;

import io.github.chimeretention.localcloud.cloudformation.template.StackIdentity;
import io.github.chimeretention.localcloud.cloudformation.template.StackResource;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.Consumer;

/** Reports the events of one operation on a stack to a listener. */
public final class EventLog {
  private final StackIdentity stack;
  private final Consumer<StackEvent> listener;
  private Instant last = Instant.EPOCH;

  EventLog(StackIdentity stack, Consumer<StackEvent> listener) {
    this.stack = stack;
    this.listener = listener;
  }

  /**
   * An event of a resource, or of the stack itself, named as in CloudFormation's API. The reason is
   * empty if there is none.
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
      String resourceStatusReason) {
    private static final String STACK_TYPE = "AWS::CloudFormation::Stack";

    boolean ofStack() {
      return physicalResourceId.equals(stackId);
    }
  }

  void stack(StackStatus status, String reason) {
    report(status.name(), StackEvent.STACK_TYPE, stack.stackName(), stack.stackId(), reason);
  }

  void resource(StackResource resource, String status, String reason) {
    report(status, resource.type(), resource.logicalId(), resource.physicalId(), reason);
  }

  private synchronized void report(
      String status, String type, String logicalId, String physicalId, String reason) {
    // Distinct milliseconds, so that sorting by time keeps the order.
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
