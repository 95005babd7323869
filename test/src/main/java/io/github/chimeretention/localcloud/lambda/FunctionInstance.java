package io.github.chimeretention.localcloud.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * An execution environment: a process that handles one invocation at a time, is kept warm between
 * them, and is killed when one runs past the function's timeout.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html">The
 *     execution environment lifecycle</a>
 */
final class FunctionInstance implements RuntimeApi.Instance, AutoCloseable {
  /** How long an environment may take to start, before the function's own timeout counts. */
  private static final Duration INIT_TIMEOUT = Duration.ofSeconds(10);

  private final BlockingQueue<Invocation> assigned = new ArrayBlockingQueue<>(1);
  private final ScheduledExecutorService timer;
  private final Duration timeout;
  private final Owner owner;
  private final RuntimeApi api;
  private final Process process;

  private Invocation current;
  private ScheduledFuture<?> deadline;

  FunctionInstance(
      FunctionConfiguration function,
      JavaRuntime runtime,
      ScheduledExecutorService timer,
      Owner owner,
      Invocation first) {
    this.timer = timer;
    this.owner = owner;
    timeout = Duration.ofSeconds(function.timeout());
    api = new RuntimeApi(this, function.functionArn());
    synchronized (this) {
      assign(first);
      startDeadline(INIT_TIMEOUT.compareTo(timeout) > 0 ? INIT_TIMEOUT : timeout);
    }
    process = start(runtime);
    CompletableFuture<Void> unused = process.onExit().thenRun(() -> gone("Runtime exited"));
  }

  /** Whom an instance tells how its invocations end. */
  interface Owner {
    /** The instance is free again. */
    void succeeded(FunctionInstance instance, Invocation invocation);

    /** The function answered with an error; the instance is free again. */
    void failed(FunctionInstance instance, Invocation invocation, String error);

    /** The process is gone. The invocation is null if there was none. */
    void ended(FunctionInstance instance, Invocation invocation, String error);
  }

  /** Hands an invocation to an instance that is free. */
  synchronized void assign(Invocation invocation) {
    current = invocation;
    assigned.add(invocation);
  }

  /** Ends the process as the kernel does when memory is short; what it worked on has failed. */
  void kill() {
    process.destroyForcibly();
  }

  @Override
  public RuntimeApi.Assignment next() throws InterruptedException {
    Invocation invocation = assigned.take();
    startDeadline(timeout);
    return new RuntimeApi.Assignment(invocation, System.currentTimeMillis() + timeout.toMillis());
  }

  @Override
  public void succeeded(String requestId) {
    Invocation done = finish();
    if (done != null) {
      owner.succeeded(this, done);
    }
  }

  @Override
  public void failed(String requestId, String error) {
    Invocation done = finish();
    if (done != null) {
      owner.failed(this, done, error);
    }
  }

  @Override
  public void initFailed(String error) {
    gone("Init failed: " + error);
    process.destroyForcibly();
  }

  @Override
  public void close() {
    finish();
    process.destroyForcibly();
    api.close();
  }

  private Process start(JavaRuntime runtime) {
    try {
      return runtime.instance(api.authority()).start();
    } catch (IOException e) {
      api.close();
      throw new UncheckedIOException("The instance's JVM can't be started", e);
    }
  }

  private synchronized void startDeadline(Duration allowed) {
    stopDeadline();
    Invocation running = current;
    deadline =
        timer.schedule(() -> timeOut(running, allowed), allowed.toMillis(), TimeUnit.MILLISECONDS);
  }

  private synchronized void stopDeadline() {
    if (deadline != null) {
      deadline.cancel(false);
    }
  }

  private void timeOut(Invocation running, Duration allowed) {
    synchronized (this) {
      if (current == null || !current.equals(running)) {
        return;
      }
    }
    gone("Task timed out after " + allowed.toSeconds() + " seconds");
    process.destroyForcibly();
  }

  private void gone(String error) {
    owner.ended(this, finish(), error);
    // On a thread of its own: a server waits for its exchanges, and this may be the only timer.
    Thread closing = new Thread(api::close, "runtime-api-close");
    closing.setDaemon(true);
    closing.start();
  }

  /** Takes the current invocation, so that only one of several endings counts. */
  private synchronized Invocation finish() {
    stopDeadline();
    Invocation done = current;
    current = null;
    return done;
  }
}
