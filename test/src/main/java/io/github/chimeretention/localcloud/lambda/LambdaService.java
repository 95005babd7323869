package io.github.chimeretention.localcloud.lambda;

import com.fasterxml.jackson.core.type.TypeReference;
import io.github.chimeretention.localcloud.lambda.LambdaFunction.Stored;
import io.github.chimeretention.localcloud.state.JsonFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Lambda's functions and what they log, kept in a folder between runs. */
public final class LambdaService implements AutoCloseable {
  /** How often Lambda tries an event again if nothing is configured. */
  public static final int STANDARD_RETRY_ATTEMPTS = 2;

  private final Map<String, LambdaFunction> byName = new ConcurrentHashMap<>();
  private final JsonFile<List<Stored>> file;
  private final Path folder;
  private final FunctionCode code;
  private final Map<String, String> serviceEnvironment;
  private final Thread onExit = new Thread(this::closeFunctions);

  /**
   * @param code where functions' code is
   * @param serviceEnvironment what every function's environment has beside its own variables, like
   *     the endpoints of the local services
   */
  public LambdaService(Path folder, FunctionCode code, Map<String, String> serviceEnvironment) {
    this.folder = folder;
    this.code = code;
    this.serviceEnvironment = Map.copyOf(serviceEnvironment);
    file = new JsonFile<>(folder.resolve("functions.json"), new TypeReference<>() {});
    file.read().orElse(List.of()).forEach(this::load);
    Runtime.getRuntime().addShutdownHook(onExit);
  }

  /** Creates a function, or replaces its code and configuration; the instances of the old end. */
  public synchronized void putFunction(FunctionConfiguration configuration, Path archive) {
    Optional<LambdaFunction> old = Optional.ofNullable(byName.remove(configuration.functionName()));
    old.ifPresent(LambdaFunction::close);
    int attempts =
        old.map(function -> function.stored().maximumRetryAttempts())
            .orElse(STANDARD_RETRY_ATTEMPTS);
    load(new Stored(configuration, attempts, code.of(archive)));
    save();
  }

  public void deleteFunction(String functionName) {
    Optional.ofNullable(byName.remove(functionName)).ifPresent(LambdaFunction::close);
    save();
  }

  /** Configures how often Lambda tries an event again that a function failed at. */
  public void putMaximumRetryAttempts(String functionName, int attempts) {
    Optional.ofNullable(byName.get(functionName)).ifPresent(f -> f.retry(attempts));
    save();
  }

  /** Invokes a function asynchronously; gives the end of its attempts, if there is one. */
  public Optional<CompletableFuture<Void>> invoke(String functionArn, String event) {
    return find(functionArn).map(function -> function.invoke(event));
  }

  /** Invokes a function, waits for the end of its last attempt, and gives what it wrote. */
  public List<String> run(String functionArn, String event) {
    Path log =
        configuration(functionArn)
            .map(function -> log(function.logGroup()))
            .orElseThrow(() -> new IllegalStateException("There is no function " + functionArn));
    int written = lines(log).size();
    invoke(functionArn, event).ifPresent(CompletableFuture::join);
    List<String> lines = lines(log);
    return lines.subList(written, lines.size());
  }

  Optional<FunctionConfiguration> configuration(String nameOrArn) {
    return find(nameOrArn).map(function -> function.stored().configuration());
  }

  /** What functions wrote into a log group, if there is such a group. */
  Optional<List<String>> logLines(String logGroup) {
    return Optional.of(log(logGroup)).filter(Files::exists).map(LambdaService::lines);
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

  private void load(Stored stored) {
    FunctionConfiguration configuration = stored.configuration();
    String name = configuration.functionName();
    JavaRuntime runtime =
        new JavaRuntime(
            configuration,
            code.taskRoot(stored.code()),
            log(configuration.logGroup()),
            serviceEnvironment);
    byName.put(name, new LambdaFunction(runtime, stored.maximumRetryAttempts()));
  }

  private synchronized void save() {
    file.write(byName.values().stream().map(LambdaFunction::stored).toList());
  }

  /** Where all goes that the functions of a log group write, and what Lambda itself says. */
  private Path log(String logGroup) {
    return folder.resolve("logs/" + logGroup.replaceFirst("^/", "") + ".log");
  }

  private static List<String> lines(Path log) {
    try {
      return Files.exists(log) ? Files.readAllLines(log) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("A log can't be read: " + log, e);
    }
  }
}
