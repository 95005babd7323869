package io.github.chimeretention.localcloud.cloudformation.engine;

import io.github.chimeretention.localcloud.cloudformation.template.Deployment;
import io.github.chimeretention.localcloud.cloudformation.template.Output;
import io.github.chimeretention.localcloud.cloudformation.template.StackException;
import io.github.chimeretention.localcloud.cloudformation.template.StackIdentity;
import io.github.chimeretention.localcloud.cloudformation.template.StackResource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A stack: its stable contents, and the last operation, which may be in progress. */
public record StackState(
    StackIdentity stack, String created, boolean protection, Operation last, Contents stable) {
  /**
   * An operation; its target is null unless it is a deployment. Until an operation is complete, its
   * journal has what it did to the stable contents.
   */
  record Operation(StackStatus status, String reason, Deployment target, Options options) {}

  /** What the last operation that was complete left. */
  record Contents(
      Deployment deployment, Map<String, StackResource> resources, List<Output> outputs) {
    static final Contents NONE = new Contents(Deployment.NONE, Map.of(), List.of());

    Contents {
      resources = Map.copyOf(resources);
      outputs = List.copyOf(outputs);
    }

    Contents with(Map<String, StackResource> newResources) {
      return new Contents(deployment, newResources, outputs);
    }
  }

  static StackState empty(StackIdentity stack, String created) {
    Operation review = new Operation(StackStatus.REVIEW_IN_PROGRESS, "", null, Options.NONE);
    return new StackState(stack, created, false, review, Contents.NONE);
  }

  public StackStatus status() {
    return last.status();
  }

  public String reason() {
    return last.reason();
  }

  public Options options() {
    return last.options();
  }

  public List<Output> outputs() {
    return stable.outputs();
  }

  /** The last deployment that was complete; of a stack that has none, the one that failed. */
  public Deployment deployment() {
    boolean showsTarget = status().paused() || stable.deployment().template().isEmpty();
    return showsTarget && last.target() != null ? last.target() : stable.deployment();
  }

  /** The stack at the start of an operation. */
  StackState towards(StackStatus status, Deployment target, Options options) {
    return with(new Operation(status, "", target, options));
  }

  /** The stack at another point of its operation. */
  StackState at(StackStatus status, String reason) {
    return with(new Operation(status, reason, last.target(), last.options()));
  }

  /** The stack after an operation that is complete. */
  StackState complete(StackStatus status, String reason, Contents contents) {
    return new StackState(stack, created, protection, at(status, reason).last, contents);
  }

  StackState protect(boolean enabled) {
    return new StackState(stack, created, enabled, last, stable);
  }

  /** The error for an operation that the stack's status doesn't permit. */
  public StackException notPermitted(String operation) {
    return new StackException(
        "Stack:%s is in %s state and can not %s.".formatted(stack.stackId(), status(), operation));
  }

  Optional<String> export(String name) {
    return outputs().stream()
        .filter(output -> name.equals(output.exportName()))
        .map(Output::outputValue)
        .findFirst();
  }

  private StackState with(Operation operation) {
    return new StackState(stack, created, protection, operation, stable);
  }
}
