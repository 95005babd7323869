package io.github.chimeretention.localcloud.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Lambda's functions, kept in a folder between runs. */
public final class LambdaService implements AutoCloseable {
  /** How often Lambda tries an event again if nothing is configured. */
  public static final int STANDARD_RETRY_ATTEMPTS = 2;

  private final Map<String, LambdaFunction> byName = new ConcurrentHashMap<>();

  /** By log group, those of deleted functions too. */
  private final Map<String, Set<Path>> logs = new ConcurrentHashMap<>();

  private final Path folder;
  private final Map<String, String> serviceEnvironment;
  private final Thread onExit = new Thread(this::closeFunctions, "lambda-exit");

  /**
   * @param serviceEnvironment what every function's environment has beside its own variables, like
   *     the endpoints of the local services
   */
  public LambdaService(Path folder, Map<String, String> serviceEnvironment) {
    this.folder = folder;
    this.serviceEnvironment = Map.copyOf(serviceEnvironment);
    FunctionFolder.all(folder).forEach(own -> own.read().ifPresent(this::load));
    Runtime.getRuntime().addShutdownHook(onExit);
  }

  /** Creates a function, or replaces its code and configuration; the instances of the old end. */
  public void putFunction(FunctionConfiguration configuration, Path archive) {
    Optional<LambdaFunction> old = Optional.ofNullable(byName.remove(configuration.functionName()));
    old.ifPresent(LambdaFunction::close);
    FunctionFolder.extract(archive, folder(configuration.functionName()).taskRoot());
    int attempts = old.map(LambdaFunction::maximumRetryAttempts).orElse(STANDARD_RETRY_ATTEMPTS);
    save(load(new FunctionFolder.Stored(configuration, attempts)));
  }

  public void deleteFunction(String functionName) {
    Optional.ofNullable(byName.remove(functionName)).ifPresent(LambdaFunction::close);
    folder(functionName).delete();
  }

  /** Configures how often Lambda tries an event again that a function failed at. */
  public void putMaximumRetryAttempts(String functionName, int attempts) {
    LambdaFunction function = byName.get(functionName);
    if (function != null) {
      function.maximumRetryAttempts(attempts);
      save(function);
    }
  }

  /** Invokes a function asynchronously; false if there is no such function. */
  public boolean invoke(String functionArn, String event) {
    Optional<LambdaFunction> function = byArn(functionArn);
    function.ifPresent(f -> f.invoke(event));
    return function.isPresent();
  }

  /** Invokes a function, waits for the end of all that it does, and gives what it wrote. */
  public List<String> run(String functionArn, String event) {
    LambdaFunction function =
        byArn(functionArn)
            .orElseThrow(() -> new IllegalStateException("There is no function " + functionArn));
    Set<Path> log = Set.of(folder(function.configuration().functionName()).log());
    int written = lines(log).size();
    function.invoke(event);
    function.awaitEnd();
    List<String> lines = lines(log);
    return lines.subList(written, lines.size());
  }

  /** A function by its name or ARN. */
  Optional<FunctionConfiguration> configuration(String nameOrArn) {
    String name = nameOrArn.substring(nameOrArn.lastIndexOf(':') + 1);
    return Optional.ofNullable(byName.get(name)).map(LambdaFunction::configuration);
  }

  /** What the functions wrote that log into a group, if there is such a group. */
  Optional<List<String>> logLines(String logGroup) {
    return Optional.ofNullable(logs.get(logGroup)).map(LambdaService::lines);
  }

  /** How many of a function's events wait, run, or are to be tried again. */
  public int unfinished(String functionName) {
    return byName.get(functionName).unfinished();
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(onExit);
    closeFunctions();
  }

  private void closeFunctions() {
    byName.values().forEach(LambdaFunction::close);
  }

  private Optional<LambdaFunction> byArn(String functionArn) {
    return byName.values().stream()
        .filter(function -> function.configuration().functionArn().equals(functionArn))
        .findFirst();
  }

  private LambdaFunction load(FunctionFolder.Stored stored) {
    FunctionConfiguration configuration = stored.configuration();
    FunctionFolder own = folder(configuration.functionName());
    JavaRuntime runtime =
        new JavaRuntime(configuration, own.taskRoot(), own.log(), serviceEnvironment);
    LambdaFunction function = new LambdaFunction(runtime, stored.maximumRetryAttempts());
    byName.put(configuration.functionName(), function);
    logs.computeIfAbsent(configuration.logGroup(), group -> ConcurrentHashMap.newKeySet())
        .add(own.log());
    return function;
  }

  private void save(LambdaFunction function) {
    folder(function.configuration().functionName())
        .write(
            new FunctionFolder.Stored(function.configuration(), function.maximumRetryAttempts()));
  }

  private FunctionFolder folder(String functionName) {
    return new FunctionFolder(folder.resolve(functionName));
  }

  private static List<String> lines(Set<Path> logs) {
    List<String> lines = new ArrayList<>();
    try {
      for (Path log : logs) {
        lines.addAll(Files.exists(log) ? Files.readAllLines(log) : List.of());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("A function's log can't be read", e);
    }
    return lines;
  }
}
