package io.github.chimeretention.localcloud.cloudformation.engine;

import io.github.chimeretention.localcloud.aws.AwsException;
import io.github.chimeretention.localcloud.cloudformation.template.Deployment;
import io.github.chimeretention.localcloud.cloudformation.template.StackIdentity;
import io.github.chimeretention.localcloud.cloudformation.template.StackResource;
import io.github.chimeretention.localcloud.cloudformation.template.Template.Output;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** A stack: its stable contents, and the last operation, which may be in progress. */
public record StackState(
    StackIdentity stack, String created, boolean protection, Operation last, Contents stable) {
  /**
   * An operation; the target is null unless it is a deployment. Until the operation is complete,
   * its changes to the stable contents are in the journal.
   */
  public record Operation(StackStatus status, String reason, Deployment target, Options options) {}

  /**
   * The options of an operation.
   *
   * @param mode a deployment's mode, such as EXPRESS
   * @param keepFailed whether a failed deployment is not rolled back
   * @param deleteRetained whether a rollback also deletes new resources whose policy is to retain
   *     them
   * @param skipFailed whether a rollback skips the resources that it can't update
   * @param skipped the resources that a rollback or a deletion leaves as they are
   */
  public record Options(
      String mode,
      boolean keepFailed,
      boolean deleteRetained,
      boolean skipFailed,
      Set<String> skipped) {
    public static final Options NONE = deploy("STANDARD", false);

    public Options {
      skipped = Set.copyOf(skipped);
    }

    public static Options deploy(String mode, boolean keepFailed) {
      return new Options(mode, keepFailed, false, false, Set.of());
    }
  }

  /** The result of the last complete operation. */
  public record Contents(
      Deployment deployment, Map<String, StackResource> resources, List<Output> outputs) {
    static final Contents NONE = new Contents(Deployment.NONE, Map.of(), List.of());

    public Contents {
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

  /** The last complete deployment, or, if there is none, the failed one. */
  public Deployment deployment() {
    boolean showsTarget = status().paused() || stable.deployment().template().isEmpty();
    return showsTarget && last.target() != null ? last.target() : stable.deployment();
  }

  /** The stack at the start of an operation. */
  StackState towards(StackStatus status, Deployment target, Options options) {
    Operation operation = new Operation(status, "", target, options);
    return new StackState(stack, created, protection, operation, stable);
  }

  /** The stack with another status of its operation, or at the operation's end. */
  StackState at(StackStatus status, String reason, Contents contents) {
    Operation operation = new Operation(status, reason, last.target(), last.options());
    return new StackState(stack, created, protection, operation, contents);
  }

  StackState protect(boolean enabled) {
    return new StackState(stack, created, enabled, last, stable);
  }

  /** Throws an error for an operation that the stack's status doesn't permit. */
  public void require(boolean permitted, String operation) {
    if (!permitted) {
      throw AwsException.validation(
          "Stack:%s is in %s state and can not %s."
              .formatted(stack.stackId(), status(), operation));
    }
  }

  Optional<String> output(Predicate<Output> predicate) {
    return stable.outputs().stream().filter(predicate).map(Output::outputValue).findFirst();
  }
}
