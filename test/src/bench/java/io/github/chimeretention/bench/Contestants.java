package io.github.chimeretention.bench;

import io.github.chimeretention.bench.handler.NoOpHandler;
import io.github.chimeretention.bench.handler.PojoHandler;
import io.github.chimeretention.bench.handler.PowertoolsHandler;
import io.github.chimeretention.localcloud.lambda.FunctionConfiguration;
import io.github.chimeretention.localcloud.lambda.FunctionLog;
import io.github.chimeretention.localcloud.lambda.JavaRuntime;
import java.io.File;
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
  private static final Map<String, String> CREDENTIALS =
      Map.of(
          "AWS_ACCESS_KEY_ID", "ASIAIOSFODNN7EXAMPLE",
          "AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
          "AWS_SESSION_TOKEN", "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTw");

  private final Settings settings;
  private final Tls tls;
  private final Endpoints endpoints;
  private final Template ours;
  private final Template peer;
  private final Supplier<Event> oursEvent;
  private final FunctionPackage oursCode;
  private final FunctionPackage floorCode;

  Contestants(Settings settings, Tls tls, Endpoints endpoints, Template ours, Template peer)
      throws IOException {
    this.settings = settings;
    this.tls = tls;
    this.endpoints = endpoints;
    this.ours = ours;
    this.peer = peer;
    oursEvent = event(ours, SynthApp.RETENTION_SETTINGS);
    oursCode = FunctionPackage.of(ours.functionCode(), settings.folder().resolve(Contestant.OURS));
    floorCode = packaged(Contestant.FLOOR, path -> false);
  }

  /** Everyone, as Lambda runs them. */
  List<Contestant> plain() throws IOException {
    return List.of(
        floor(List.of(), Contestant.PLAIN),
        ours(Contestant.OURS, List.of(), Contestant.PLAIN),
        ours(Contestant.OURS_NOT_PRIMED, List.of(), Contestant.PLAIN),
        java(
            Contestant.POJO,
            packaged(Contestant.POJO, POJO_LIBRARIES.asMatchPredicate()),
            PojoHandler.class.getName(),
            List.of(),
            Contestant.PLAIN),
        java(
            Contestant.POWERTOOLS,
            packaged(Contestant.POWERTOOLS, POWERTOOLS_LIBRARIES.asMatchPredicate()),
            PowertoolsHandler.class.getName(),
            List.of(),
            Contestant.PLAIN),
        node());
  }

  /** Those that run with an AOT cache, which is made here by one event. */
  List<Contestant> withAotCache(Stopwatch stopwatch) throws IOException, InterruptedException {
    Path floor = settings.folder().resolve(Contestant.FLOOR + ".aot");
    Path ours = settings.folder().resolve(Contestant.OURS + ".aot");
    Files.deleteIfExists(floor);
    Files.deleteIfExists(ours);
    stopwatch.run(floor(List.of("-XX:AOTCacheOutput=" + floor), Contestant.AOT), 0);
    stopwatch.run(ours(Contestant.OURS, List.of("-XX:AOTCacheOutput=" + ours), Contestant.AOT), 0);
    // A cache that does not fit ends the process, where it would be left out without a word.
    String insist = "-XX:AOTMode=on";
    return List.of(
        floor(List.of(insist, "-XX:AOTCache=" + floor), Contestant.AOT),
        ours(Contestant.OURS, List.of(insist, "-XX:AOTCache=" + ours), Contestant.AOT));
  }

  private Contestant floor(List<String> options, String configuration) {
    return java(Contestant.FLOOR, floorCode, NoOpHandler.class.getName(), options, configuration);
  }

  private Contestant ours(String name, List<String> options, String configuration) {
    return java(name, oursCode, ours.function().path("Handler").asText(), options, configuration);
  }

  private FunctionPackage packaged(String name, Predicate<String> libraries) throws IOException {
    return FunctionPackage.ofHandlers(libraries, settings.folder().resolve(name));
  }

  private Contestant java(
      String name,
      FunctionPackage code,
      String handler,
      List<String> options,
      String configuration) {
    FunctionConfiguration function =
        new FunctionConfiguration(
            "bench",
            Stopwatch.FUNCTION_ARN,
            "java25",
            handler,
            ours.function().path("MemorySize").asInt(),
            60,
            environment(name),
            "JSON",
            "/aws/lambda/bench");
    JavaRuntime runtime =
        new JavaRuntime(
            function, code.code().folder(), new FunctionLog(log(name)), serviceEnvironment());
    return new Contestant(
        name,
        configuration,
        0,
        code.jar().toFile().length(),
        !name.equals(Contestant.FLOOR),
        oursEvent,
        api -> onJdk(runtime.instance(api), code, options));
  }

  /** On the JDK that Lambda has, which need not be the one that runs the benchmark. */
  private ProcessBuilder onJdk(ProcessBuilder builder, FunctionPackage code, List<String> options) {
    List<String> command = builder.command();
    command.set(0, settings.jdk().resolve("bin/java").toString());
    if (!options.isEmpty()) {
      // The cache takes classes from jars on the class path alone, as an image would start them.
      int classPath = command.indexOf("-cp") + 1;
      command.set(classPath, command.get(classPath) + File.pathSeparator + code.jar());
    }
    command.addAll(1, options);
    return builder;
  }

  /** As the template has it, but for the contestant that is to do without. */
  private Map<String, String> environment(String name) {
    Map<String, String> environment = new HashMap<>();
    environment.put("JAVA_TOOL_OPTIONS", "-Djavax.net.ssl.trustStore=" + tls.trustStore());
    if (name.equals(Contestant.OURS)) {
      ours.function()
          .path("Environment")
          .path("Variables")
          .properties()
          .forEach(variable -> environment.put(variable.getKey(), variable.getValue().asText()));
    }
    return environment;
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
          ProcessBuilder builder = new ProcessBuilder("node", loop.toString());
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
    environment.put("AWS_ENDPOINT_URL_CHIME", endpoints.chime().toString());
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
