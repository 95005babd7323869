package io.github.chimeretention.lambda.model;

import io.github.chimeretention.lambda.invocation.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/**
 * Virtual time in which invocations overlap. Only one thread runs at a time, until it waits; then
 * the one whose wait ends first runs. The order depends on nothing else, so a run can be repeated.
 */
final class ModelTime implements Deadline.Time {
  private record Turn(Duration at, long number, Runnable work) {}

  private final PriorityQueue<Turn> turns =
      new PriorityQueue<>(Comparator.comparing(Turn::at).thenComparing(Turn::number));
  private final Semaphore handedOver = new Semaphore(0);
  private final List<String> script = new ArrayList<>();

  /** The time when a thread last ran: a thread that the handler leaves waiting sees no other. */
  private final ThreadLocal<Duration> seen = ThreadLocal.withInitial(this::now);

  private Duration now = Duration.ZERO;
  private long number;
  private Throwable failure;

  Duration now() {
    return now;
  }

  @Override
  public long nanos() {
    return seen.get().toNanos();
  }

  /** Adds a line to the script of what happened. */
  void note(String what) {
    script.add("%9.3f s  ".formatted(now.toMillis() / 1000.0) + what);
  }

  String script() {
    return String.join("\n", script);
  }

  /** Does something after a delay, unless the run ends before. */
  void after(Duration delay, Runnable work) {
    turns.add(new Turn(now.plus(delay), ++number, work));
  }

  /** Starts a thread after a delay. */
  void start(Duration delay, Runnable work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (Throwable t) {
                failure = t;
              }
              handedOver.release();
            });
    thread.setDaemon(true);
    after(
        delay,
        () -> {
          thread.start();
          handedOver.acquireUninterruptibly();
        });
  }

  @Override
  public void sleep(Duration duration) {
    Turn next = turns.peek();
    Duration end = now.plus(duration);
    if (next == null || next.at().compareTo(end) > 0) {
      now = end;
      seen.set(now);
    } else {
      handOver(duration);
    }
  }

  /** Waits, and has the conditions of {@link #runUntil} checked. */
  void handOver(Duration duration) {
    Semaphore turn = new Semaphore(0);
    after(
        duration,
        () -> {
          turn.release();
          handedOver.acquireUninterruptibly();
        });
    handedOver.release();
    turn.acquireUninterruptibly();
    seen.set(now);
  }

  /** Lets time pass until a condition holds. */
  void runUntil(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Turn next = turns.remove();
      now = next.at();
      next.work().run();
      if (failure != null) {
        throw new AssertionError(failure);
      }
    }
  }

  /** Lets this much time pass. */
  void run(Duration duration) {
    Duration end = now.plus(duration);
    after(duration, () -> {});
    runUntil(() -> now.compareTo(end) >= 0);
  }

  /** Lets time pass until all invocations are over, and their effects are visible. */
  void runToEnd() {
    runUntil(turns::isEmpty);
    now = now.plusSeconds(30);
  }
}
