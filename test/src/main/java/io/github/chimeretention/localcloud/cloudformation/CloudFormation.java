package io.github.chimeretention.localcloud.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.chimeretention.localcloud.aws.ParameterStore;
import io.github.chimeretention.localcloud.aws.S3;
import io.github.chimeretention.localcloud.lambda.LambdaService;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** CloudFormation's stacks, kept in a folder between runs. */
public final class CloudFormation implements AutoCloseable {
  /** A custom resource with its properties as they were deployed. */
  public record CustomResource(String stackName, String logicalId, JsonNode properties) {}

  private final ResponseEndpoint responses = new ResponseEndpoint();
  private final ExecutorService operations = Executors.newCachedThreadPool(CloudFormation::daemon);
  private final Stacks stacks;
  private final CustomResourceProvider customResources;
  private final ResourceProviders providers;
  private final ParameterStore parameters;
  private final Clock clock;

  public CloudFormation(
      Path folder, LambdaService lambda, S3 assets, ParameterStore parameters, Clock clock) {
    this.parameters = parameters;
    this.clock = clock;
    stacks = new Stacks(folder);
    customResources = new CustomResourceProvider(lambda, responses);
    providers =
        new ResourceProviders(
            Map.of(
                "AWS::Lambda::Function", new LambdaFunctionProvider(lambda, assets),
                "AWS::Lambda::EventInvokeConfig", new EventInvokeConfigProvider(lambda),
                "AWS::SSM::Parameter", new ParameterProvider(parameters)),
            customResources);
  }

  /** Goes on with the operations that were interrupted when the cloud ended; gives their stacks. */
  public List<String> resume() {
    List<Stack> interrupted =
        stacks.all().stream().filter(stack -> stack.state().status().inProgress()).toList();
    interrupted.forEach(this::start);
    return interrupted.stream()
        .map(stack -> stack.state().stack().stackName() + ": " + stack.state().status())
        .toList();
  }

  /** Waits for the end of all operations in progress. */
  public void awaitEnd() {
    for (Stack stack : stacks.all()) {
      while (stack.state().status().inProgress()) {
        stack.awaitEnd(Duration.ofMinutes(1));
      }
    }
  }

  /** The custom resources of all stacks that exist. */
  public List<CustomResource> declared() {
    return stacks.all().stream()
        .map(Stack::state)
        .flatMap(
            state ->
                state.resources().values().stream()
                    .filter(resource -> resource.type().startsWith("Custom::"))
                    .map(
                        resource ->
                            new CustomResource(
                                state.stack().stackName(),
                                resource.logicalId(),
                                resource.properties())))
        .toList();
  }

  /** The names of the stacks that exist. */
  public List<String> stackNames() {
    return stacks.all().stream()
        .map(Stack::state)
        .filter(state -> state.status() != StackStatus.DELETE_COMPLETE)
        .filter(state -> state.status() != StackStatus.REVIEW_IN_PROGRESS)
        .map(state -> state.stack().stackName())
        .sorted()
        .toList();
  }

  /** Every event that was sent to a custom resource. */
  public List<JsonNode> customResourceRequests() {
    return customResources.requests();
  }

  public ResponseEndpoint responses() {
    return responses;
  }

  /** Operations in progress end, to go on when the cloud is opened again. */
  @Override
  public void close() {
    stacks.close();
    operations.shutdownNow();
    responses.close();
  }

  Stacks stacks() {
    return stacks;
  }

  /** Makes a change set for a stack, which is made too if there is none. */
  ChangeSet createChangeSet(
      StackIdentity identity, boolean create, String name, Deployment target) {
    Stack stack = stacks.find(identity.stackId()).orElseGet(() -> review(identity));
    StackState state = stack.state();
    checkState(state, create);
    ResolvedTemplate template = resolve(identity, target);
    List<ResourceChange> changes = new Differences(template, state.resources()).changes();
    boolean same =
        changes.isEmpty()
            && target.tags().equals(state.deployed().tags())
            && target
                .template()
                .path("Outputs")
                .equals(state.deployed().template().path("Outputs"));
    ChangeSet changeSet =
        new ChangeSet(
            identity,
            name,
            identity.arn("cloudformation", "changeSet/" + name + "/" + UUID.randomUUID()),
            clock.instant().toString(),
            same ? ChangeSet.NO_CHANGES : "",
            target,
            changes);
    stack.add(changeSet);
    return changeSet;
  }

  void execute(Stack stack, ChangeSet changeSet) {
    boolean create = stack.state().status() == StackStatus.REVIEW_IN_PROGRESS;
    stack.begin(
        create ? StackStatus.CREATE_IN_PROGRESS : StackStatus.UPDATE_IN_PROGRESS,
        changeSet.target());
    start(stack);
  }

  void delete(Stack stack) {
    if (stack.state().terminationProtection()) {
      throw new StackException(
          "Stack [%s] cannot be deleted while TerminationProtection is enabled"
              .formatted(stack.state().stack().stackName()));
    }
    if (stack.state().status() != StackStatus.DELETE_IN_PROGRESS) {
      stack.begin(StackStatus.DELETE_IN_PROGRESS, null);
      start(stack);
    }
  }

  void continueUpdateRollback(Stack stack) {
    StackState state = stack.state();
    if (state.status() != StackStatus.UPDATE_ROLLBACK_FAILED) {
      throw new StackException(
          "Stack:%s is in %s state and can not continue rollback."
              .formatted(state.stack().stackId(), state.status()));
    }
    stack.begin(StackStatus.UPDATE_ROLLBACK_IN_PROGRESS, null);
    ResolvedTemplate template = resolve(state.stack(), state.deployed());
    operations.execute(() -> stack.set(operation(stack).continueRollback(template)));
  }

  /** A stack's parameters with their values. */
  Map<String, JsonNode> parameters(StackState state) {
    return resolve(state.stack(), state.deployed()).parameters();
  }

  private Stack review(StackIdentity identity) {
    Stack stack = stacks.add(StackState.empty(identity, clock.instant().toString()));
    new EventLog(identity, clock, stack::add)
        .stack(StackStatus.REVIEW_IN_PROGRESS, "User Initiated");
    return stack;
  }

  private static void checkState(StackState state, boolean create) {
    boolean review = state.status() == StackStatus.REVIEW_IN_PROGRESS;
    if (create && !review) {
      throw new StackException(
          "Stack [%s] already exists and cannot be created again with the changeSet"
              .formatted(state.stack().stackName()));
    }
    boolean continues = state.status() == StackStatus.UPDATE_ROLLBACK_FAILED;
    if (!create && !state.status().updatable() && !continues) {
      throw new StackException(
          "Stack:%s is in %s state and can not be updated."
              .formatted(state.stack().stackId(), state.status()));
    }
  }

  private void start(Stack stack) {
    StackState state = stack.state();
    Optional<ResolvedTemplate> target =
        Optional.ofNullable(state.target()).map(deployment -> resolve(state.stack(), deployment));
    operations.execute(() -> stack.set(operation(stack).run(target.orElse(null))));
  }

  private StackOperation operation(Stack stack) {
    StackState state = stack.state();
    return new StackOperation(
        state, providers, new EventLog(state.stack(), clock, stack::add), stack.journal());
  }

  private ResolvedTemplate resolve(StackIdentity stack, Deployment deployment) {
    Lookups lookups =
        new Lookups(
            name -> parameters.get(stack.account(), stack.region(), name),
            name -> stacks.export(stack, name));
    return new ResolvedTemplate(deployment, new PseudoParameters(stack), lookups);
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "cloudformation");
    thread.setDaemon(true);
    return thread;
  }
}
