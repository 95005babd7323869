package io.github.chimeretention.localcloud.cloudformation.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.chimeretention.localcloud.aws.ParameterStore;
import io.github.chimeretention.localcloud.cloudformation.resource.ResourceProvider;
import io.github.chimeretention.localcloud.cloudformation.template.Deployment;
import io.github.chimeretention.localcloud.cloudformation.template.Lookups;
import io.github.chimeretention.localcloud.cloudformation.template.StackException;
import io.github.chimeretention.localcloud.cloudformation.template.StackIdentity;
import io.github.chimeretention.localcloud.cloudformation.template.StackResource;
import io.github.chimeretention.localcloud.cloudformation.template.Template;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Runs the operations on stacks, which are kept in a folder; each in a thread of its own. */
public final class Engine implements AutoCloseable {
  /** The time between a failure and its rollback, in which what was cancelled may go on. */
  private static final Executor LATER =
      CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS, Runnable::run);

  private final ExecutorService operations = Executors.newCachedThreadPool();
  private final Stacks stacks;
  private final ResourceProvider resources;
  private final ParameterStore parameters;

  public Engine(Path folder, ResourceProvider resources, ParameterStore parameters) {
    stacks = new Stacks(folder);
    this.resources = resources;
    this.parameters = parameters;
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

  /** Makes an empty stack for its first change set. */
  public Stack review(StackIdentity identity) {
    Stack stack = stacks.create(StackState.empty(identity, Instant.now().toString()));
    new EventLog(identity, stack::add).stack(StackStatus.REVIEW_IN_PROGRESS, "User Initiated");
    return stack;
  }

  /** Resolves a template for a stack, and rejects it if it can't be deployed. */
  public Template resolve(StackIdentity stack, Deployment deployment) {
    Template template = new Template(deployment, stack, lookups(stack));
    List<String> unknown =
        template.resources().values().stream()
            .map(StackResource::type)
            .filter(type -> !resources.has(type))
            .distinct()
            .toList();
    if (!unknown.isEmpty()) {
      throw new StackException("Template format error: Unrecognized resource types: " + unknown);
    }
    return template;
  }

  public void deploy(Stack stack, Deployment target, Options options) {
    StackStatus status = stack.state().status();
    if (status.paused() && !options.keepFailed()) {
      throw new StackException(
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
    if (state.protection()) {
      throw new StackException(
          "Stack [%s] cannot be deleted while TerminationProtection is enabled"
              .formatted(state.stack().stackName()));
    }
    if (!options.skipped().isEmpty() && state.status() != StackStatus.DELETE_FAILED) {
      throw new StackException(
          "Stack [%s] is in %s state; RetainResources needs DELETE_FAILED"
              .formatted(state.stack().stackName(), state.status()));
    }
    checkExports(state);
    if (state.status() != StackStatus.DELETE_IN_PROGRESS) {
      begin(stack, StackStatus.DELETE_IN_PROGRESS, null, options);
    }
  }

  /** Rolls back a stack whose deployment failed without rollback. */
  public void rollBack(Stack stack, Options options) {
    StackState state = stack.state();
    if (!state.status().paused()) {
      throw state.notPermitted("be rolled back");
    }
    boolean created = state.stable().equals(StackState.Contents.NONE);
    StackStatus status =
        created ? StackStatus.ROLLBACK_IN_PROGRESS : StackStatus.UPDATE_ROLLBACK_IN_PROGRESS;
    begin(stack, status, state.last().target(), options);
  }

  public void continueUpdateRollback(Stack stack, Options options) {
    StackState state = stack.state();
    if (state.status() != StackStatus.UPDATE_ROLLBACK_FAILED) {
      throw state.notPermitted("continue rollback");
    }
    begin(stack, StackStatus.UPDATE_ROLLBACK_IN_PROGRESS, state.last().target(), options);
  }

  /** Ends the operations in progress, which continue when the cloud is opened again. */
  @Override
  public void close() {
    stacks.close();
    operations.shutdownNow();
  }

  /** Keeps a stack while another one imports from it, for which the CDK writes a plain name. */
  private void checkExports(StackState state) {
    for (Stack other : stacks.in(state.stack().account(), state.stack().region())) {
      JsonNode importing = other.state().deployment().template();
      for (String name : importing.findValuesAsText("Fn::ImportValue")) {
        if (state.export(name).isPresent()) {
          throw new StackException(
              "Delete canceled. Cannot delete export %s as it is in use by %s."
                  .formatted(name, other.state().stack().stackName()));
        }
      }
    }
  }

  private void begin(Stack stack, StackStatus status, Deployment target, Options options) {
    stack.begin(status, target, options);
    start(stack);
  }

  private void start(Stack stack) {
    operations.execute(() -> stack.set(run(stack)));
  }

  /** Whatever goes wrong ends the operation: no stack stays in progress. */
  private StackState run(Stack stack) {
    StackState state = stack.state();
    EventLog events = new EventLog(state.stack(), stack::add);
    try {
      Template target =
          state.status().deploys() ? resolve(state.stack(), state.last().target()) : null;
      return new StackOperation(
              state,
              target,
              new ResourceOperations(state.stack(), resources, events),
              stack.journal(),
              () -> CompletableFuture.runAsync(() -> {}, LATER).join())
          .run();
    } catch (RuntimeException e) {
      StackStatus failed = stack.state().status().failed();
      String reason = e instanceof StackException ? e.getMessage() : "Internal failure: " + e;
      events.stack(failed, reason);
      return state.at(failed, reason);
    }
  }

  private Lookups lookups(StackIdentity stack) {
    return new Lookups() {
      @Override
      public Optional<String> parameter(String name) {
        return parameters.get(stack.account(), stack.region(), name);
      }

      @Override
      public Optional<String> export(String name) {
        return stacks.export(stack, name);
      }

      @Override
      public Optional<String> output(String account, String region, String name, String key) {
        return stacks.output(account, region, name, key);
      }
    };
  }
}
