package io.github.chimeretention.localcloud.cloudformation;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A stack as it stands; while an operation is in progress, as it stood before. Only then is the
 * target not null; deployed is what the last operation that succeeded brought.
 */
record StackState(
    StackIdentity stack,
    StackStatus status,
    String reason,
    String created,
    boolean protection,
    Deployment deployed,
    Deployment target,
    Map<String, StackResource> resources,
    List<Output> outputs) {
  StackState {
    resources = Map.copyOf(resources);
    outputs = List.copyOf(outputs);
  }

  /** An output, named as in CloudFormation's API; the export's name is null if there is none. */
  record Output(String outputKey, String outputValue, String exportName) {}

  static StackState empty(StackIdentity stack, String created) {
    StackStatus status = StackStatus.REVIEW_IN_PROGRESS;
    return new StackState(
        stack, status, "", created, false, Deployment.NONE, null, Map.of(), List.of());
  }

  /** The stack at the start of an operation. */
  StackState towards(StackStatus newStatus, Deployment newTarget) {
    return new StackState(
        stack, newStatus, "", created, protection, deployed, newTarget, resources, outputs);
  }

  /** The stack at another point of its operation. */
  StackState at(StackStatus newStatus, String newReason) {
    return new StackState(
        stack, newStatus, newReason, created, protection, deployed, target, resources, outputs);
  }

  /** The stack after an operation that did not bring it to its target. */
  StackState ended(StackStatus newStatus, String newReason, Map<String, StackResource> left) {
    // Of a creation that failed, the template can still be read.
    Deployment last = deployed.template().isEmpty() && target != null ? target : deployed;
    List<Output> kept = left.isEmpty() ? List.of() : outputs;
    return new StackState(stack, newStatus, newReason, created, protection, last, null, left, kept);
  }

  /** The stack after an operation that brought it to a deployment. */
  StackState complete(
      StackStatus newStatus,
      Deployment done,
      Map<String, StackResource> newResources,
      List<Output> newOutputs) {
    return new StackState(
        stack, newStatus, "", created, protection, done, null, newResources, newOutputs);
  }

  /** Why an operation can't begin now. */
  StackException refusal(String operation) {
    return new StackException(
        "Stack:%s is in %s state and can not %s.".formatted(stack.stackId(), status, operation));
  }

  StackState protect(boolean enabled) {
    return new StackState(
        stack, status, reason, created, enabled, deployed, target, resources, outputs);
  }

  Optional<String> export(String name) {
    return outputs.stream()
        .filter(output -> name.equals(output.exportName()))
        .map(Output::outputValue)
        .findFirst();
  }
}
