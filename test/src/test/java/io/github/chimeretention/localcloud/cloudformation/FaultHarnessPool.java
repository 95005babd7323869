package io.github.chimeretention.localcloud.cloudformation;

import io.github.chimeretention.localcloud.cloudformation.FaultHarness.Observation;
import io.github.chimeretention.localcloud.http.Certificates;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Harnesses that run in parallel, because their changes mostly wait. */
final class FaultHarnessPool implements AutoCloseable {
  private final List<FaultHarness> all;
  private final BlockingQueue<FaultHarness> free = new LinkedBlockingQueue<>();
  private final ExecutorService threads;

  /** Harnesses with the same extracted code, because extracting it takes a while. */
  FaultHarnessPool(Path folder, Certificates certificates, int count, int timeoutSeconds) {
    this(
        count,
        i ->
            new FaultHarness(
                folder.resolve("harness-" + i),
                folder.resolve("code"),
                certificates,
                Clock.systemUTC(),
                timeoutSeconds));
  }

  FaultHarnessPool(int count, IntFunction<FaultHarness> harness) {
    all = IntStream.range(0, count).mapToObj(harness).toList();
    threads = Executors.newFixedThreadPool(count + 1);
    // Warm up one after another: together, their JVMs would start too slowly for the timeout.
    threads.execute(() -> all.forEach(this::warmUp));
  }

  /**
   * A run in a harness, which may have ended.
   *
   * @param what the test case
   */
  record Run<T>(T what, CompletableFuture<Observation> future) {
    /** Waits for the end, and returns the observation. */
    Observation observed() {
      return future.join();
    }

    @Override
    public String toString() {
      return what.toString();
    }
  }

  /** Runs a change in the next free harness. */
  <T> Run<T> submit(T what, Function<FaultHarness, Observation> change) {
    return new Run<>(what, CompletableFuture.supplyAsync(() -> run(change), threads));
  }

  List<FaultHarness> all() {
    return all;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    all.forEach(FaultHarness::close);
  }

  private void warmUp(FaultHarness harness) {
    harness.warmUp();
    free.add(harness);
  }

  private Observation run(Function<FaultHarness, Observation> change) {
    try {
      FaultHarness harness = free.take();
      try {
        return change.apply(harness);
      } finally {
        free.add(harness);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for a harness", e);
    }
  }
}
