package io.github.chimeretention.localcloud.lambda;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A function with its instances and its queue of asynchronous invocations.
 *
 * @see "How Lambda handles errors and retries with asynchronous invocation"
 */
final class LambdaFunction implements AutoCloseable {
  private final JavaRuntime runtime;
  private final Consumer<byte[]> log;
  private final Supplier<Delivery> delivery;
  private final ExecutorService queue = Executors.newCachedThreadPool();
  private final Set<FunctionInstance> instances = new HashSet<>();
  private final Deque<FunctionInstance> idle = new ArrayDeque<>();
  private volatile EventInvokeConfig config;
  private boolean closed;

  LambdaFunction(
      JavaRuntime runtime,
      Consumer<byte[]> log,
      EventInvokeConfig config,
      Supplier<Delivery> delivery) {
    this.runtime = runtime;
    this.log = log;
    this.config = config;
    this.delivery = delivery;
  }

  /** The state of a function between runs, with the name of its code. */
  record Stored(FunctionConfiguration configuration, EventInvokeConfig config, String code) {}

  /** An event in the queue. All its attempts and duplicates have the same request ID. */
  private record QueuedEvent(String requestId, String event, Instant queued) {}

  Stored stored() {
    String code = runtime.taskRoot().getFileName().toString();
    return new Stored(runtime.function(), config, code);
  }

  void configure(EventInvokeConfig newConfig) {
    config = newConfig;
  }

  /** Queues an event; returns the end of its last attempt. */
  CompletableFuture<Void> invoke(String event) {
    QueuedEvent queued = new QueuedEvent(UUID.randomUUID().toString(), event, Instant.now());
    return CompletableFuture.allOf(
        Stream.concat(Stream.of(Duration.ZERO), delivery.get().duplicates().stream())
            .map(after -> CompletableFuture.runAsync(() -> deliver(queued, after), queue))
            .toArray(CompletableFuture<?>[]::new));
  }

  /** Ends the instances, and waits until the results of their attempts are logged. */
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

  private void deliver(QueuedEvent event, Duration after) {
    try {
      sleep(after);
      attempt(event);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Attempts an event until it succeeds, fails too often, or is too old. */
  private void attempt(QueuedEvent event) throws InterruptedException {
    int attempts = 0;
    int throttled = 0;
    do {
      Optional<FunctionInstance> instance = take();
      if (instance.isEmpty()) {
        throttled++;
        sleep(Delivery.throttlePause(throttled));
        continue;
      }
      attempts++;
      String error = run(instance.get(), event);
      if (error.isEmpty()) {
        return;
      }
      log("Attempt %d at %s: %s%n".formatted(attempts, event.requestId(), error));
      if (attempts > config.maximumRetryAttempts()) {
        return;
      }
      sleep(Delivery.PAUSE.multipliedBy(attempts));
    } while (!isTooOld(event));
    log("Discarded %s: it is older than the maximum age%n".formatted(event.requestId()));
  }

  private boolean isTooOld(QueuedEvent event) {
    return event.queued().plusSeconds(config.maximumEventAge()).isBefore(Instant.now());
  }

  private String run(FunctionInstance instance, QueuedEvent event) {
    try {
      return instance.invoke(event.requestId(), event.event());
    } finally {
      giveBack(instance);
    }
  }

  /** A warm or a new instance; empty if all that are allowed are busy. */
  private synchronized Optional<FunctionInstance> take() throws InterruptedException {
    if (closed) {
      throw new InterruptedException("The function is closed");
    }
    if (instances.size() - idle.size() >= delivery.get().instances()) {
      return Optional.empty();
    }
    while (!idle.isEmpty()) {
      FunctionInstance warm = idle.remove();
      if (warm.isUsable()) {
        return Optional.of(warm);
      }
      giveBack(warm);
    }
    FunctionInstance instance = new FunctionInstance(runtime, log);
    instances.add(instance);
    return Optional.of(instance);
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
    log.accept(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void sleep(Duration pause) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(pause.toMillis());
  }
}
