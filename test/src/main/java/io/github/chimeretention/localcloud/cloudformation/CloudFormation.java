package io.github.chimeretention.localcloud.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.chimeretention.localcloud.lambda.LambdaService;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** CloudFormation's stacks, kept in a folder between runs. */
public final class CloudFormation implements AutoCloseable {
  private final ResponseEndpoint responses = new ResponseEndpoint();
  private final StackStore stacks;
  private final AssetStore assets;
  private final CustomResourceProvider customResources;
  private final ResourceProviders providers;
  private final Clock clock;

  public CloudFormation(Path folder, LambdaService lambda, Clock clock) {
    this.clock = clock;
    stacks = new StackStore(folder.resolve("stacks"));
    assets = new AssetStore(folder.resolve("assets"));
    customResources = new CustomResourceProvider(lambda, responses);
    providers =
        new ResourceProviders(
            Map.of(
                "AWS::Lambda::Function", new LambdaFunctionProvider(lambda, assets),
                "AWS::Lambda::EventInvokeConfig", new EventInvokeConfigProvider(lambda)),
            customResources);
  }

  public StackResult deploy(StackSource source, Consumer<StackEvent> listener) {
    return deploy(source, Map.of(), listener);
  }

  /**
   * Creates the stack or updates it. As by {@code cdk deploy}, one whose creation failed is deleted
   * first, and one that has no resources any more is deleted.
   */
  public StackResult deploy(
      StackSource source, Map<String, String> parameters, Consumer<StackEvent> listener) {
    Optional<StackState> existing = stacks.read(source.stackName());
    if (existing.isPresent() && existing.get().status().creationFailed()) {
      StackResult deleted = delete(source.stackName(), listener);
      return deleted.succeeded() ? deploy(source, parameters, listener) : deleted;
    }
    if (source.template().path("Resources").isEmpty()) {
      return delete(source.stackName(), listener);
    }
    existing.ifPresent(CloudFormation::checkUpdatable);
    if (existing.isPresent() && existing.get().isOf(source.template(), parameters)) {
      return result(new StackOperation.Result(existing.get(), Optional.empty()), List.of());
    }
    assets.publish(source.assets());
    StackState state =
        existing.orElseGet(
            () -> StackState.empty(StackIdentity.create(source.stackName(), source.region())));
    ResolvedTemplate template =
        new ResolvedTemplate(source.template(), parameters, new PseudoParameters(state.stack()));
    EventLog events = events(state, listener);
    StackOperation operation = new StackOperation(state, providers, events);
    return stored(
        existing.isPresent() ? operation.update(template) : operation.create(template), events);
  }

  /** Deletes the stack; there is nothing to do if it does not exist. */
  public StackResult delete(String stackName, Consumer<StackEvent> listener) {
    Optional<StackState> state = stacks.read(stackName);
    if (state.isEmpty()) {
      return new StackResult(
          stackName, StackStatus.DELETE_COMPLETE, List.of(), Map.of(), Optional.empty());
    }
    EventLog events = events(state.get(), listener);
    return stored(new StackOperation(state.get(), providers, events).delete(), events);
  }

  public List<String> stackNames() {
    return stacks.names();
  }

  /** Every event that was sent to a custom resource. */
  public List<JsonNode> customResourceRequests() {
    return customResources.requests();
  }

  public ResponseEndpoint responses() {
    return responses;
  }

  @Override
  public void close() {
    responses.close();
  }

  private EventLog events(StackState state, Consumer<StackEvent> listener) {
    return new EventLog(state.stack(), clock, listener);
  }

  private StackResult stored(StackOperation.Result result, EventLog events) {
    stacks.write(result.state());
    return result(result, events.events());
  }

  private static StackResult result(StackOperation.Result result, List<StackEvent> events) {
    StackState state = result.state();
    return new StackResult(
        state.stack().stackName(), state.status(), events, state.outputs(), result.failure());
  }

  private static void checkUpdatable(StackState state) {
    if (state.status() == StackStatus.UPDATE_ROLLBACK_FAILED) {
      throw new StackException(
          "Stack "
              + state.stack().stackName()
              + " is in UPDATE_ROLLBACK_FAILED state and can not be"
              + " updated: destroy it");
    }
  }
}
