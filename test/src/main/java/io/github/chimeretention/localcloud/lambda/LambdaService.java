package io.github.chimeretention.localcloud.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Lambda's functions and what they log, kept in a folder between runs. */
public final class LambdaService implements AutoCloseable {
  /** How often Lambda tries an event again if nothing is configured. */
  public static final int STANDARD_RETRY_ATTEMPTS = 2;

  private final Map<String, LambdaFunction> byName = new ConcurrentHashMap<>();
  private final Path functions;
  private final Path logs;
  private final Map<String, String> serviceEnvironment;
  private final Thread onExit = new Thread(this::closeFunctions, "lambda-exit");

  /**
   * @param serviceEnvironment what every function's environment has beside its own variables, like
   *     the endpoints of the local services
   */
  public LambdaService(Path folder, Map<String, String> serviceEnvironment) {
    functions = folder.resolve("functions");
    logs = folder.resolve("logs");
    this.serviceEnvironment = Map.copyOf(serviceEnvironment);
    FunctionFolder.all(functions).forEach(own -> own.read().ifPresent(this::load));
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
    Optional<LambdaFunction> function = find(functionArn);
    function.ifPresent(f -> f.invoke(event));
    return function.isPresent();
  }

  /** Invokes a function, waits for the end of all that it does, and gives what it wrote. */
  public List<String> run(String functionArn, String event) {
    LambdaFunction function =
        find(functionArn)
            .orElseThrow(() -> new IllegalStateException("There is no function " + functionArn));
    Path log = log(function.configuration().logGroup());
    int written = lines(log).size();
    function.invoke(event);
    function.awaitEnd();
    List<String> lines = lines(log);
    return lines.subList(written, lines.size());
  }

  Optional<FunctionConfiguration> configuration(String nameOrArn) {
    return find(nameOrArn).map(LambdaFunction::configuration);
  }

  /** What functions wrote into a log group, if there is such a group. */
  Optional<List<String>> logLines(String logGroup) {
    return Optional.of(log(logGroup)).filter(Files::exists).map(LambdaService::lines);
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

  private Optional<LambdaFunction> find(String nameOrArn) {
    return Optional.ofNullable(byName.get(nameOrArn.substring(nameOrArn.lastIndexOf(':') + 1)));
  }

  private LambdaFunction load(FunctionFolder.Stored stored) {
    FunctionConfiguration configuration = stored.configuration();
    FunctionFolder own = folder(configuration.functionName());
    JavaRuntime runtime =
        new JavaRuntime(
            configuration, own.taskRoot(), log(configuration.logGroup()), serviceEnvironment);
    LambdaFunction function = new LambdaFunction(runtime, stored.maximumRetryAttempts());
    byName.put(configuration.functionName(), function);
    return function;
  }

  private void save(LambdaFunction function) {
    folder(function.configuration().functionName())
        .write(
            new FunctionFolder.Stored(function.configuration(), function.maximumRetryAttempts()));
  }

  private FunctionFolder folder(String functionName) {
    return new FunctionFolder(functions.resolve(functionName));
  }

  /** Where all goes that the functions of a log group write, and what Lambda itself says. */
  private Path log(String logGroup) {
    return logs.resolve(logGroup.replaceFirst("^/", "") + ".log");
  }

  private static List<String> lines(Path log) {
    try {
      return Files.exists(log) ? Files.readAllLines(log) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("A log can't be read: " + log, e);
    }
  }
}
