package io.github.chimeretention.localcloud.lambda;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * A function with its instances and its queue of asynchronous invocations. An attempt that ends in
 * an error is repeated as often as the function's {@link EventInvokeConfig} says.
 */
final class LambdaFunction implements FunctionInstance.Owner, AutoCloseable {
  private final FunctionConfiguration configuration;
  private final JavaRuntime runtime;
  private final FunctionLog log;
  private final LambdaSettings settings;
  private final ScheduledExecutorService timer;
  private final Clock clock;

  private final Set<FunctionInstance> instances = new HashSet<>();
  private final Deque<FunctionInstance> idle = new ArrayDeque<>();
  private final Deque<Invocation> backlog = new ArrayDeque<>();
  private EventInvokeConfig eventInvokeConfig;
  private int unfinished;
  private boolean closed;

  LambdaFunction(
      FunctionConfiguration configuration,
      EventInvokeConfig eventInvokeConfig,
      JavaRuntime runtime,
      FunctionLog log,
      LambdaSettings settings,
      ScheduledExecutorService timer,
      Clock clock) {
    this.configuration = configuration;
    this.eventInvokeConfig = eventInvokeConfig;
    this.runtime = runtime;
    this.log = log;
    this.settings = settings;
    this.timer = timer;
    this.clock = clock;
  }

  FunctionConfiguration configuration() {
    return configuration;
  }

  synchronized EventInvokeConfig eventInvokeConfig() {
    return eventInvokeConfig;
  }

  synchronized void configure(EventInvokeConfig config) {
    eventInvokeConfig = config;
  }

  /** Puts an event into the function's queue. */
  synchronized void invoke(String event) {
    unfinished++;
    enqueue(Invocation.first(event, clock.instant()));
  }

  /** How many events wait, run, or are to be tried again. */
  synchronized int unfinished() {
    return unfinished;
  }

  /** Kills the processes of all instances. */
  synchronized void kill() {
    instances.forEach(FunctionInstance::kill);
  }

  @Override
  public synchronized void succeeded(FunctionInstance instance, Invocation invocation) {
    unfinished--;
    free(instance);
  }

  @Override
  public synchronized void failed(FunctionInstance instance, Invocation invocation, String error) {
    free(instance);
    retry(invocation, error);
  }

  @Override
  public synchronized void ended(FunctionInstance instance, Invocation invocation, String error) {
    instances.remove(instance);
    idle.remove(instance);
    if (invocation != null) {
      retry(invocation, error);
    }
    dispatch();
  }

  @Override
  public void close() {
    List<FunctionInstance> running;
    synchronized (this) {
      closed = true;
      running = List.copyOf(instances);
      instances.clear();
      idle.clear();
      backlog.clear();
    }
    running.forEach(FunctionInstance::close);
  }

  private synchronized void enqueue(Invocation invocation) {
    backlog.add(invocation);
    dispatch();
  }

  private void free(FunctionInstance instance) {
    if (instances.contains(instance)) {
      idle.add(instance);
    }
    dispatch();
  }

  private void retry(Invocation invocation, String error) {
    log.append(invocation, error);
    Duration age = Duration.between(invocation.received(), clock.instant());
    if (closed
        || invocation.attempt() > eventInvokeConfig.maximumRetryAttempts()
        || age.toSeconds() > eventInvokeConfig.maximumEventAgeInSeconds()) {
      unfinished--;
      return;
    }
    ScheduledFuture<?> unused =
        timer.schedule(
            () -> enqueue(invocation.retry()),
            settings.retryDelay().toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private void dispatch() {
    while (!closed && !backlog.isEmpty()) {
      if (!idle.isEmpty()) {
        idle.remove().assign(backlog.remove());
      } else if (instances.size() < settings.maximumInstances()) {
        instances.add(new FunctionInstance(configuration, runtime, timer, this, backlog.remove()));
      } else {
        return;
      }
    }
  }
}
