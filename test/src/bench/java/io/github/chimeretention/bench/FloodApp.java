package io.github.chimeretention.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Handles many events at once, each by a handler of its own. */
final class FloodApp {
  private FloodApp() {}

  /**
   * Runs the events to their ends.
   *
   * @param arguments the handler's class, and a file with an event on each line
   */
  public static void main(String[] arguments) throws Exception {
    List<String> events = Files.readAllLines(Path.of(arguments[1]));
    List<RequestStreamHandler> handlers = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      handlers.add(
          Class.forName(arguments[0])
              .asSubclass(RequestStreamHandler.class)
              .getDeclaredConstructor()
              .newInstance());
    }
    ExecutorService threads = Executors.newFixedThreadPool(events.size());
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      RequestStreamHandler handler = handlers.get(i);
      ByteArrayInputStream event = new ByteArrayInputStream(events.get(i).getBytes(UTF_8));
      all.add(
          threads.submit(
              () -> {
                handler.handleRequest(event, OutputStream.nullOutputStream(), new Invocation());
                return null;
              }));
    }
    for (Future<?> each : all) {
      each.get();
    }
    threads.shutdown();
  }

  /** An invocation with the default timeout, whose log goes to the standard output. */
  private static final class Invocation implements Context {
    private final long end = System.nanoTime() + Duration.ofMinutes(5).toNanos();

    @Override
    public int getRemainingTimeInMillis() {
      return (int) Duration.ofNanos(end - System.nanoTime()).toMillis();
    }

    @Override
    public LambdaLogger getLogger() {
      return new LambdaLogger() {
        @Override
        public void log(String message) {
          System.out.println(message);
        }

        @Override
        public void log(byte[] message) {
          log(new String(message, UTF_8));
        }
      };
    }

    @Override
    public String getAwsRequestId() {
      return "flood";
    }

    @Override
    public String getLogGroupName() {
      return "/aws/lambda/flood";
    }

    @Override
    public String getLogStreamName() {
      return "flood";
    }

    @Override
    public String getFunctionName() {
      return "flood";
    }

    @Override
    public String getFunctionVersion() {
      return "$LATEST";
    }

    @Override
    public String getInvokedFunctionArn() {
      return "arn:aws:lambda:us-east-1:123456789012:function:flood";
    }

    @Override
    public CognitoIdentity getIdentity() {
      return null;
    }

    @Override
    public ClientContext getClientContext() {
      return null;
    }

    @Override
    public int getMemoryLimitInMB() {
      return 512;
    }
  }
}
