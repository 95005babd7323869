package io.github.chimeretention.localcloud.lambda;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.github.chimeretention.localcloud.http.LoopbackServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The Lambda Runtime API, as one instance of a function sees it.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Lambda runtime
 *     API</a>
 */
final class RuntimeApi implements AutoCloseable {
  private static final String PREFIX = "/2018-06-01/runtime/";

  private final Instance instance;
  private final String functionArn;
  private final LoopbackServer server;

  RuntimeApi(Instance instance, String functionArn) {
    this.instance = instance;
    this.functionArn = functionArn;
    server = new LoopbackServer("runtime-api", this::exchange);
  }

  /** What the API asks of the instance that it serves, and tells it. */
  interface Instance {
    /** Waits for the next invocation. */
    Assignment next() throws InterruptedException;

    void succeeded(String requestId);

    void failed(String requestId, String error);

    void initFailed(String error);
  }

  /** An invocation with the time by which it must end. */
  record Assignment(Invocation invocation, long deadlineMillis) {}

  /** For {@code AWS_LAMBDA_RUNTIME_API}. */
  String authority() {
    return server.authority();
  }

  @Override
  public void close() {
    server.close();
  }

  private void exchange(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (!path.startsWith(PREFIX)) {
      LoopbackServer.answer(exchange, 404, "");
    } else if (path.equals(PREFIX + "invocation/next")) {
      next(exchange);
    } else {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      tell(path.substring(PREFIX.length()).split("/", -1), body);
      LoopbackServer.answer(exchange, 202, "{\"status\":\"OK\"}");
    }
  }

  private void next(HttpExchange exchange) throws IOException {
    Optional<Assignment> assignment = take();
    if (assignment.isEmpty()) {
      exchange.close();
      return;
    }
    Invocation invocation = assignment.get().invocation();
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", "application/json");
    headers.set("Lambda-Runtime-Aws-Request-Id", invocation.requestId());
    headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(assignment.get().deadlineMillis()));
    headers.set("Lambda-Runtime-Invoked-Function-Arn", functionArn);
    headers.set("Lambda-Runtime-Trace-Id", "Root=1-5e1b4151-43a0913a12345678901234567;Sampled=0");
    LoopbackServer.answer(exchange, 200, invocation.event());
  }

  private Optional<Assignment> take() {
    try {
      return Optional.of(instance.next());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** Told before the runtime has its answer, so that its next question finds the instance free. */
  private void tell(String[] path, String body) {
    String last = path[path.length - 1];
    if (path[0].equals("init")) {
      instance.initFailed(body);
    } else if (last.equals("error")) {
      instance.failed(path[1], body);
    } else if (last.equals("response")) {
      instance.succeeded(path[1]);
    }
  }
}
