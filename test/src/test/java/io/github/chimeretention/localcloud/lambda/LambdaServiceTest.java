package io.github.chimeretention.localcloud.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass(name = "under {0}")
@EnumSource(RuntimeClient.class)
@Execution(ExecutionMode.CONCURRENT)
@DisplayName("A function")
class LambdaServiceTest {
  private static final String ARN = "arn:aws:lambda:us-east-1:111122223333:function:f";
  private static final int LONG = 3600;
  private static final EventInvokeConfig NO_RETRIES = new EventInvokeConfig(0, LONG);
  private static final Duration SOON = Duration.ofMinutes(2);

  @Parameter private RuntimeClient client;
  @TempDir private Path folder;
  private LambdaService lambda;

  @BeforeEach
  void open() throws IOException {
    lambda = service();
    lambda.putFunction(function(60), HandlerArchive.in(folder));
  }

  @AfterEach
  void close() {
    lambda.close();
  }

  @Test
  @DisplayName("keeps its instance warm, and stops it when the service closes")
  void warm() throws Exception {
    lambda.run(ARN, "\"return\"");
    lambda.run(ARN, "\"return\"");
    assertThat(attempts()).hasSize(2).extracting(attempt -> attempt.get(1)).containsOnly(pid(0));

    lambda.close();
    assertThat(instance(0)).isEmpty();
    lambda = service();
  }

  @ParameterizedTest
  @CsvSource({"throw, 60", "exit, 60", "hang, 5"})
  @DisplayName("gets an event again after an error, a crash, or a timeout")
  void retries(String event, int timeout) throws Exception {
    lambda.putFunction(function(timeout), HandlerArchive.in(folder));
    lambda.putEventInvokeConfig(ARN, new EventInvokeConfig(1, LONG));
    lambda.run(ARN, '"' + event + '"');
    assertThat(attempts())
        .hasSize(2)
        .extracting(attempt -> attempt.get(0))
        .containsOnly(requestId(0));
  }

  @Test
  @DisplayName("doesn't get a failed event again if retries are off, and logs its attempt")
  void noRetries() throws Exception {
    lambda.putEventInvokeConfig(ARN, NO_RETRIES);
    assertThat(lambda.run(ARN, "\"throw\""))
        .anySatisfy(line -> assertThat(line).contains("As scripted"))
        .last(InstanceOfAssertFactories.STRING)
        .startsWith("Attempt 1 at " + requestId(0));
    assertThat(attempts()).hasSize(1);
  }

  @Test
  @DisplayName("doesn't get a failed event again if it is older than the maximum age")
  void eventAge() throws Exception {
    lambda.putEventInvokeConfig(ARN, new EventInvokeConfig(2, 0));
    assertThat(lambda.run(ARN, "\"throw\""))
        .last(InstanceOfAssertFactories.STRING)
        .startsWith("Discarded " + requestId(0));
    assertThat(attempts()).hasSize(1);
  }

  @Test
  @DisplayName("has no more instances than its limit, and gets throttled events later")
  void throttledEvents() throws Exception {
    lambda.deliver(Delivery.STANDARD.withInstances(1));
    Stream.generate(() -> lambda.invoke(ARN, "\"return\"").orElseThrow())
        .limit(3)
        .toList()
        .forEach(CompletableFuture::join);
    assertThat(attempts()).hasSize(3).extracting(attempt -> attempt.get(1)).containsOnly(pid(0));
  }

  @Test
  @DisplayName("never gets a throttled event that is older than the maximum age")
  void throttledTooLong() throws Exception {
    lambda.run(ARN, "\"return\"");
    lambda.deliver(Delivery.STANDARD.withInstances(0));
    lambda.putEventInvokeConfig(ARN, new EventInvokeConfig(2, 0));
    assertThat(lambda.run(ARN, "\"return\"")).singleElement().asString().startsWith("Discarded");
    assertThat(attempts()).hasSize(1);
  }

  @Test
  @DisplayName("gets an event twice, with one request ID, if its queue delivers it twice")
  void duplicates() throws Exception {
    lambda.deliver(Delivery.STANDARD.withDuplicates(Duration.ZERO));
    lambda.run(ARN, "\"return\"");
    assertThat(attempts())
        .hasSize(2)
        .extracting(attempt -> attempt.get(0))
        .containsOnly(requestId(0));
  }

  @Test
  @DisplayName("logs nothing without permission to write logs")
  void logPermission() throws Exception {
    lambda.close();
    lambda = service(false);
    lambda.putEventInvokeConfig(ARN, NO_RETRIES);
    assertThat(lambda.run(ARN, "\"throw\"")).isEmpty();
    assertThat(attempts()).hasSize(1);
  }

  @Test
  @DisplayName("runs in a folder with spaces and non-ASCII letters")
  void folderName() throws Exception {
    lambda.close();
    folder = Files.createDirectory(folder.resolve("a ü"));
    open();
    lambda.run(ARN, "\"return\"");
    assertThat(attempts()).hasSize(1);
  }

  @Test
  @DisplayName("whose runtime doesn't start fails at once, with the runtime's output")
  void runtimeDoesNotStart() throws Exception {
    lambda.putFunction(function(60, 1), HandlerArchive.in(folder));
    assertThat(lambda.invoke(ARN, "\"return\"").orElseThrow())
        .failsWithin(SOON)
        .withThrowableThat()
        .withMessageContaining("The function's runtime doesn't start: ")
        .withMessageContaining("Initial heap size set to a larger value");
    assertThat(lambda.logLines("/aws/lambda/f").orElseThrow())
        .anySatisfy(line -> assertThat(line).contains("Initial heap size set to a larger value"));
  }

  @Test
  @DisplayName("survives a restart of the service until it is deleted")
  void stored() throws Exception {
    lambda.close();
    lambda = service();
    lambda.run(ARN, "\"return\"");
    assertThat(attempts()).hasSize(1);

    lambda.deleteFunction("f");
    assertThat(lambda.invoke(ARN, "\"return\"")).isEmpty();
    lambda.close();
    lambda = service();
    assertThat(lambda.invoke(ARN, "\"return\"")).isEmpty();
  }

  private LambdaService service() {
    return service(true);
  }

  private LambdaService service(boolean maySendLogs) {
    return new LambdaService(
        folder,
        new FunctionCode(folder.resolve("code")),
        function -> Map.of(),
        function -> maySendLogs,
        client);
  }

  private FunctionConfiguration function(int timeout) {
    return function(timeout, 256);
  }

  private FunctionConfiguration function(int timeout, int memorySize) {
    return new FunctionConfiguration(
        "f",
        ARN,
        "arn:aws:iam::111122223333:role/f",
        "java25",
        ScriptedHandler.class.getName() + "::handleRequest",
        memorySize,
        timeout,
        Map.of("ATTEMPTS", file().toString()),
        "JSON",
        "/aws/lambda/f");
  }

  /** Returns the request ID and the process ID of each attempt so far. */
  private List<List<String>> attempts() {
    try {
      return Files.exists(file())
          ? Files.readAllLines(file()).stream().map(line -> List.of(line.split(" ", 2))).toList()
          : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String requestId(int attempt) {
    return attempts().get(attempt).get(0);
  }

  private String pid(int attempt) {
    return attempts().get(attempt).get(1);
  }

  private Optional<ProcessHandle> instance(int attempt) {
    return ProcessHandle.of(Long.parseLong(pid(attempt))).filter(ProcessHandle::isAlive);
  }

  private Path file() {
    return folder.resolve("attempts.txt");
  }
}
