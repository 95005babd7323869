package io.github.chimeretention.localcloud.cloudformation;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A stack, as it stands; while an operation is in progress, as it stood before.
 *
 * @param reason why it has its status; empty if there is nothing to say
 * @param created when, in ISO 8601
 * @param deployed by the last operation that succeeded
 * @param target of the operation in progress; null if there is none
 */
record StackState(
    StackIdentity stack,
    StackStatus status,
    String reason,
    String created,
    boolean terminationProtection,
    Deployment deployed,
    Deployment target,
    Map<String, StackResource> resources,
    Map<String, Output> outputs) {
  StackState {
    resources = Map.copyOf(resources);
    outputs = new TreeMap<>(outputs);
  }

  /** A stack that has nothing yet. */
  static StackState empty(StackIdentity stack, String created) {
    return new StackState(
        stack,
        StackStatus.REVIEW_IN_PROGRESS,
        "",
        created,
        false,
        Deployment.NONE,
        null,
        Map.of(),
        Map.of());
  }

  /** The stack at the start of an operation. */
  StackState towards(StackStatus newStatus, Deployment newTarget) {
    return with(newStatus, "", deployed, newTarget, resources, outputs);
  }

  /** The stack at another point of its operation. */
  StackState at(StackStatus newStatus, String newReason) {
    return with(newStatus, newReason, deployed, target, resources, outputs);
  }

  /** The stack after an operation that did not bring it to its target. */
  StackState ended(StackStatus newStatus, String newReason, Map<String, StackResource> left) {
    // Of a creation that failed, the template can still be read.
    Deployment last = deployed.template().isEmpty() && target != null ? target : deployed;
    return with(newStatus, newReason, last, null, left, left.isEmpty() ? Map.of() : outputs);
  }

  /** The stack after an operation that brought it to a deployment. */
  StackState complete(
      StackStatus newStatus,
      Deployment done,
      Map<String, StackResource> newResources,
      Map<String, Output> newOutputs) {
    return with(newStatus, "", done, null, newResources, newOutputs);
  }

  StackState protect(boolean enabled) {
    return new StackState(
        stack, status, reason, created, enabled, deployed, target, resources, outputs);
  }

  Optional<String> export(String name) {
    return outputs.values().stream()
        .filter(output -> name.equals(output.exportName()))
        .map(Output::value)
        .findFirst();
  }

  private StackState with(
      StackStatus newStatus,
      String newReason,
      Deployment last,
      Deployment next,
      Map<String, StackResource> newResources,
      Map<String, Output> newOutputs) {
    return new StackState(
        stack,
        newStatus,
        newReason,
        created,
        terminationProtection,
        last,
        next,
        newResources,
        newOutputs);
  }
}
