package io.github.chimeretention.bench;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.github.chimeretention.localcloud.http.LoopbackServer;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The Lambda Runtime API for one process; records when it is called. */
final class RuntimeApi implements AutoCloseable {
  private static final long TIMEOUT_MILLIS = 60_000;

  /** The times at which the process asked for an event, first at the end of its init phase. */
  final BlockingQueue<Long> ready = new LinkedBlockingQueue<>();

  /** The times at which the process got an event. */
  final BlockingQueue<Long> sent = new LinkedBlockingQueue<>();

  private final BlockingQueue<Template.Event> events = new LinkedBlockingQueue<>();
  private final LoopbackServer server = new LoopbackServer(0, this::exchange);

  /** The {@code host:port} that it listens on. */
  String authority() {
    return server.authority();
  }

  void send(Template.Event event) {
    events.add(event);
  }

  @Override
  public void close() {
    server.close();
  }

  private void exchange(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    if (exchange.getRequestURI().getPath().endsWith("/invocation/next")) {
      ready.add(System.nanoTime());
      next(exchange);
    } else {
      LoopbackServer.respond(exchange, 202, "{\"status\":\"OK\"}");
    }
  }

  private void next(HttpExchange exchange) throws IOException {
    try {
      Template.Event event = events.take();
      Headers headers = exchange.getResponseHeaders();
      headers.set("Content-Type", "application/json");
      headers.set("Lambda-Runtime-Aws-Request-Id", event.requestId());
      long deadline = System.currentTimeMillis() + TIMEOUT_MILLIS;
      headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(deadline));
      headers.set("Lambda-Runtime-Invoked-Function-Arn", Template.FUNCTION_ARN);
      sent.add(System.nanoTime());
      LoopbackServer.respond(exchange, 200, event.json());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      exchange.close();
    }
  }
}
