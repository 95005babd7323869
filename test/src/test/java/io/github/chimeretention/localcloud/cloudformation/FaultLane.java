package io.github.chimeretention.localcloud.cloudformation;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.chimeretention.localcloud.chime.ChimeEndpoint;
import io.github.chimeretention.localcloud.chime.ChimeSdkIdentityEndpoint;
import io.github.chimeretention.localcloud.chime.RetentionEndpoint;
import io.github.chimeretention.localcloud.chime.Retentions;
import io.github.chimeretention.localcloud.http.FaultProxy;
import io.github.chimeretention.localcloud.http.FaultProxy.Reaction;
import io.github.chimeretention.localcloud.http.FaultProxy.Request;
import io.github.chimeretention.localcloud.http.HttpFault;
import io.github.chimeretention.localcloud.lambda.EventInvokeConfig;
import io.github.chimeretention.localcloud.lambda.FunctionConfiguration;
import io.github.chimeretention.localcloud.lambda.LambdaService;
import io.github.chimeretention.localcloud.lambda.LambdaSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The packaged handler between a service and response URLs of its own, with a proxy before each
 * that breaks exchanges. One change after another runs through it, so that its JVM stays warm.
 */
final class FaultLane implements AutoCloseable {
  static final int BEFORE = 30;
  static final int DECLARED = 365;

  static final String SECRET_KEY = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
  static final String SESSION_TOKEN =
      "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4";

  private static final String FUNCTION = "f";
  private static final Duration LAMBDA_RETRIES_AFTER = Duration.ofMillis(100);
  private static final Duration FINISHED = Duration.ofSeconds(60);
  private static final StackIdentity STACK = StackIdentity.create("Faults", "us-east-1");

  private final Path folder;
  private final Map<RetentionKind, RetentionEndpoint> services;
  private final FaultProxy service = new FaultProxy(this::reactToService);
  private final ResponseEndpoint responses = new ResponseEndpoint(this::responseAuthority);
  private final FaultProxy response = new FaultProxy(this::reactToResponse);
  private final LambdaService lambda;
  private final CustomResourceProvider customResources;

  private int changes;
  private volatile Trouble trouble = Trouble.NONE;

  /**
   * @param timeoutSeconds of the function
   * @param javaOptions for its JVM
   */
  FaultLane(Path folder, int timeoutSeconds, String javaOptions) {
    this.folder = folder;
    services =
        Map.of(
            RetentionKind.ACCOUNT,
            new ChimeEndpoint(retentions("chime.json")),
            RetentionKind.APP_INSTANCE,
            new ChimeSdkIdentityEndpoint(retentions("chime-sdk-identity.json")));
    lambda =
        new LambdaService(
            folder, new LambdaSettings(LAMBDA_RETRIES_AFTER, 1, environment()), Clock.systemUTC());
    lambda.createFunction(function(timeoutSeconds, javaOptions), handler());
    lambda.putEventInvokeConfig(FUNCTION, new EventInvokeConfig(1, 21_600));
    customResources = new CustomResourceProvider(lambda, responses);
  }

  /** What goes wrong during one change. */
  interface Trouble {
    Trouble NONE = new Trouble() {};

    /** Called with the lane before the change. */
    default void before(FaultLane lane) {}

    /** Called with each request to the service. */
    default Optional<HttpFault> atService(FaultLane lane, Request request) {
      return Optional.empty();
    }

    /** Called with each upload of a response. */
    default Optional<HttpFault> atResponse(FaultLane lane) {
      return Optional.empty();
    }
  }

  /**
   * What came of a change.
   *
   * @param outcome in CloudFormation's eyes
   * @param identity whose settings were to be changed
   * @param physicalId the event's own; empty on Create
   * @param days what the identity has after all, null if that is off
   * @param otherDays what the identity has that is to be replaced
   * @param uploads the different responses that were accepted
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

  /** Makes a change amid trouble, and waits until Lambda is done with it. */
  Observation run(RetentionKind kind, Change change, Trouble trouble, Duration serviceTimeout) {
    changes++;
    String identity = kind.identity(2 * changes);
    String other = kind.identity(2 * changes + 1);
    Retentions retentions = services.get(kind).retentions();
    retentions.put(identity, Map.of(kind.setting, BEFORE));
    retentions.put(other, Map.of(kind.setting, BEFORE));
    ResourceRequest request = request(kind, change, identity, other, serviceTimeout);
    this.trouble = trouble;
    trouble.before(this);
    Outcome outcome =
        switch (change) {
          case CREATE -> customResources.create(request);
          case UPDATE, REPLACE -> customResources.update(request);
          case DELETE -> customResources.delete(request);
        };
    await().atMost(FINISHED).until(() -> lambda.unfinished(FUNCTION) == 0);
    this.trouble = Trouble.NONE;
    service.accept();
    response.accept();
    JsonNode event = customResources.requests().get(changes - 1);
    return new Observation(
        outcome,
        identity,
        request.physicalId(),
        retentions.get(identity).days().get(kind.setting),
        retentions.get(other).days().get(kind.setting),
        uploads(event.path("RequestId").asText()),
        event);
  }

  /** Starts the function's JVM, and has it load what it needs for either type. */
  void warmUp() {
    for (RetentionKind kind : RetentionKind.values()) {
      Observation unused = run(kind, Change.CREATE, Trouble.NONE, Duration.ofSeconds(30));
    }
  }

  FaultProxy service() {
    return service;
  }

  FaultProxy response() {
    return response;
  }

  /** Kills the function's process. */
  void kill() {
    lambda.kill(FUNCTION);
  }

  /** How many responses to the change that is running were accepted. */
  long accepted() {
    return responses.accepted(
        customResources.requests().get(changes - 1).path("RequestId").asText());
  }

  /** Every event that was sent. */
  List<JsonNode> requests() {
    return customResources.requests();
  }

  /** All that the function wrote. */
  String log() throws IOException {
    return Files.readString(folder.resolve(FUNCTION).resolve("log.txt"));
  }

  @Override
  public void close() {
    lambda.close();
    service.close();
    response.close();
    responses.close();
    services.values().forEach(RetentionEndpoint::close);
  }

  private Reaction reactToService(Request request) {
    RetentionKind kind =
        request.path().startsWith("/accounts/")
            ? RetentionKind.ACCOUNT
            : RetentionKind.APP_INSTANCE;
    return new Reaction(services.get(kind).uri(), trouble.atService(this, request));
  }

  private Reaction reactToResponse(Request request) {
    return new Reaction(responses.uri(), trouble.atResponse(this));
  }

  private String responseAuthority() {
    return response.authority();
  }

  private List<JsonNode> uploads(String requestId) {
    return responses.responses().stream()
        .filter(upload -> upload.requestId().equals(requestId) && upload.status() == 200)
        .map(upload -> json(upload.body()))
        .distinct()
        .toList();
  }

  private static ResourceRequest request(
      RetentionKind kind, Change change, String identity, String other, Duration serviceTimeout) {
    String physicalId =
        switch (change) {
          case CREATE -> "";
          case UPDATE, DELETE -> identity;
          case REPLACE -> other;
        };
    ObjectNode old = kind.properties(change == Change.REPLACE ? other : identity, BEFORE);
    ObjectNode properties = kind.properties(identity, change == Change.DELETE ? BEFORE : DECLARED);
    return new ResourceRequest(
        STACK,
        "Settings",
        kind.resourceType,
        physicalId,
        complete(properties, serviceTimeout),
        change.requestType.equals("Update")
            ? complete(old, serviceTimeout)
            : JsonNodeFactory.instance.objectNode());
  }

  private static ObjectNode complete(ObjectNode properties, Duration serviceTimeout) {
    return properties
        .put("ServiceToken", STACK.arn("lambda", "function:" + FUNCTION))
        .put("ServiceTimeout", serviceTimeout.toSeconds());
  }

  private Retentions retentions(String file) {
    return new Retentions(folder.resolve(file), Clock.systemUTC());
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("AWS_ACCESS_KEY_ID", "ASIAIOSFODNN7EXAMPLE");
    environment.put("AWS_SECRET_ACCESS_KEY", SECRET_KEY);
    environment.put("AWS_SESSION_TOKEN", SESSION_TOKEN);
    environment.put("AWS_ENDPOINT_URL_CHIME", "http://" + service.authority());
    environment.put("AWS_ENDPOINT_URL_CHIME_SDK_IDENTITY", "http://" + service.authority());
    return environment;
  }

  private static FunctionConfiguration function(int timeoutSeconds, String javaOptions) {
    return new FunctionConfiguration(
        FUNCTION,
        STACK.arn("lambda", "function:" + FUNCTION),
        "java25",
        "io.github.chimeretention.lambda.RetentionHandler::handleRequest",
        128,
        timeoutSeconds,
        Map.of("JAVA_TOOL_OPTIONS", javaOptions),
        "JSON",
        "/aws/lambda/" + FUNCTION);
  }

  private static Path handler() {
    return Path.of(
        System.getProperty("local-cloud.project"),
        "lambda/target",
        "chime-retention-lambda-" + System.getProperty("local-cloud.version") + ".jar");
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
