package io.github.chimeretention.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import io.github.chimeretention.localcloud.http.LoopbackServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * All resources of a large deployment at once, against a service that throttles: each is handled by
 * the packaged handler, an instance for each as on Lambda, but all in one process.
 */
final class FloodBenchmark {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final int RESOURCES = 500;
  private static final int CALLS_PER_SECOND = 10;
  private static final int CALLS_PER_RESOURCE = 2;
  private static final long NANOS_PER_CALL = Duration.ofSeconds(1).toNanos() / CALLS_PER_SECOND;

  private final Settings settings;
  private final Children children;
  private final Template template;

  private final Map<String, String> appInstances = new ConcurrentHashMap<>();
  private final Map<String, String> statuses = new ConcurrentHashMap<>();
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger throttled = new AtomicInteger();
  private final AtomicLong first = new AtomicLong();
  private final AtomicLong last = new AtomicLong();
  private long nextCall = System.nanoTime();

  FloodBenchmark(Settings settings, Children children, Template template) {
    this.settings = settings;
    this.children = children;
    this.template = template;
  }

  /**
   * What came of it.
   *
   * @param calls of the service, with those that it throttled
   * @param seconds from the first call until the last response to CloudFormation
   */
  record Flood(
      int resources, int callsPerSecond, int calls, int throttled, int succeeded, double seconds) {
    /** The time if no call came too early and none too late. */
    double idealSeconds() {
      return (double) resources * CALLS_PER_RESOURCE / callsPerSecond;
    }
  }

  Flood run() throws IOException, InterruptedException {
    try (LoopbackServer chime = new LoopbackServer(0, this::serve);
        LoopbackServer responses = new LoopbackServer(0, this::accept)) {
      ProcessBuilder app =
          new ProcessBuilder(
              settings.jdk().resolve("bin/java").toString(),
              "-cp",
              String.join(":", template.functionCode().toString(), benchmarkClasses()),
              FloodApp.class.getName(),
              template.function().path("Handler").asText().split("::", -1)[0],
              events(responses.uri().toString()).toString());
      app.environment().putAll(Contestants.CREDENTIALS);
      app.environment().put("AWS_REGION", "us-east-1");
      app.environment().put("AWS_ENDPOINT_URL_CHIME_SDK_IDENTITY", chime.uri().toString());
      children.run(app, settings.folder().resolve("flood.log"), LIMIT);
    }
    long succeeded = statuses.values().stream().filter("SUCCESS"::equals).count();
    return new Flood(
        RESOURCES,
        CALLS_PER_SECOND,
        calls.get(),
        throttled.get(),
        (int) succeeded,
        (last.get() - first.get()) / 1e9);
  }

  /** A file with the events of as many appInstances, one a line. */
  private Path events(String endpoint) throws IOException {
    List<String> events = new ArrayList<>();
    for (int i = 0; i < RESOURCES; i++) {
      String event =
          template.create(SynthApp.APP_INSTANCE, Stopwatch.FUNCTION_ARN, endpoint).json();
      String arn = JSON.readTree(event).path("ResourceProperties").path("AppInstanceArn").asText();
      events.add(event.replace(arn, arn.substring(0, arn.lastIndexOf('/')) + "/flood-" + i));
    }
    return Files.write(settings.folder().resolve("flood.jsonl"), events);
  }

  private void serve(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String body = body(exchange);
    first.compareAndSet(0, System.nanoTime());
    calls.incrementAndGet();
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    if (!allows()) {
      throttled.incrementAndGet();
      exchange.getResponseHeaders().set("x-amzn-ErrorType", "ThrottledClientException");
      LoopbackServer.respond(exchange, 429, "{\"Message\":\"Slow down\"}");
    } else if (exchange.getRequestMethod().equals("PUT")) {
      appInstances.put(path, body);
      LoopbackServer.respond(exchange, 200, "{}");
    } else {
      LoopbackServer.respond(exchange, 200, appInstances.get(path));
    }
  }

  private void accept(HttpExchange exchange) throws IOException {
    JsonNode response = JSON.readTree(body(exchange));
    statuses.put(response.path("RequestId").asText(), response.path("Status").asText());
    last.accumulateAndGet(System.nanoTime(), Math::max);
    LoopbackServer.respond(exchange, 200, "");
  }

  /** Evenly spaced: a call that comes too early does not count. */
  private synchronized boolean allows() {
    long now = System.nanoTime();
    if (now < nextCall) {
      return false;
    }
    nextCall = now + NANOS_PER_CALL;
    return true;
  }

  private static String body(HttpExchange exchange) throws IOException {
    return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static String benchmarkClasses() {
    return Path.of(FloodApp.class.getProtectionDomain().getCodeSource().getLocation().getPath())
        .toString();
  }
}
