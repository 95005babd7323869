package io.github.chimeretention.localcloud.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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

  public CloudFormation(final Path folder, final LambdaService lambda, final Clock clock) {
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

  public StackResult deploy(final StackSource source, final Consumer<StackEvent> listener) {
    return deploy(source, Map.of(), listener);
  }

  /**
   * Creates the stack or updates it. As by {@code cdk deploy}, one whose creation failed is deleted
   * first, and one that has no resources any more is deleted.
   */
  public StackResult deploy(
      final StackSource source,
      final Map<String, String> parameters,
      final Consumer<StackEvent> listener) {
    final Optional<StackState> existing = stacks.read(source.stackName());
    if (existing.isPresent() && existing.get().status().creationFailed()) {
      final StackResult deleted = delete(source.stackName(), listener);
      return deleted.succeeded() ? deploy(source, parameters, listener) : deleted;
    }
    if (source.template().path("Resources").isEmpty()) {
      return delete(source.stackName(), listener);
    }
    existing.ifPresent(CloudFormation::checkUpdatable);
    if (existing.isPresent()
        && existing.get().template().equals(source.template())
        && existing.get().parameters().equals(parameters)) {
      return result(new StackOperation.Result(existing.get(), Optional.empty()), List.of());
    }
    assets.publish(source.assets());
    return existing
        .map(state -> update(state, source, parameters, listener))
        .orElseGet(() -> create(source, parameters, listener));
  }

  /** Deletes the stack; there is nothing to do if it does not exist. */
  public StackResult delete(final String stackName, final Consumer<StackEvent> listener) {
    final Optional<StackState> state = stacks.read(stackName);
    if (state.isEmpty()) {
      return new StackResult(
          stackName, StackStatus.DELETE_COMPLETE, List.of(), Map.of(), Optional.empty());
    }
    final EventLog events = events(state.get(), listener);
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

  private StackResult create(
      final StackSource source,
      final Map<String, String> parameters,
      final Consumer<StackEvent> listener) {
    final StackState state = empty(StackIdentity.create(source.stackName(), source.region()));
    final EventLog events = events(state, listener);
    final StackOperation operation = new StackOperation(state, providers, events);
    final ResolvedTemplate template = resolved(state, source, parameters);
    return stored(operation.create(template, wanted(state, source, parameters)), events);
  }

  private StackResult update(
      final StackState state,
      final StackSource source,
      final Map<String, String> parameters,
      final Consumer<StackEvent> listener) {
    final EventLog events = events(state, listener);
    final StackOperation operation = new StackOperation(state, providers, events);
    final ResolvedTemplate template = resolved(state, source, parameters);
    return stored(operation.update(template, wanted(state, source, parameters)), events);
  }

  private EventLog events(final StackState state, final Consumer<StackEvent> listener) {
    return new EventLog(identity(state), clock, listener);
  }

  private StackResult stored(final StackOperation.Result result, final EventLog events) {
    stacks.write(result.state());
    return result(result, events.events());
  }

  private static StackResult result(
      final StackOperation.Result result, final List<StackEvent> events) {
    final StackState state = result.state();
    return new StackResult(
        state.stackName(), state.status(), events, state.outputs(), result.failure());
  }

  private static ResolvedTemplate resolved(
      final StackState state, final StackSource source, final Map<String, String> parameters) {
    final PseudoParameters pseudo =
        new PseudoParameters(state.stackName(), state.stackId(), state.region());
    return new ResolvedTemplate(source.template(), parameters, pseudo);
  }

  private static StackState wanted(
      final StackState state, final StackSource source, final Map<String, String> parameters) {
    return new StackState(
        state.stackName(),
        state.stackId(),
        state.region(),
        state.status(),
        source.template(),
        parameters,
        Map.of(),
        Map.of());
  }

  private static StackState empty(final StackIdentity stack) {
    return new StackState(
        stack.stackName(),
        stack.stackId(),
        stack.region(),
        StackStatus.CREATE_IN_PROGRESS,
        JsonNodeFactory.instance.objectNode(),
        Map.of(),
        Map.of(),
        Map.of());
  }

  private static StackIdentity identity(final StackState state) {
    return new StackIdentity(state.stackName(), state.stackId(), state.region());
  }

  private static void checkUpdatable(final StackState state) {
    if (state.status() == StackStatus.UPDATE_ROLLBACK_FAILED) {
      throw new StackException(
          "Stack "
              + state.stackName()
              + " is in UPDATE_ROLLBACK_FAILED state and can not be"
              + " updated: destroy it");
    }
  }
}
