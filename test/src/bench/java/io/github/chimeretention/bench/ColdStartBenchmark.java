package io.github.chimeretention.bench;

import io.github.chimeretention.bench.handler.PojoHandler;
import io.github.chimeretention.bench.handler.PowertoolsHandler;
import io.github.chimeretention.localcloud.http.PrivateAuthority;
import io.github.chimeretention.localcloud.lambda.FunctionConfiguration;
import io.github.chimeretention.localcloud.lambda.JavaRuntime;
import io.netty.pkitesting.CertificateBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;

/** Starts each function once per round, as Lambda does, and sends it one event. */
record ColdStartBenchmark(Settings settings, Template template) {
  private static final Pattern SDK_LIBRARIES =
      Pattern.compile(
          ".*/(software/amazon/awssdk|org/reactivestreams|org/slf4j|joda-time"
              + "|com/amazonaws/aws-lambda-java-(core|events))/.*");
  private static final Pattern POWERTOOLS_LIBRARIES =
      Pattern.compile(
          SDK_LIBRARIES.pattern()
              + "|.*/(software/amazon/lambda|com/fasterxml/jackson|org/aspectj)/.*");

  /** The function, and the functions that it is compared with. */
  record ColdStarts(Contestant ours, Contestant requestHandler, Contestant powertools) {
    List<Contestant> all() {
      return List.of(ours, requestHandler, powertools);
    }

    /** The function's median as a share of another function's. */
    double ratio(Contestant other, ToDoubleFunction<Sample> figure) {
      return ours.spread(figure).median() / other.spread(figure).median();
    }
  }

  ColdStarts run() throws IOException, InterruptedException {
    // RSA keys, like those of the services' certificates.
    PrivateAuthority authority =
        new PrivateAuthority("CN=Benchmark CA", CertificateBuilder::rsa2048);
    Path trustStore = path("trust-store");
    authority.writeTrustStore(settings.jdk(), trustStore);
    try (Endpoints endpoints = new Endpoints(authority.serverContext());
        CpuLimit limit = CpuLimit.open()) {
      ColdStarts coldStarts = contestants(trustStore, endpoints);
      Stopwatch stopwatch = new Stopwatch(settings.jdk(), template, endpoints, limit);
      // The first round, which is not counted, warms up caches and endpoints.
      for (int round = 0; round <= settings.rounds(); round++) {
        List<Contestant> order = new ArrayList<>(coldStarts.all());
        Collections.rotate(order, round);
        for (Contestant contestant : order) {
          measure(stopwatch, contestant, round > 0);
        }
        System.err.println("Cold starts: round " + round + " of " + settings.rounds());
      }
      return coldStarts;
    }
  }

  private static void measure(Stopwatch stopwatch, Contestant contestant, boolean counts)
      throws IOException, InterruptedException {
    Sample sample = stopwatch.run(contestant, false);
    if (counts) {
      contestant.samples().add(sample);
      if (stopwatch.limit().isAvailable()) {
        contestant.limited().add(stopwatch.run(contestant, true));
      }
    }
  }

  private ColdStarts contestants(Path trustStore, Endpoints endpoints) throws IOException {
    Map<String, String> environment =
        Map.of(
            "AWS_ACCESS_KEY_ID", "ASIAIOSFODNN7EXAMPLE",
            "AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
            "AWS_SESSION_TOKEN", "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTw",
            "AWS_ENDPOINT_URL_CHIME_SDK_IDENTITY", endpoints.chime().toString(),
            "JAVA_TOOL_OPTIONS", "-Djavax.net.ssl.trustStore=" + trustStore);
    return new ColdStarts(
        contestant(
            FunctionPackage.of(template.functionCode(), path("chime-retention")),
            template.function().path("Handler").asText(),
            environment),
        contestant(
            FunctionPackage.ofHandlers(SDK_LIBRARIES.asMatchPredicate(), path("RequestHandler")),
            PojoHandler.class.getName(),
            environment),
        contestant(
            FunctionPackage.ofHandlers(POWERTOOLS_LIBRARIES.asMatchPredicate(), path("Powertools")),
            PowertoolsHandler.class.getName(),
            environment));
  }

  private Contestant contestant(FunctionPackage code, String handler, Map<String, String> env) {
    FunctionConfiguration function =
        new FunctionConfiguration(
            "bench",
            Template.FUNCTION_ARN,
            "arn:aws:iam::111122223333:role/bench",
            "java25",
            handler,
            template.function().path("MemorySize").asInt(),
            60,
            Map.of(),
            "JSON",
            "/aws/lambda/bench");
    Path log = path(code.name() + ".log");
    return new Contestant(code, new JavaRuntime(function, code.folder(), env), log);
  }

  private Path path(String name) {
    return settings.folder().resolve(name);
  }
}
