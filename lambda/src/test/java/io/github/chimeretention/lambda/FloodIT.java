package io.github.chimeretention.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.chimeretention.lambda.chime.RetentionResources;
import io.github.chimeretention.lambda.cloudformation.ResponseSender;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Each resource of a deployment is handled by a handler of its own, as by Lambda's instances. */
@DisplayName("When all resources are deployed at once to a service that throttles,")
class FloodIT {
  private static final Duration FUNCTION_TIMEOUT = Duration.ofMinutes(5);
  private static final String ENDPOINT = "aws.endpointUrlChime";
  private static final String THROTTLED = "{\"Message\": \"slow down\"}";

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, JsonNode> responses = new ConcurrentHashMap<>();
  private final Map<String, String> settings = new ConcurrentHashMap<>();
  private final Map<String, RateLimit> limits =
      Map.of("ten", new RateLimit(10), "one", new RateLimit(1));
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
    server.setExecutor(threads);
    server.createContext("/accounts/", this::chime);
    server.createContext("/response/", this::response);
    server.start();
    System.setProperty(ENDPOINT, url(""));
  }

  @AfterEach
  void stop() {
    System.clearProperty(ENDPOINT);
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  @DisplayName("each is answered with success, within one and a half times the ideal time")
  void flood() throws Exception {
    // At the same time, on two accounts' limits of their own. Each resource takes two calls.
    Future<Duration> ten = threads.submit(() -> deploy("ten", 500));
    Future<Duration> one = threads.submit(() -> deploy("one", 60));

    // 1.5 times 500 x 2 calls at ten a second, and 60 x 2 calls at one a second.
    assertThat(ten.get()).isLessThan(Duration.ofSeconds(150));
    assertThat(one.get()).isLessThan(Duration.ofMinutes(3));
    assertThat(responses).hasSize(560);
    assertThat(responses.values())
        .allSatisfy(it -> assertThat(it.path("Status").asText()).isEqualTo("SUCCESS"));
  }

  private Duration deploy(String limit, int resources) throws Exception {
    long start = System.nanoTime();
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < resources; i++) {
      String account = limit + "-" + i;
      all.add(threads.submit(() -> create(account)));
    }
    for (Future<?> each : all) {
      each.get();
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    System.out.printf(
        "%d resources, limit %s a second: %d s%n", resources, limit, took.toSeconds());
    return took;
  }

  private Void create(String account) throws IOException {
    String event =
        """
        {"RequestType": "Create", "ResponseURL": "%s", "StackId": "s", "RequestId": "%s",
         "LogicalResourceId": "l", "ResourceType": "Custom::ChimeRetentionSettings",
         "ResourceProperties": {"AccountId": "%s", "RoomRetentionDays": "30"}}"""
            .formatted(url("/response/" + account), account, account);
    new RetentionHandler(RetentionResources.all(), new ResponseSender(), Duration.ofSeconds(2))
        .handleRequest(
            new ByteArrayInputStream(event.getBytes(UTF_8)),
            OutputStream.nullOutputStream(),
            new TestContext(FUNCTION_TIMEOUT));
    return null;
  }

  private void chime(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String account = path.substring("/accounts/".length(), path.lastIndexOf('/'));
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (!limits.get(account.substring(0, account.indexOf('-'))).allows()) {
      exchange.getResponseHeaders().add("x-amzn-ErrorType", "ThrottledClientException");
      answer(exchange, 429, THROTTLED);
    } else if (exchange.getRequestMethod().equals("PUT")) {
      settings.put(account, new String(body, UTF_8));
      answer(exchange, 204, "");
    } else {
      answer(exchange, 200, settings.get(account));
    }
  }

  private void response(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    JsonNode twice =
        responses.putIfAbsent(
            exchange.getRequestURI().getPath(), CloudFormationAndChime.json(body));
    answer(exchange, twice == null ? 200 : 409, "");
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  /** At most so many calls in any second; a call that is refused does not count. */
  private static final class RateLimit {
    private final long interval;
    private long next = System.nanoTime();

    RateLimit(int callsPerSecond) {
      interval = Duration.ofSeconds(1).dividedBy(callsPerSecond).toNanos();
    }

    synchronized boolean allows() {
      long now = System.nanoTime();
      if (now < next) {
        return false;
      }
      next = now + interval;
      return true;
    }
  }
}
