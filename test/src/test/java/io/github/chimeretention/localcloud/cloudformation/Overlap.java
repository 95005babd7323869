package io.github.chimeretention.localcloud.cloudformation;

import io.github.chimeretention.localcloud.http.FaultProxy.Request;
import io.github.chimeretention.localcloud.http.HttpFault;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A Create that CloudFormation cancels at some moment, and the Delete that runs at the same time.
 */
class Overlap implements FaultScenario {
  static final Optional<HttpFault> WORKS = Optional.empty();
  static final Optional<HttpFault> FORBIDDEN =
      Optional.of(
          HttpFault.whole(
              false,
              "403 Forbidden",
              "x-amzn-ErrorType: ForbiddenException\r\n",
              "{\"Message\":\"no\"}"));

  private final CountDownLatch cancelled = new CountDownLatch(1);
  private volatile boolean isCancelled;

  /** The days before the Create, or null if the period is off. */
  Integer before() {
    return null;
  }

  @Override
  public final Optional<HttpFault> atService(FaultHarness harness, Request request) {
    return request.method().equals("PUT") ? atPut() : atGet();
  }

  /** Called when the Create responds, and when the Delete does. */
  @Override
  public Optional<HttpFault> atResponse(FaultHarness harness) {
    cancel();
    return WORKS;
  }

  Optional<HttpFault> atPut() {
    return WORKS;
  }

  Optional<HttpFault> atGet() {
    return WORKS;
  }

  final void cancel() {
    cancelled.countDown();
  }

  final boolean isCancelled() {
    return isCancelled;
  }

  final void awaitCancellation() {
    await(cancelled);
    isCancelled = true;
  }

  static void await(CountDownLatch latch) {
    try {
      if (!latch.await(5, TimeUnit.MINUTES)) {
        throw new AssertionError("The other invocation did not get as far");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while waiting for the other invocation", e);
    }
  }
}
