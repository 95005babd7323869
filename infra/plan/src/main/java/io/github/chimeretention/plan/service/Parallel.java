package io.github.chimeretention.plan.service;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.IntConsumer;

/** Makes calls in parallel. */
public final class Parallel {
  /** Fast enough, and within the limits of services that allow 10 calls a second. */
  private static final int CALLS = 10;

  /** Reports the numbers in order. */
  private static final class Counter {
    private final IntConsumer progress;
    private int done;

    Counter(IntConsumer progress) {
      this.progress = progress;
    }

    synchronized void increment() {
      done++;
      progress.accept(done);
    }
  }

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
      Counter counter = new Counter(progress);
      List<Map.Entry<K, Future<V>>> futures = new ArrayList<>();
      for (K key : keys) {
        futures.add(
            Map.entry(
                key,
                pool.submit(
                    () -> {
                      V value = call.apply(key);
                      counter.increment();
                      return value;
                    })));
      }
      Map<K, V> values = new LinkedHashMap<>();
      for (var future : futures) {
        values.put(future.getKey(), future.getValue().get());
      }
      return values;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }
}
