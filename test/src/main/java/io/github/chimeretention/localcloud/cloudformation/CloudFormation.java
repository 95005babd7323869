package io.github.chimeretention.localcloud.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.chimeretention.localcloud.aws.ParameterStore;
import io.github.chimeretention.localcloud.aws.S3;
import io.github.chimeretention.localcloud.iam.Iam;
import io.github.chimeretention.localcloud.lambda.LambdaService;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** CloudFormation's stacks, kept in a folder between runs. */
public final class CloudFormation implements AutoCloseable {
  /** A resource as deployed, with its construct's path; its logical id if that is not known. */
  public record DeclaredResource(String constructPath, JsonNode properties) {}

  private final ExecutorService operations = Executors.newCachedThreadPool();
  private final Stacks stacks;
  private final CustomResourceProvider customResources;
  private final ResourceProvider resources;
  private final ParameterStore parameters;

  public CloudFormation(
      Path folder,
      LambdaService lambda,
      S3 assets,
      ParameterStore parameters,
      Iam iam,
      ResponseEndpoint responses) {
    this.parameters = parameters;
    stacks = new Stacks(folder);
    customResources =
        new CustomResourceProvider(
            (function, event) -> {
              var attempts = lambda.invoke(function, event);
              attempts.ifPresent(end -> responses.failWith(end, event));
              return attempts.isPresent();
            },
            responses);
    resources = new ResourceTypes(customResources, lambda, assets, parameters, iam);
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

  public void awaitEnd() {
    stacks.all().forEach(stack -> stack.awaitEnd(Duration.ofDays(1)));
  }

  /** The resources of all stacks that exist, of a type or of those with a prefix. */
  public List<DeclaredResource> declared(String type) {
    return stacks.all().stream()
        .map(Stack::state)
        .flatMap(
            state ->
                state.resources().values().stream()
                    .filter(resource -> resource.type().startsWith(type))
                    .map(resource -> declared(resource, state.deployed().template())))
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

  /** Operations in progress end, to go on when the cloud is opened again. */
  @Override
  public void close() {
    stacks.close();
    operations.shutdownNow();
  }

  Stacks stacks() {
    return stacks;
  }

  /** Makes a stack that has nothing yet, for its first change set. */
  Stack review(String stackName, String account, String region) {
    StackIdentity identity = StackIdentity.create(stackName, account, region);
    Stack stack = stacks.create(StackState.empty(identity, Instant.now().toString()));
    new EventLog(identity, stack::add).stack(StackStatus.REVIEW_IN_PROGRESS, "User Initiated");
    return stack;
  }

  ChangeSet createChangeSet(Stack stack, boolean create, String name, Deployment target) {
    StackState state = stack.state();
    checkState(state, create);
    List<JsonNode> changes =
        new Differences(resolve(state.stack(), target), state.resources()).changes();
    JsonNode outputs = target.template().path("Outputs");
    boolean same =
        changes.isEmpty()
            && target.tags().equals(state.deployed().tags())
            && outputs.equals(state.deployed().template().path("Outputs"));
    ChangeSet changeSet = ChangeSet.create(state.stack(), name, target, changes, same);
    stack.changeSets().put(name, changeSet);
    return changeSet;
  }

  void execute(ChangeSet changeSet) {
    Stack stack = stacks.find(changeSet.stack().stackId()).orElseThrow();
    boolean create = stack.state().status() == StackStatus.REVIEW_IN_PROGRESS;
    stack.begin(
        create ? StackStatus.CREATE_IN_PROGRESS : StackStatus.UPDATE_IN_PROGRESS,
        changeSet.target());
    start(stack);
  }

  void delete(Stack stack) {
    StackState state = stack.state();
    if (state.protection()) {
      throw new StackException(
          "Stack [%s] cannot be deleted while TerminationProtection is enabled"
              .formatted(state.stack().stackName()));
    }
    checkExports(state);
    if (state.status() != StackStatus.DELETE_IN_PROGRESS) {
      stack.begin(StackStatus.DELETE_IN_PROGRESS, null);
      start(stack);
    }
  }

  void continueUpdateRollback(Stack stack) {
    StackState state = stack.state();
    if (state.status() != StackStatus.UPDATE_ROLLBACK_FAILED) {
      throw state.refusal("continue rollback");
    }
    stack.begin(StackStatus.UPDATE_ROLLBACK_IN_PROGRESS, state.deployed());
    start(stack);
  }

  private static DeclaredResource declared(StackResource resource, JsonNode template) {
    JsonNode metadata = template.path("Resources").path(resource.logicalId()).path("Metadata");
    String path = metadata.path("aws:cdk:path").asText(resource.logicalId());
    return new DeclaredResource(path.replaceAll("/(Default|Resource)$", ""), resource.properties());
  }

  private static void checkState(StackState state, boolean create) {
    if (create && state.status() != StackStatus.REVIEW_IN_PROGRESS) {
      throw new StackException(
          "Stack [%s] already exists and cannot be created again with the changeSet"
              .formatted(state.stack().stackName()));
    }
    if (!create && !state.status().updatable()) {
      throw state.refusal("be updated");
    }
  }

  /** No stack goes while another one imports from it, for which the CDK writes a plain name. */
  private void checkExports(StackState state) {
    for (Stack other : stacks.in(state.stack().account(), state.stack().region())) {
      JsonNode importing = other.state().deployed().template();
      for (String name : importing.findValuesAsText("Fn::ImportValue")) {
        if (state.export(name).isPresent()) {
          throw new StackException(
              "Delete canceled. Cannot delete export %s as it is in use by %s."
                  .formatted(name, other.state().stack().stackName()));
        }
      }
    }
  }

  private void start(Stack stack) {
    StackState state = stack.state();
    Template target = state.target() == null ? null : resolve(state.stack(), state.target());
    EventLog events = new EventLog(state.stack(), stack::add);
    StackOperation operation = new StackOperation(state, resources, events, stack.journal());
    operations.execute(() -> stack.set(operation.run(target)));
  }

  private Template resolve(StackIdentity stack, Deployment deployment) {
    return new Template(
        deployment,
        stack,
        name -> parameters.get(stack.account(), stack.region(), name),
        name -> stacks.export(stack, name));
  }
}
