package io.github.chimeretention.bench;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.github.chimeretention.localcloud.http.LoopbackServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The Lambda Runtime API for one process, with the times at which it was called. */
final class RuntimeApi implements AutoCloseable {
  private static final String PREFIX = "/2018-06-01/runtime/";
  private static final long DEADLINE_MILLIS = 60_000;

  private final String functionArn;
  private final BlockingQueue<Long> ready = new LinkedBlockingQueue<>();
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final BlockingQueue<Long> sent = new LinkedBlockingQueue<>();
  private final BlockingQueue<Long> done = new LinkedBlockingQueue<>();
  private final LoopbackServer server = new LoopbackServer(0, this::exchange);

  RuntimeApi(String functionArn) {
    this.functionArn = functionArn;
  }

  /** The {@code host:port} it listens on. */
  String authority() {
    return server.authority();
  }

  /** When the process asked for an event; the first time says that it has initialized. */
  BlockingQueue<Long> ready() {
    return ready;
  }

  /** When an event was handed over. */
  BlockingQueue<Long> sent() {
    return sent;
  }

  /** When the handler returned. */
  BlockingQueue<Long> done() {
    return done;
  }

  void send(Event event) {
    events.add(event);
  }

  @Override
  public void close() {
    server.close();
  }

  private void exchange(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    exchange.getRequestBody().readAllBytes();
    if (path.equals(PREFIX + "invocation/next")) {
      ready.add(System.nanoTime());
      next(exchange);
    } else {
      if (path.endsWith("/response")) {
        done.add(System.nanoTime());
      }
      LoopbackServer.respond(exchange, 202, "{\"status\":\"OK\"}");
    }
  }

  private void next(HttpExchange exchange) throws IOException {
    Event event = take();
    if (event == null) {
      exchange.close();
      return;
    }
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", "application/json");
    headers.set("Lambda-Runtime-Aws-Request-Id", event.requestId());
    headers.set(
        "Lambda-Runtime-Deadline-Ms", Long.toString(System.currentTimeMillis() + DEADLINE_MILLIS));
    headers.set("Lambda-Runtime-Invoked-Function-Arn", functionArn);
    byte[] json = event.json().getBytes(StandardCharsets.UTF_8);
    sent.add(System.nanoTime());
    exchange.sendResponseHeaders(200, json.length);
    exchange.getResponseBody().write(json);
    exchange.close();
  }

  private Event take() {
    try {
      return events.poll(DEADLINE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}
