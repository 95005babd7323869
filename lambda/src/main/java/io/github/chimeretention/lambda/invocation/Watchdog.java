package io.github.chimeretention.lambda.invocation;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Does work on a thread of its own, so that work that hangs does not hang the invocation.
 * Thread-safe.
 */
public final class Watchdog {
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "work");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Does a piece of work, and stops waiting for it at the deadline. Work that hangs is interrupted
   * and left behind; its thread does not keep the process alive.
   *
   * @throws TimeoutException if the work is not done by then
   * @throws ExecutionException with whatever the work threw as its cause
   * @throws InterruptedException if the waiting thread is interrupted
   */
  public <T> T call(Callable<T> work, Deadline deadline)
      throws TimeoutException, ExecutionException, InterruptedException {
    Future<T> task = threads.submit(work);
    try {
      return task.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
    } finally {
      task.cancel(true);
    }
  }
}
