package io.github.chimeretention.localcloud.lambda;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** Lambda's functions, kept in a folder between runs. */
public final class LambdaService implements AutoCloseable {
  private final Map<String, LambdaFunction> byName = new ConcurrentHashMap<>();

  /** By log group, those of deleted functions too. */
  private final Map<String, Set<FunctionLog>> logs = new ConcurrentHashMap<>();

  private final ScheduledThreadPoolExecutor timer;
  private final FunctionStore store;
  private final LambdaSettings settings;
  private final Clock clock;
  private final Thread onExit = new Thread(this::closeFunctions, "lambda-exit");

  public LambdaService(Path folder, LambdaSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    store = new FunctionStore(folder);
    timer = new ScheduledThreadPoolExecutor(1, LambdaService::daemon);
    timer.setRemoveOnCancelPolicy(true);
    store.all().forEach(this::load);
    Runtime.getRuntime().addShutdownHook(onExit);
  }

  public void createFunction(FunctionConfiguration configuration, Path archive) {
    store.taskRoot(configuration.functionName()).extract(archive);
    store.save(load(new StoredFunction(configuration, EventInvokeConfig.standard())));
  }

  /** Replaces code and configuration; the instances of the old ones end. */
  public void updateFunction(FunctionConfiguration configuration, Path archive) {
    LambdaFunction old = byName.remove(configuration.functionName());
    old.close();
    store.taskRoot(configuration.functionName()).extract(archive);
    store.save(load(new StoredFunction(configuration, old.eventInvokeConfig())));
  }

  public void deleteFunction(String functionName) {
    Optional.ofNullable(byName.remove(functionName)).ifPresent(LambdaFunction::close);
    store.delete(functionName);
  }

  public void putEventInvokeConfig(String functionName, EventInvokeConfig config) {
    LambdaFunction function = byName.get(functionName);
    if (function != null) {
      function.configure(config);
      store.save(function);
    }
  }

  /** Invokes a function asynchronously; false if there is no such function. */
  public boolean invoke(String functionArn, String event) {
    Optional<LambdaFunction> function =
        byName.values().stream()
            .filter(f -> f.configuration().functionArn().equals(functionArn))
            .findFirst();
    function.ifPresent(f -> f.invoke(event));
    return function.isPresent();
  }

  /** A function by its name or ARN. */
  Optional<FunctionConfiguration> configuration(String nameOrArn) {
    String name = nameOrArn.substring(nameOrArn.lastIndexOf(':') + 1);
    return Optional.ofNullable(byName.get(name)).map(LambdaFunction::configuration);
  }

  /** What the functions wrote that log into a group; none if there is no such group. */
  List<FunctionLog> logs(String logGroup) {
    return List.copyOf(logs.getOrDefault(logGroup, Set.of()));
  }

  /** How many of a function's events wait, run, or are to be tried again. */
  public int unfinished(String functionName) {
    return byName.get(functionName).unfinished();
  }

  /** Kills the processes of a function's instances; Lambda tries again what they worked on. */
  public void kill(String functionName) {
    byName.get(functionName).kill();
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(onExit);
    closeFunctions();
  }

  private void closeFunctions() {
    timer.shutdownNow();
    byName.values().forEach(LambdaFunction::close);
  }

  private LambdaFunction load(StoredFunction stored) {
    FunctionConfiguration configuration = stored.configuration();
    String name = configuration.functionName();
    JavaRuntime runtime =
        new JavaRuntime(
            configuration,
            store.taskRoot(name).folder(),
            store.log(name),
            settings.serviceEnvironment());
    LambdaFunction function =
        new LambdaFunction(
            configuration,
            stored.eventInvokeConfig(),
            runtime,
            store.log(name),
            settings,
            timer,
            clock);
    byName.put(name, function);
    logs.computeIfAbsent(configuration.logGroup(), group -> ConcurrentHashMap.newKeySet())
        .add(store.log(name));
    return function;
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "lambda-timer");
    thread.setDaemon(true);
    return thread;
  }
}
