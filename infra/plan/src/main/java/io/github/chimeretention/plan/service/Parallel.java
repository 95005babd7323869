package io.github.chimeretention.plan.service;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntConsumer;

/** Makes calls in parallel. */
public final class Parallel {
  /** Fast enough, and within the limits of services that allow 10 calls a second. */
  private static final int CALLS = 10;

  private Parallel() {}

  /**
   * Makes a call for each key.
   *
   * @param progress gets the number of completed calls after each call
   */
  public static <K, V> Map<K, V> each(
      Collection<K> keys, Function<K, V> call, IntConsumer progress) {
    ExecutorService pool = Executors.newFixedThreadPool(CALLS);
    try {
      AtomicInteger done = new AtomicInteger();
      Map<K, CompletableFuture<V>> calls = new LinkedHashMap<>();
      for (K key : keys) {
        calls.put(
            key,
            CompletableFuture.supplyAsync(() -> call.apply(key), pool)
                .whenComplete((value, failure) -> increment(done, progress)));
      }
      Map<K, V> values = new LinkedHashMap<>();
      calls.forEach((key, value) -> values.put(key, value.join()));
      return values;
    } finally {
      pool.shutdownNow();
    }
  }

  /** Reports one number at a time, so that they are in order. */
  private static void increment(AtomicInteger done, IntConsumer progress) {
    synchronized (done) {
      progress.accept(done.incrementAndGet());
    }
  }
}
