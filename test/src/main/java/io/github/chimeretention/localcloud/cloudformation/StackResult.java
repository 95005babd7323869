package io.github.chimeretention.localcloud.cloudformation;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How an operation on a stack ended.
 *
 * @param events none if there was nothing to do
 * @param failure why it failed, in the words of the resource that failed first
 */
public record StackResult(
    String stackName,
    StackStatus status,
    List<StackEvent> events,
    Map<String, String> outputs,
    Optional<String> failure) {
  public StackResult {
    events = List.copyOf(events);
  }

  public boolean succeeded() {
    return failure.isEmpty();
  }
}
