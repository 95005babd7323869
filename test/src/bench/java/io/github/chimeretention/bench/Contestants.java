package io.github.chimeretention.bench;

import io.github.chimeretention.bench.handler.NoOpHandler;
import io.github.chimeretention.bench.handler.PojoHandler;
import io.github.chimeretention.bench.handler.PowertoolsHandler;
import io.github.chimeretention.localcloud.lambda.FunctionConfiguration;
import io.github.chimeretention.localcloud.lambda.JavaRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Makes the contestants from what CDK synthesized and from the benchmark's own handlers. */
final class Contestants {
  private static final Pattern POJO_LIBRARIES =
      Pattern.compile(
          ".*/(software/amazon/awssdk|org/reactivestreams|org/slf4j|joda-time"
              + "|com/amazonaws/aws-lambda-java-(core|events))/.*");
  private static final Pattern POWERTOOLS_LIBRARIES =
      Pattern.compile(
          POJO_LIBRARIES.pattern()
              + "|.*/(software/amazon/lambda|com/fasterxml/jackson|org/aspectj)/.*");

  /** Credentials that AWS's documentation uses as examples. */
  static final Map<String, String> CREDENTIALS =
      Map.of(
          "AWS_ACCESS_KEY_ID", "ASIAIOSFODNN7EXAMPLE",
          "AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
          "AWS_SESSION_TOKEN", "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTw");

  private final Settings settings;
  private final Tls tls;
  private final Endpoints endpoints;
  private final Template ours;
  private final Template peer;
  private final Node node;

  Contestants(
      Settings settings, Tls tls, Endpoints endpoints, Template ours, Template peer, Node node) {
    this.settings = settings;
    this.tls = tls;
    this.endpoints = endpoints;
    this.ours = ours;
    this.peer = peer;
    this.node = node;
  }

  /** Everyone, as Lambda runs them. */
  List<Contestant> plain() throws IOException {
    return List.of(
        java(
            Contestant.FLOOR,
            packaged(Contestant.FLOOR, path -> false),
            NoOpHandler.class.getName()),
        java(Contestant.OURS, ours(), ours.function().path("Handler").asText()),
        java(
            Contestant.POJO,
            packaged(Contestant.POJO, POJO_LIBRARIES.asMatchPredicate()),
            PojoHandler.class.getName()),
        java(
            Contestant.POWERTOOLS,
            packaged(Contestant.POWERTOOLS, POWERTOOLS_LIBRARIES.asMatchPredicate()),
            PowertoolsHandler.class.getName()),
        node());
  }

  private FunctionPackage ours() throws IOException {
    return FunctionPackage.of(ours.functionCode(), settings.folder().resolve(Contestant.OURS));
  }

  private FunctionPackage packaged(String name, Predicate<String> libraries) throws IOException {
    return FunctionPackage.ofHandlers(libraries, settings.folder().resolve(name));
  }

  private Contestant java(String name, FunctionPackage code, String handler) {
    FunctionConfiguration function =
        new FunctionConfiguration(
            "bench",
            Stopwatch.FUNCTION_ARN,
            "arn:aws:iam::111122223333:role/bench",
            "java25",
            handler,
            ours.function().path("MemorySize").asInt(),
            60,
            Map.of("JAVA_TOOL_OPTIONS", "-Djavax.net.ssl.trustStore=" + tls.trustStore()),
            "JSON",
            "/aws/lambda/bench");
    JavaRuntime runtime = new JavaRuntime(function, code.code(), log(name), serviceEnvironment());
    return new Contestant(
        name,
        Contestant.PLAIN,
        0,
        code.jar().toFile().length(),
        !name.equals(Contestant.FLOOR),
        event(ours, SynthApp.APP_INSTANCE),
        api -> onJdk(runtime.instance(api)));
  }

  /** On the JDK that Lambda has, which need not be the one that runs the benchmark. */
  private ProcessBuilder onJdk(ProcessBuilder builder) {
    builder.command().set(0, settings.jdk().resolve("bin/java").toString());
    return builder;
  }

  private Contestant node() throws IOException {
    Path code = peer.functionCode();
    Map<String, String> environment = new HashMap<>(serviceEnvironment());
    environment.put("_HANDLER", peer.function().path("Handler").asText());
    environment.put("AWS_REGION", "us-east-1");
    environment.put("AWS_LAMBDA_FUNCTION_NAME", "bench");
    environment.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/bench");
    environment.put("AWS_LAMBDA_LOG_STREAM_NAME", "bench");
    environment.put("LAMBDA_TASK_ROOT", code.toString());
    environment.put("NODE_PATH", settings.folder().resolve("node/node_modules").toString());
    environment.put("NODE_EXTRA_CA_CERTS", tls.pem().toString());
    environment.put("BENCH_RESPONSE_PORT", Integer.toString(endpoints.responses().getPort()));
    Path log = log(Contestant.PEER);
    Path loop = settings.node().resolve("runtime.js");
    Function<String, ProcessBuilder> process =
        api -> {
          ProcessBuilder builder = new ProcessBuilder(node.executable(), loop.toString());
          builder.environment().clear();
          builder.environment().putAll(environment);
          builder.environment().put("AWS_LAMBDA_RUNTIME_API", api);
          builder.environment().put("PATH", System.getenv("PATH"));
          return builder
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        };
    return new Contestant(
        Contestant.PEER,
        Contestant.PLAIN,
        0,
        size(code),
        true,
        event(peer, SynthApp.AWS_CUSTOM_RESOURCE),
        process);
  }

  private Supplier<Event> event(Template template, String type) {
    String endpoint = endpoints.responses().toString();
    return () -> template.create(type, Stopwatch.FUNCTION_ARN, endpoint);
  }

  private Map<String, String> serviceEnvironment() {
    Map<String, String> environment = new HashMap<>(CREDENTIALS);
    environment.put("AWS_ENDPOINT_URL_CHIME_SDK_IDENTITY", endpoints.chime().toString());
    return environment;
  }

  private Path log(String name) {
    return settings.folder().resolve(name + ".log");
  }

  private static long size(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
