package io.github.chimeretention.localcloud.cloudformation;

import io.github.chimeretention.localcloud.cloudformation.FaultLane.Observation;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Lanes side by side: what runs in them spends its time waiting. */
final class FaultLanes implements AutoCloseable {
  private final List<FaultLane> all;
  private final BlockingQueue<FaultLane> free = new LinkedBlockingQueue<>();
  private final ExecutorService threads;

  FaultLanes(Path folder, int count, int timeoutSeconds, String javaOptions) {
    all =
        IntStream.range(0, count)
            .mapToObj(i -> new FaultLane(folder.resolve("lane-" + i), timeoutSeconds, javaOptions))
            .toList();
    // One after another: all at once, their JVMs would start too slowly for the function's timeout.
    all.forEach(FaultLane::warmUp);
    free.addAll(all);
    threads = Executors.newFixedThreadPool(count);
  }

  /**
   * What runs in a lane, or did.
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

  /** Runs a change in the next lane that is free. */
  <T> Run<T> submit(T what, Function<FaultLane, Observation> change) {
    return new Run<>(what, CompletableFuture.supplyAsync(() -> run(change), threads));
  }

  List<FaultLane> all() {
    return all;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    all.forEach(FaultLane::close);
  }

  private Observation run(Function<FaultLane, Observation> change) {
    FaultLane lane = free.remove();
    try {
      return change.apply(lane);
    } finally {
      free.add(lane);
    }
  }
}
