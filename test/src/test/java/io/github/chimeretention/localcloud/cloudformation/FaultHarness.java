package io.github.chimeretention.localcloud.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.chimeretention.localcloud.RetentionType;
import io.github.chimeretention.localcloud.aws.AwsEndpoint;
import io.github.chimeretention.localcloud.chime.RetentionEndpoint;
import io.github.chimeretention.localcloud.chime.Retentions;
import io.github.chimeretention.localcloud.chime.ServiceWatch;
import io.github.chimeretention.localcloud.cloudformation.resource.CustomResourceProvider;
import io.github.chimeretention.localcloud.cloudformation.resource.Outcome;
import io.github.chimeretention.localcloud.cloudformation.resource.ResponseEndpoint;
import io.github.chimeretention.localcloud.cloudformation.template.StackIdentity;
import io.github.chimeretention.localcloud.cloudformation.template.StackResource;
import io.github.chimeretention.localcloud.http.Certificates;
import io.github.chimeretention.localcloud.http.FaultProxy;
import io.github.chimeretention.localcloud.http.FaultProxy.Connecting;
import io.github.chimeretention.localcloud.http.FaultProxy.Reaction;
import io.github.chimeretention.localcloud.http.FaultProxy.Request;
import io.github.chimeretention.localcloud.lambda.EventInvokeConfig;
import io.github.chimeretention.localcloud.lambda.FunctionCode;
import io.github.chimeretention.localcloud.lambda.LambdaService;
import io.github.chimeretention.localcloud.lambda.RuntimeClient;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Runs the packaged handler with its own services and response URLs. The handler calls them over
 * TLS through proxies that break connections and exchanges. Changes run one after another in one
 * JVM, which stays warm.
 */
final class FaultHarness implements AutoCloseable {
  static final int BEFORE = 30;
  static final int DECLARED = 365;

  /** Longer than the harness ever waits, because it triggers the timeout itself. */
  private static final int SERVICE_TIMEOUT = 3600;

  private static final StackIdentity STACK =
      StackIdentity.create("Faults", "111122223333", "us-east-1");

  private final Path folder;
  private final ServiceWatch watch = new ServiceWatch();
  private final AwsEndpoint server = new AwsEndpoint(0, watch);
  private final Retentions retentions;
  private final FaultProxy service;
  private final FaultProxy response;
  private final ResponseEndpoint responses;
  private final LambdaService lambda;
  private final CustomResourceProvider customResources;

  private int changes;
  private CompletableFuture<Void> lastAttempt = new CompletableFuture<>();
  private volatile FaultScenario scenario = FaultScenario.NONE;

  FaultHarness(Path folder, Certificates certificates, int timeoutSeconds, String... javaOptions) {
    this(
        folder,
        folder.resolve("code"),
        certificates,
        Clock.systemUTC(),
        timeoutSeconds,
        javaOptions);
  }

  /**
   * @param code the folder for the extracted code; only a harness with its own can be killed
   * @param signing the clock for signing the response URLs
   * @param timeoutSeconds the function's timeout
   * @param javaOptions options for its JVM
   */
  FaultHarness(
      Path folder,
      Path code,
      Certificates certificates,
      Clock signing,
      int timeoutSeconds,
      String... javaOptions) {
    this.folder = folder;
    service = new FaultProxy(certificates, this::reactToService);
    response = new FaultProxy(certificates, this::reactToResponse);
    responses = new ResponseEndpoint(response.uri(), signing);
    retentions = new Retentions(folder.resolve("retentions.json"), Clock.systemUTC());
    server.serve("chime", new RetentionEndpoint(retentions));
    server.serve("presigned", responses);
    Map<String, String> environment = PackagedFunction.environment(service.uri());
    lambda =
        new LambdaService(
            folder,
            new FunctionCode(code),
            function -> environment,
            function -> true,
            RuntimeClient.ofMachine());
    String options = certificates.javaOption() + " " + String.join(" ", javaOptions);
    lambda.putFunction(
        PackagedFunction.configuration(timeoutSeconds, options), PackagedFunction.jar());
    lambda.putEventInvokeConfig(PackagedFunction.NAME, new EventInvokeConfig(1, 3600));
    customResources = new CustomResourceProvider(this::invoke, responses);
  }

  /**
   * The result of a change.
   *
   * @param outcome the outcome for CloudFormation
   * @param identity the identity to change
   * @param physicalId the event's physical ID; empty on Create
   * @param days the identity's days afterwards, or null if the period is off
   * @param otherDays the days of the identity that is replaced
   * @param uploads the accepted responses without duplicates
   * @param request the event
   */
  record Observation(
      Outcome outcome,
      String identity,
      String physicalId,
      Integer days,
      Integer otherDays,
      List<JsonNode> uploads,
      JsonNode request) {}

  /** Makes a change in a scenario, and waits until Lambda is finished with it. */
  Observation run(RetentionType type, Change change, FaultScenario scenario) {
    return run(type, change, scenario, properties -> {});
  }

  /** Makes a change in a scenario, with adapted properties. */
  Observation run(
      RetentionType type,
      Change change,
      FaultScenario scenario,
      Consumer<ObjectNode> otherProperties) {
    changes++;
    String identity = type.identity(2 * changes);
    String other = type.identity(2 * changes + 1);
    if (change.before() != null) {
      retentions.put(identity, type.of(change.before()));
    }
    retentions.put(other, type.of(BEFORE));
    StackResource resource = resource(type, change, identity, other);
    otherProperties.accept(resource.properties());
    ObjectNode old = type.properties(change == Change.REPLACE ? other : identity, BEFORE);
    this.scenario = scenario;
    scenario.before(this);
    CompletableFuture<Outcome> outcome =
        change == Change.DELETE
            ? customResources.delete(STACK, resource)
            : customResources.put(STACK, resource, complete(old));
    return observe(outcome, lastAttempt, type, identity, resource.physicalId(), other);
  }

  /**
   * Creates a resource in a scenario. When the scenario cancels it, sends a Delete with a generated
   * ID at the same time. Waits until Lambda is finished with both, and observes the Delete.
   */
  Observation overlap(RetentionType type, Overlap overlap) {
    changes += 2;
    String identity = type.identity(2 * changes);
    if (overlap.before() != null) {
      retentions.put(identity, type.of(overlap.before()));
    }
    scenario = overlap;
    StackResource created = resource(type, Change.CREATE, identity, "");
    var unused = customResources.put(STACK, created, JsonNodeFactory.instance.objectNode());
    CompletableFuture<Void> create = lastAttempt;
    overlap.awaitCancellation();
    StackResource cancelled =
        created.provided("Faults-Settings-1ABCDEFGHIJKL", JsonNodeFactory.instance.objectNode());
    CompletableFuture<Outcome> delete = customResources.delete(STACK, cancelled);
    CompletableFuture<Void> both = CompletableFuture.allOf(create, lastAttempt);
    return observe(delete, both, type, identity, cancelled.physicalId(), "");
  }

  /** Observes once Lambda is finished with all events: a response can't follow. */
  private Observation observe(
      CompletableFuture<Outcome> outcome,
      CompletableFuture<Void> attempts,
      RetentionType type,
      String identity,
      String physicalId,
      String other) {
    attempts.join();
    responses.passServiceTimeouts();
    scenario = FaultScenario.NONE;
    service.onConnect(Connecting.WORKS);
    response.onConnect(Connecting.WORKS);
    JsonNode event = customResources.requests().get(changes - 1);
    return new Observation(
        outcome.join(),
        identity,
        physicalId,
        retentions.get(identity).days().get(type.setting()),
        retentions.get(other).days().get(type.setting()),
        uploads(event.path("RequestId").asText()),
        event);
  }

  private Optional<CompletableFuture<Void>> invoke(String functionArn, String event) {
    lastAttempt = lambda.invoke(functionArn, event).orElseThrow();
    return Optional.of(lastAttempt);
  }

  /** Starts the function's JVM, and loads its classes for both types. */
  void warmUp() {
    for (RetentionType type : RetentionType.values()) {
      Observation unused = run(type, Change.CREATE, FaultScenario.NONE);
    }
  }

  FaultProxy service() {
    return service;
  }

  FaultProxy response() {
    return response;
  }

  /** Kills the function's process, as the kernel does when memory runs out. */
  void kill() {
    List<ProcessHandle> instances =
        ProcessHandle.current()
            .descendants()
            .filter(it -> it.info().commandLine().orElse("").contains(folder + File.separator))
            .toList();
    assertThat(instances).isNotEmpty();
    instances.forEach(ProcessHandle::destroyForcibly);
  }

  /** Returns all events that were sent. */
  List<JsonNode> requests() {
    return customResources.requests();
  }

  /** Returns the function's log. */
  String log() {
    try {
      return Files.readString(folder.resolve("logs/aws/lambda/" + PackagedFunction.NAME + ".log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    lambda.close();
    service.close();
    response.close();
    server.close();
  }

  private Reaction reactToService(Request request) {
    return new Reaction(server.uri(), scenario.atService(this, request));
  }

  private Reaction reactToResponse(Request request) {
    return new Reaction(server.uri(), scenario.atResponse(this));
  }

  private List<JsonNode> uploads(String requestId) {
    return watch.responses(requestId).stream().map(FaultHarness::json).distinct().toList();
  }

  private static StackResource resource(
      RetentionType type, Change change, String identity, String other) {
    String physicalId =
        switch (change) {
          case CREATE -> "";
          case UPDATE, DELETE -> identity;
          case REPLACE -> other;
        };
    ObjectNode properties = type.properties(identity, change == Change.DELETE ? BEFORE : DECLARED);
    return new StackResource(
        "Settings",
        type.resourceType(),
        physicalId,
        complete(properties),
        JsonNodeFactory.instance.objectNode(),
        Set.of(),
        "Delete",
        "Delete");
  }

  private static ObjectNode complete(ObjectNode properties) {
    return properties
        .put("ServiceToken", PackagedFunction.ARN)
        .put("ServiceTimeout", SERVICE_TIMEOUT);
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
