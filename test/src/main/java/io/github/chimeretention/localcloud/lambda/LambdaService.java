package io.github.chimeretention.localcloud.lambda;

import com.fasterxml.jackson.core.type.TypeReference;
import io.github.chimeretention.localcloud.lambda.LambdaFunction.Stored;
import io.github.chimeretention.localcloud.state.JsonFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** Lambda's functions and their logs, kept in a folder between runs. */
public final class LambdaService implements AutoCloseable {
  private final Map<String, LambdaFunction> byName = new ConcurrentHashMap<>();
  private final JsonFile<List<Stored>> file;
  private final Path folder;
  private final FunctionCode code;
  private final Function<FunctionConfiguration, Map<String, String>> environment;
  private final Predicate<FunctionConfiguration> maySendLogs;
  private final RuntimeClient client;
  private final Thread onExit = new Thread(this::closeFunctions);
  private volatile Delivery delivery = Delivery.STANDARD;

  /**
   * @param code the functions' code
   * @param environment the variables with which a function calls services, including its
   *     credentials
   * @param maySendLogs whether a function's role lets it write to its log group now
   */
  public LambdaService(
      Path folder,
      FunctionCode code,
      Function<FunctionConfiguration, Map<String, String>> environment,
      Predicate<FunctionConfiguration> maySendLogs,
      RuntimeClient client) {
    this.folder = folder;
    this.code = code;
    this.environment = environment;
    this.maySendLogs = maySendLogs;
    this.client = client;
    file = new JsonFile<>(folder.resolve("functions.json"), new TypeReference<>() {});
    file.read().orElse(List.of()).forEach(this::load);
    Runtime.getRuntime().addShutdownHook(onExit);
  }

  /** Creates a function, or replaces its code and configuration and ends its old instances. */
  public synchronized void putFunction(FunctionConfiguration configuration, Path archive) {
    Optional<LambdaFunction> old = Optional.ofNullable(byName.remove(configuration.functionName()));
    old.ifPresent(LambdaFunction::close);
    EventInvokeConfig config =
        old.map(function -> function.stored().config()).orElse(EventInvokeConfig.STANDARD);
    load(new Stored(configuration, config, code.of(archive)));
    save();
  }

  public void deleteFunction(String functionName) {
    Optional.ofNullable(byName.remove(functionName)).ifPresent(LambdaFunction::close);
    save();
  }

  /** Configures the limits for delivering events. */
  public void putEventInvokeConfig(String nameOrArn, EventInvokeConfig config) {
    find(nameOrArn).ifPresent(function -> function.configure(config));
    save();
  }

  /** Changes the delivery of later events to all functions. */
  public void deliver(Delivery newDelivery) {
    delivery = newDelivery;
  }

  /**
   * Invokes a function asynchronously; returns the end of its attempts, or nothing if there is no
   * such function.
   */
  public Optional<CompletableFuture<Void>> invoke(String functionArn, String event) {
    return find(functionArn).map(function -> function.invoke(event));
  }

  /**
   * Invokes a function, waits for the end of its last attempt, and returns the lines that it
   * logged.
   */
  public List<String> run(String functionArn, String event) {
    String logGroup =
        configuration(functionArn)
            .map(FunctionConfiguration::logGroup)
            .orElseThrow(() -> new IllegalStateException("There is no function " + functionArn));
    int written = logLines(logGroup).map(List::size).orElse(0);
    invoke(functionArn, event).ifPresent(CompletableFuture::join);
    return logLines(logGroup).map(lines -> lines.subList(written, lines.size())).orElse(List.of());
  }

  Optional<FunctionConfiguration> configuration(String nameOrArn) {
    return find(nameOrArn).map(function -> function.stored().configuration());
  }

  /** The lines in a log group, if it exists. */
  Optional<List<String>> logLines(String logGroup) {
    Path log = log(logGroup);
    try {
      return Files.exists(log) ? Optional.of(Files.readAllLines(log)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("A log can't be read: " + log, e);
    }
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
    FunctionConfiguration function = stored.configuration();
    Map<String, String> variables = environment.apply(function);
    JavaRuntime runtime =
        new JavaRuntime(function, code.taskRoot(stored.code()), variables, client);
    byName.put(
        function.functionName(),
        new LambdaFunction(runtime, text -> log(function, text), stored.config(), () -> delivery));
  }

  /** Writes to a function's log; if its role isn't allowed to, the text is lost. */
  private void log(FunctionConfiguration function, byte[] text) {
    if (!maySendLogs.test(function)) {
      return;
    }
    Path log = log(function.logGroup());
    try {
      Files.createDirectories(log.getParent());
      Files.write(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("The function's log can't be written", e);
    }
  }

  private synchronized void save() {
    file.write(byName.values().stream().map(LambdaFunction::stored).toList());
  }

  /** The file with the lines of a log group. */
  private Path log(String logGroup) {
    return folder.resolve("logs/" + logGroup.replaceFirst("^/", "") + ".log");
  }
}
