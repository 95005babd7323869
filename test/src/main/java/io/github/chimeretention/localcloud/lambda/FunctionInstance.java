package io.github.chimeretention.localcloud.lambda;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.github.chimeretention.localcloud.http.LoopbackServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * An execution environment: a process that handles one event at a time, which it gets from its own
 * Lambda Runtime API. It is kept warm between events, and killed when it exceeds the function's
 * timeout.
 */
final class FunctionInstance implements AutoCloseable {
  /** How long an environment may take to start before the function's timeout applies. */
  private static final Duration INIT_TIMEOUT = Duration.ofSeconds(10);

  private static final String TIMED_OUT = "Task timed out";
  private static final String EXITED = "Runtime exited";

  /** Enough for the error message of a JVM that exits. */
  private static final int MAX_OUTPUT = 1000;

  /** The interval at which output of the process is moved to the log. */
  private static final int COLLECT_MILLIS = 50;

  private final BlockingQueue<Invocation> assigned = new ArrayBlockingQueue<>(1);
  private final FunctionConfiguration function;
  private final Duration timeout;
  private final LoopbackServer api;
  private final Consumer<byte[]> log;
  private final Process process;
  private final ScheduledExecutorService collector = Executors.newSingleThreadScheduledExecutor();
  private volatile Invocation current = new Invocation("", "", new CompletableFuture<>());
  private volatile boolean started;
  private volatile boolean closed;
  private String firstOutput = "";

  FunctionInstance(JavaRuntime runtime, Consumer<byte[]> log) {
    this.log = log;
    function = runtime.function();
    timeout = Duration.ofSeconds(function.timeout());
    api = new LoopbackServer(0, this::exchange);
    try {
      process = runtime.instance(api.authority()).redirectOutput(Redirect.PIPE).start();
    } catch (IOException e) {
      api.close();
      throw new UncheckedIOException("The instance's JVM can't be started", e);
    }
    // As on Lambda, the first instance creates the log group.
    log.accept(new byte[0]);
    ScheduledFuture<?> unusedPolling =
        collector.scheduleWithFixedDelay(
            this::collect, COLLECT_MILLIS, COLLECT_MILLIS, TimeUnit.MILLISECONDS);
    CompletableFuture<Void> unusedExit = process.onExit().thenRun(() -> end(EXITED));
  }

  /** An attempt to handle an event; the error is empty on success. */
  private record Invocation(String requestId, String event, CompletableFuture<String> error) {
    void limit(Duration time) {
      CompletableFuture<String> unused =
          error.completeOnTimeout(TIMED_OUT, time.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /**
   * Lets the process handle an event; returns the error, or an empty string on success.
   *
   * @throws IllegalStateException if the process ends before it asks for an event
   */
  String invoke(String requestId, String event) {
    Invocation invocation = new Invocation(requestId, event, new CompletableFuture<>());
    current = invocation;
    if (isUsable()) {
      assigned.add(invocation);
    } else {
      end(EXITED);
    }
    invocation.limit(timeout.plus(INIT_TIMEOUT));
    String error = invocation.error().join();
    collect();
    if (error.equals(EXITED) && !started && !closed) {
      throw new IllegalStateException("The function's runtime doesn't start: " + firstOutput);
    }
    closed |= error.equals(TIMED_OUT);
    return error;
  }

  /** Whether the process can handle another event. */
  boolean isUsable() {
    return !closed && process.isAlive();
  }

  @Override
  public void close() {
    closed = true;
    collector.shutdownNow();
    collect();
    process.destroyForcibly().onExit().join();
    api.close();
  }

  /** Moves the current output of the process to the log. */
  private synchronized void collect() {
    InputStream printed = process.getInputStream();
    try {
      byte[] text = printed.readNBytes(printed.available());
      if (text.length > 0) {
        log.accept(text);
      }
      if (!started && firstOutput.length() < MAX_OUTPUT) {
        firstOutput += new String(text, StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      // The process was ended, and its output closed.
      collector.shutdown();
    }
  }

  private void end(String error) {
    current.error().complete(error);
  }

  private void exchange(HttpExchange exchange) throws IOException {
    started = true;
    String path = exchange.getRequestURI().getPath();
    if (path.endsWith("/invocation/next")) {
      next(exchange);
      return;
    }
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (path.endsWith("/init/error")) {
      end("Init failed: " + body);
      closed = true;
    } else {
      end(path.endsWith("/error") ? body : "");
    }
    LoopbackServer.respond(exchange, 202, "{\"status\":\"OK\"}");
  }

  private void next(HttpExchange exchange) throws IOException {
    try {
      Invocation invocation = assigned.take();
      invocation.limit(timeout);
      long end = System.currentTimeMillis() + timeout.toMillis();
      Headers headers = exchange.getResponseHeaders();
      headers.set("Content-Type", "application/json");
      headers.set("Lambda-Runtime-Aws-Request-Id", invocation.requestId());
      headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(end));
      headers.set("Lambda-Runtime-Invoked-Function-Arn", function.functionArn());
      headers.set("Lambda-Runtime-Trace-Id", "Root=1-5e1b4151-43a0913a12345678901234567;Sampled=0");
      LoopbackServer.respond(exchange, 200, invocation.event());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      exchange.close();
    }
  }
}
