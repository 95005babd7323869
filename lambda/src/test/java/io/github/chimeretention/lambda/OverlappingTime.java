package io.github.chimeretention.lambda;

import io.github.chimeretention.lambda.invocation.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.function.Executable;

/**
 * Virtual time for overlapping threads. Only one thread runs at a time, until it waits; then the
 * one whose wait ends first runs. The order depends on nothing else, so a run can be repeated.
 */
public final class OverlappingTime implements Deadline.Time {
  private record Turn(Duration at, long number, Runnable work) {}

  private final PriorityQueue<Turn> turns =
      new PriorityQueue<>(Comparator.comparing(Turn::at).thenComparing(Turn::number));
  private final Semaphore handedOver = new Semaphore(0);
  private final List<String> script = new ArrayList<>();

  /** The time when a thread last ran; it doesn't change while the thread waits for others. */
  private final ThreadLocal<Duration> seen = ThreadLocal.withInitial(this::now);

  private Duration now = Duration.ZERO;
  private long number;
  private int threads;
  private Throwable failure;

  public Duration now() {
    return now;
  }

  @Override
  public long nanos() {
    return seen.get().toNanos();
  }

  /** Adds a line to the script of the run. */
  public void note(String what) {
    script.add("%9.3f s  %s".formatted(now.toMillis() / 1_000.0, what));
  }

  public String script() {
    return String.join("\n", script);
  }

  /** Runs an action after a delay. */
  public void after(Duration delay, Runnable work) {
    turns.add(new Turn(now.plus(delay), ++number, work));
  }

  /** Starts a thread after a delay. */
  public void start(Duration delay, Executable work) {
    threads++;
    Thread thread = new Thread(() -> runAndHandOver(work));
    thread.setDaemon(true);
    after(delay, () -> waitFor(thread::start));
  }

  private void runAndHandOver(Executable work) {
    try {
      work.execute();
    } catch (Throwable t) {
      failure = t;
    }
    threads--;
    handedOver.release();
  }

  private void waitFor(Runnable thread) {
    thread.run();
    handedOver.acquireUninterruptibly();
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

  /** Waits, and lets {@link #runUntil} check its condition. */
  public void handOver(Duration duration) {
    Semaphore turn = new Semaphore(0);
    after(duration, () -> waitFor(turn::release));
    handedOver.release();
    turn.acquireUninterruptibly();
    seen.set(now);
  }

  /** Lets time pass until a condition holds. */
  public void runUntil(BooleanSupplier condition) {
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
  public void run(Duration duration) {
    Duration end = now.plus(duration);
    after(duration, () -> {});
    runUntil(() -> now.compareTo(end) >= 0);
  }

  /** Lets time pass until all threads have ended, plus a second for their last requests. */
  public void runToEnd() {
    runUntil(() -> threads == 0);
    run(Duration.ofSeconds(1));
  }
}
