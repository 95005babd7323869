package io.github.chimeretention.localcloud.cloudformation;

import io.github.chimeretention.localcloud.cloudformation.FaultHarness.Observation;
import io.github.chimeretention.localcloud.http.Certificates;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Harnesses side by side: what runs in them spends its time waiting. */
final class FaultHarnessPool implements AutoCloseable {
  private final List<FaultHarness> all;
  private final BlockingQueue<FaultHarness> free = new LinkedBlockingQueue<>();
  private final ExecutorService threads;

  FaultHarnessPool(Path folder, Certificates certificates, int count, int timeoutSeconds) {
    all =
        IntStream.range(0, count)
            .mapToObj(
                i -> new FaultHarness(folder.resolve("harness-" + i), certificates, timeoutSeconds))
            .toList();
    threads = Executors.newFixedThreadPool(count + 1);
    // One after another: all at once, their JVMs would start too slowly for the function's timeout.
    threads.execute(() -> all.forEach(this::warmUp));
  }

  /**
   * What runs in a harness, or did.
   *
   * @param what whose change it is
   */
  record Run<T>(T what, CompletableFuture<Observation> future) {
    /** What came of it, once it is over. */
    Observation observed() {
      return future.join();
    }

    @Override
    public String toString() {
      return what.toString();
    }
  }

  /** Runs a change in the next harness that is free. */
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
