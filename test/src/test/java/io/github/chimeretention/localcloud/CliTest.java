package io.github.chimeretention.localcloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.chimeretention.cdk.RetentionProvider;
import io.github.chimeretention.cdk.RetentionProviderProps;
import io.github.chimeretention.localcloud.chime.Fault;
import io.github.chimeretention.localcloud.chime.ServiceError;
import io.github.chimeretention.localcloud.chime.ServiceWatch;
import io.github.chimeretention.localcloud.chime.ServiceWatch.RecordedRequest;
import io.github.chimeretention.localcloud.chime.WatchedApi;
import io.github.chimeretention.localcloud.lambda.Delivery;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;

/**
 * A local cloud that the tests of a class share. It runs the packaged handler, and the real CDK CLI
 * deploys to it. Each test has its own stack and identities; most stacks declare an account and an
 * app instance.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 15, unit = TimeUnit.MINUTES) // A run of the CLI takes a while on a busy machine.
abstract class CliTest {
  static final String STACK = "Retention";
  static final Path PROJECT = Path.of(System.getProperty("local-cloud.project"));

  static final CdkCli CDK =
      new CdkCli(PROJECT.resolve("test/cdk-cli"), System.getProperty("local-cloud.cdk-cli"));

  static final Fault FORBIDDEN = new Fault.Refuse(ServiceError.FORBIDDEN, "You shall not pass");

  private static final AtomicInteger IDENTITIES = new AtomicInteger();

  private Path folder;
  private final ServiceWatch watch = new ServiceWatch();
  private final AtomicInteger assemblies = new AtomicInteger();
  private LocalCloud cloud;

  /** The CLI's exit code, and its output on both streams. */
  record Run(int exitCode, String output) {}

  @BeforeAll
  final void open(@TempDir Path ofClass) {
    folder = ofClass;
    cloud = new LocalCloud(folder.resolve("state"), 0, watch);
  }

  /** Another instance would take longer to start than to wait for. */
  @BeforeEach
  final void deliverToOneInstance() {
    cloud.lambda().deliver(Delivery.STANDARD.withInstances(1));
  }

  @AfterAll
  final void close() {
    cloud.close();
    assertThat(watch.unserved())
        .as("operations of this version of the CLI that the local cloud doesn't serve")
        .allSatisfy(operation -> assertThat(operation).contains("CloudTrail"));
  }

  @AfterEach
  final void deleteStacks() {
    endpoints().forEach(api -> api.faults().clear());
    deleteStacks(cloud.cloudFormation().stackNames());
    assertThat(cloud.cloudFormation().stackNames()).isEmpty();
  }

  /** Deletes stacks in this order. */
  final void deleteStacks(List<String> names) {
    for (String name : names) {
      try (StackClient stack = StackClient.of(cloud, name)) {
        stack.delete();
      }
    }
  }

  final LocalCloud cloud() {
    return cloud;
  }

  final Path folder() {
    return folder;
  }

  /** Returns the number of an account and an app instance that no other test uses. */
  static int newIdentity() {
    return IDENTITIES.incrementAndGet();
  }

  /** Declares the settings of an account and an app instance. */
  static Consumer<Stack> settings(int identity, int days) {
    return settings("", identity, days, RemovalPolicy.DESTROY);
  }

  /**
   * @param id distinguishes these constructs from others in the stack
   */
  static Consumer<Stack> settings(String id, int identity, int days, RemovalPolicy policy) {
    return stack -> {
      for (RetentionType type : RetentionType.values()) {
        type.declare(stack, type + id, type.identity(identity), days, policy);
      }
    };
  }

  /** Sets the function's timeout. The Delete of a cancelled Create waits for most of it. */
  static Consumer<Stack> timeout(int seconds) {
    return stack ->
        RetentionProvider.shared(
            stack, RetentionProviderProps.builder().timeout(Duration.seconds(seconds)).build());
  }

  /** Adds a resource that CloudFormation can't create, to be created last. */
  static Consumer<Stack> failing(Consumer<Stack> settings) {
    return stack -> {
      settings.accept(stack);
      CfnResource broken = broken(stack);
      stack.getNode().getChildren().stream()
          .filter(child -> !child.equals(broken))
          .forEach(child -> broken.getNode().addDependency(child));
    };
  }

  static CfnResource broken(Stack stack) {
    return CfnResource.Builder.create(stack, "Broken")
        .type("AWS::SSM::Parameter")
        .properties(Map.of("Name", "/aws/reserved", "Type", "String", "Value", "1"))
        .build();
  }

  /** Synthesizes an app, and returns the folder of its cloud assembly. */
  final Path synth(Consumer<App> declare) {
    return synth(folder.resolve("cdk.out." + assemblies.incrementAndGet()), declare);
  }

  /** Synthesizes one app at a time, because all share one jsii process. */
  static synchronized Path synth(Path assembly, Consumer<App> declare) {
    App app = new App(AppProps.builder().outdir(assembly.toString()).build());
    declare.accept(app);
    app.synth();
    return assembly;
  }

  final Path synthStack(Consumer<Stack> declare) {
    return synth(app -> declare.accept(new Stack(app, STACK)));
  }

  /** Deploys with CloudFormation's API, for tests that don't depend on the CDK CLI. */
  final CloudAssembly.Deployment deploy(Consumer<Stack> declare) throws IOException {
    return deploy(synthStack(declare));
  }

  final CloudAssembly.Deployment deploy(Path assembly) throws IOException {
    return new CloudAssembly(assembly, STACK).deploy(cloud);
  }

  final Run cdkDeploy(Consumer<Stack> declare) throws IOException {
    return cdkDeploy(synthStack(declare));
  }

  final Run cdkDeploy(Path assembly, String... options) throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("deploy", "**", "--require-approval", "never"));
    arguments.addAll(List.of("--app", assembly.toString()));
    arguments.addAll(List.of(options));
    return cdk(arguments.toArray(String[]::new));
  }

  final Run cdk(String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--no-notices");
    return run(CDK.run(folder, cloud.clientEnvironment(), all));
  }

  final Run run(ProcessBuilder builder) throws IOException {
    Path output = Files.createTempFile(folder, "output", ".txt");
    int exitCode = CdkCli.wait(builder.redirectErrorStream(true).redirectOutput(output.toFile()));
    return new Run(exitCode, Files.readString(output, StandardCharsets.UTF_8));
  }

  /** Returns the days of the account and of the app instance, without periods that are off. */
  final List<Integer> days(int identity) {
    List<Integer> days = new ArrayList<>();
    for (RetentionType type : RetentionType.values()) {
      Optional.ofNullable(
              endpoint(type).retentions().get(type.identity(identity)).days().get(type.setting()))
          .ifPresent(days::add);
    }
    return days;
  }

  final List<WatchedApi> endpoints() {
    return Stream.of(RetentionType.values()).map(this::endpoint).toList();
  }

  final WatchedApi endpoint(RetentionType type) {
    return watch.of(type.api(), cloud.retentions());
  }

  /** Returns the types of the events that the handler received for an identity. */
  final List<String> events(RetentionType type, int identity) {
    return requests(type, identity).stream().map(e -> e.path("RequestType").asText()).toList();
  }

  /** Returns the bodies of the puts that the service received for an identity. */
  final List<String> puts(RetentionType type, int identity) {
    return endpoint(type).requests().stream()
        .filter(request -> request.operation().equals(endpoint(type).put()))
        .filter(request -> request.isFor(type.identity(identity)))
        .map(RecordedRequest::body)
        .toList();
  }

  /** Returns the number of accepted responses to each event for an identity. */
  final List<Integer> accepted(RetentionType type, int identity) {
    return requests(type, identity).stream()
        .map(event -> watch.responses(event.path("RequestId").asText()).size())
        .toList();
  }

  /** Returns the events that the handler received for an identity. */
  final List<JsonNode> requests(RetentionType type, int identity) {
    return cloud.cloudFormation().customResourceRequests().stream()
        .filter(
            event ->
                event.path("ResourceProperties").properties().stream()
                    .map(Map.Entry::getValue)
                    .anyMatch(value -> value.asText().equals(type.identity(identity))))
        .toList();
  }
}
