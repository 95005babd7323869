package io.github.chimeretention.localcloud.cloudformation.engine;

import io.github.chimeretention.localcloud.aws.AwsException;
import io.github.chimeretention.localcloud.aws.ParameterStore;
import io.github.chimeretention.localcloud.cloudformation.engine.StackState.Contents;
import io.github.chimeretention.localcloud.cloudformation.engine.StackState.Options;
import io.github.chimeretention.localcloud.cloudformation.resource.ResourceProvider;
import io.github.chimeretention.localcloud.cloudformation.template.Deployment;
import io.github.chimeretention.localcloud.cloudformation.template.StackIdentity;
import io.github.chimeretention.localcloud.cloudformation.template.StackResource;
import io.github.chimeretention.localcloud.cloudformation.template.Template;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Runs the operations on stacks, each in its own thread. Stacks are kept in a folder. */
public final class Engine implements AutoCloseable {
  /** The time between a failure and its rollback, in which cancelled work may go on. */
  private static final Executor LATER =
      CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS, Runnable::run);

  private final ExecutorService operations = Executors.newCachedThreadPool();
  private final Stacks stacks;
  private final ResourceProvider resources;

  public Engine(Path folder, ResourceProvider resources, ParameterStore parameters) {
    stacks = new Stacks(folder, parameters);
    this.resources = resources;
  }

  public Stacks stacks() {
    return stacks;
  }

  /** Continues the operations that were interrupted when the cloud ended; returns their stacks. */
  public List<Stack> resume() {
    List<Stack> interrupted =
        stacks.all().stream().filter(stack -> stack.state().status().inProgress()).toList();
    interrupted.forEach(this::start);
    return interrupted;
  }

  /** Creates an empty stack for its first change set. */
  public Stack review(StackIdentity identity) {
    Stack stack = stacks.create(StackState.empty(identity, Instant.now().toString()));
    stack.progress(StackStatus.REVIEW_IN_PROGRESS, "User Initiated");
    return stack;
  }

  /** Resolves a template for a stack; rejects a template that can't be deployed. */
  public Template resolve(StackIdentity stack, Deployment deployment) {
    Template template = new Template(deployment, stack, stacks);
    List<String> unknown =
        template.resources().values().stream()
            .map(StackResource::type)
            .filter(type -> !resources.has(type))
            .distinct()
            .toList();
    if (!unknown.isEmpty()) {
      throw AwsException.validation(
          "Template format error: Unrecognized resource types: " + unknown);
    }
    return template;
  }

  public void deploy(Stack stack, Deployment target, Options options) {
    StackStatus status = stack.state().status();
    if (status.paused() && !options.keepFailed()) {
      throw AwsException.validation(
          ("This stack is currently in a non-terminal [%s] state. To update the stack from this"
                  + " state, please use the disable-rollback parameter with update-stack API. To"
                  + " rollback to the last known good state, use the rollback-stack API")
              .formatted(status));
    }
    boolean create = status == StackStatus.REVIEW_IN_PROGRESS;
    begin(
        stack,
        create ? StackStatus.CREATE_IN_PROGRESS : StackStatus.UPDATE_IN_PROGRESS,
        target,
        options);
  }

  public void delete(Stack stack, Options options) {
    StackState state = stack.state();
    String name = state.stack().stackName();
    if (state.protection()) {
      throw AwsException.validation(
          "Stack [%s] cannot be deleted while TerminationProtection is enabled".formatted(name));
    }
    if (!options.skipped().isEmpty() && state.status() != StackStatus.DELETE_FAILED) {
      throw AwsException.validation(
          "Stack [%s] is in %s state; RetainResources needs DELETE_FAILED"
              .formatted(name, state.status()));
    }
    checkExports(state);
    if (state.status() != StackStatus.DELETE_IN_PROGRESS) {
      begin(stack, StackStatus.DELETE_IN_PROGRESS, null, options);
    }
  }

  /** Rolls back a stack whose deployment failed without rollback. */
  public void rollBack(Stack stack, Options options) {
    stack.state().require(stack.state().status().paused(), "be rolled back");
    beginRollback(stack, options);
  }

  public void continueUpdateRollback(Stack stack, Options options) {
    boolean failed = stack.state().status() == StackStatus.UPDATE_ROLLBACK_FAILED;
    stack.state().require(failed, "continue rollback");
    beginRollback(stack, options);
  }

  private void beginRollback(Stack stack, Options options) {
    boolean created = stack.state().stable().equals(Contents.NONE);
    begin(
        stack,
        created ? StackStatus.ROLLBACK_IN_PROGRESS : StackStatus.UPDATE_ROLLBACK_IN_PROGRESS,
        stack.state().last().target(),
        options);
  }

  /** Ends the operations in progress, which continue when the cloud is opened again. */
  @Override
  public void close() {
    stacks.close();
    operations.shutdownNow();
    try {
      // Those that wait for a function's response don't end, but they don't write anything either.
      operations.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Rejects the deletion of a stack while another one imports from it. The CDK writes the names of
   * imports as literals.
   */
  private void checkExports(StackState state) {
    for (Stack other : stacks.in(state.stack().account(), state.stack().region())) {
      for (String name :
          other.state().deployment().template().findValuesAsText("Fn::ImportValue")) {
        if (state.output(output -> name.equals(output.exportName())).isPresent()) {
          throw AwsException.validation(
              "Delete canceled. Cannot delete export %s as it is in use by %s."
                  .formatted(name, other.state().stack().stackName()));
        }
      }
    }
  }

  /** Starts an operation, unless another one is in progress. */
  private void begin(Stack stack, StackStatus status, Deployment target, Options options) {
    synchronized (stack) {
      StackState state = stack.state();
      state.require(!state.status().inProgress(), "be updated");
      stack.set(state.towards(status, target, options));
    }
    start(stack);
  }

  private void start(Stack stack) {
    operations.execute(() -> run(stack));
  }

  /** Any exception ends the operation as failed, so that no stack stays in progress. */
  private void run(Stack stack) {
    StackState state = stack.state();
    try {
      Template target =
          state.status().deploys() ? resolve(state.stack(), state.last().target()) : null;
      Runnable pause = () -> CompletableFuture.runAsync(() -> {}, LATER).join();
      new StackOperation(stack, target, resources, pause).run();
    } catch (RuntimeException e) {
      String reason = e instanceof AwsException ? e.getMessage() : "Internal failure: " + e;
      stack.end(stack.state().status().failed(), reason, state.stable());
    }
  }
}
