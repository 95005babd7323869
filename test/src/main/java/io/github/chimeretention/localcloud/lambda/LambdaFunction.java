package io.github.chimeretention.localcloud.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A function with its instances and its queue of asynchronous invocations. An attempt that ends in
 * an error is repeated as often as the function's configuration says, however old its event is.
 */
final class LambdaFunction implements AutoCloseable {
  private static final int MAXIMUM_INSTANCES = 4;

  /** On Lambda a minute, then two. */
  private static final Duration RETRY_DELAY = Duration.ofMillis(100);

  private final JavaRuntime runtime;
  private final ExecutorService queue = Executors.newFixedThreadPool(MAXIMUM_INSTANCES);
  private final Set<FunctionInstance> instances = new HashSet<>();
  private final Deque<FunctionInstance> idle = new ArrayDeque<>();
  private volatile int maximumRetryAttempts;
  private boolean closed;

  LambdaFunction(JavaRuntime runtime, int maximumRetryAttempts) {
    this.runtime = runtime;
    this.maximumRetryAttempts = maximumRetryAttempts;
  }

  /** What is kept of a function between runs, with the name of its code. */
  record Stored(FunctionConfiguration configuration, int maximumRetryAttempts, String code) {}

  Stored stored() {
    String code = runtime.taskRoot().getFileName().toString();
    return new Stored(runtime.function(), maximumRetryAttempts, code);
  }

  void retry(int attempts) {
    maximumRetryAttempts = attempts;
  }

  /** Puts an event into the queue; gives the end of its last attempt. */
  CompletableFuture<Void> invoke(String event) {
    return CompletableFuture.runAsync(() -> handle(event), queue);
  }

  /** Ends the instances, and waits until the log says how their attempts ended. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      queue.shutdownNow();
      instances.forEach(FunctionInstance::close);
    }
    try {
      queue.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Attempts an event until that succeeds, or is not to be repeated. All have one request id. */
  private void handle(String event) {
    String requestId = UUID.randomUUID().toString();
    try {
      for (int attempt = 1; ; attempt++) {
        String error = attempt(requestId, event);
        if (error.isEmpty()) {
          return;
        }
        log("Attempt %d at %s: %s%n".formatted(attempt, requestId, error));
        if (attempt > maximumRetryAttempts) {
          return;
        }
        TimeUnit.MILLISECONDS.sleep(RETRY_DELAY.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String attempt(String requestId, String event) throws InterruptedException {
    FunctionInstance instance = take();
    try {
      return instance.invoke(requestId, event);
    } finally {
      giveBack(instance);
    }
  }

  private synchronized FunctionInstance take() throws InterruptedException {
    if (closed) {
      throw new InterruptedException("The function is closed");
    }
    while (!idle.isEmpty()) {
      FunctionInstance warm = idle.remove();
      if (warm.isUsable()) {
        return warm;
      }
      giveBack(warm);
    }
    FunctionInstance instance = new FunctionInstance(runtime);
    instances.add(instance);
    return instance;
  }

  private synchronized void giveBack(FunctionInstance instance) {
    if (instance.isUsable()) {
      idle.add(instance);
    } else {
      instances.remove(instance);
      instance.close();
    }
  }

  private void log(String text) {
    try {
      Files.writeString(runtime.log(), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("The function's log can't be written", e);
    }
  }
}
