package io.github.chimeretention.localcloud.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.api.client.api.LambdaContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * Runs a function as AWS's runtime interface client does, on machines for which that has no native
 * library: gets one event after another from the Lambda Runtime API, and posts what became of it.
 */
final class RuntimeLoop {
  private static final String API =
      "http://%s/2018-06-01/runtime/".formatted(System.getenv("AWS_LAMBDA_RUNTIME_API"));

  private final HttpClient http = HttpClient.newHttpClient();

  private RuntimeLoop() {}

  /** Runs until the process is ended; the argument is the handler, as a function declares it. */
  public static void main(String[] arguments) throws Exception {
    RuntimeLoop loop = new RuntimeLoop();
    RequestStreamHandler handler;
    try {
      handler = handler(arguments[0].replaceFirst("::.*", ""));
    } catch (ReflectiveOperationException | LinkageError | ClassCastException e) {
      loop.post("init/error", error(e));
      throw e;
    }
    while (true) {
      loop.handle(handler);
    }
  }

  private static RequestStreamHandler handler(String name)
      throws IOException, ReflectiveOperationException {
    URL code = Path.of(System.getenv("LAMBDA_TASK_ROOT")).toUri().toURL();
    ClassLoader loader =
        new URLClassLoader(new URL[] {code}, RequestStreamHandler.class.getClassLoader());
    Thread.currentThread().setContextClassLoader(loader);
    Object handler = Class.forName(name, true, loader).getConstructor().newInstance();
    return (RequestStreamHandler) handler;
  }

  private void handle(RequestStreamHandler handler) throws IOException, InterruptedException {
    HttpRequest next = HttpRequest.newBuilder(URI.create(API + "invocation/next")).build();
    HttpResponse<byte[]> event = http.send(next, BodyHandlers.ofByteArray());
    Context context = context(event.headers());
    String invocation = "invocation/" + context.getAwsRequestId();
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    try {
      handler.handleRequest(new ByteArrayInputStream(event.body()), output, context);
    } catch (IOException | RuntimeException | Error e) {
      post(invocation + "/error", error(e));
      return;
    }
    post(invocation + "/response", output.toByteArray());
  }

  private static Context context(HttpHeaders event) {
    Map<String, String> environment = System.getenv();
    return new LambdaContext(
        Integer.parseInt(environment.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")),
        event.firstValueAsLong("Lambda-Runtime-Deadline-Ms").orElseThrow(),
        event.firstValue("Lambda-Runtime-Aws-Request-Id").orElseThrow(),
        environment.get("AWS_LAMBDA_LOG_GROUP_NAME"),
        environment.get("AWS_LAMBDA_LOG_STREAM_NAME"),
        environment.get("AWS_LAMBDA_FUNCTION_NAME"),
        null,
        environment.get("AWS_LAMBDA_FUNCTION_VERSION"),
        event.firstValue("Lambda-Runtime-Invoked-Function-Arn").orElseThrow(),
        null,
        null,
        null);
  }

  private void post(String path, byte[] body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(API + path))
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    http.send(request, BodyHandlers.discarding());
  }

  /** Prints an error, and describes it for Lambda. */
  private static byte[] error(Throwable error) {
    error.printStackTrace();
    String message = String.valueOf(error.getMessage()).replaceAll("[\"\\\\\\p{Cntrl}]", " ");
    return "{\"errorMessage\": \"%s\", \"errorType\": \"%s\"}"
        .formatted(message, error.getClass().getName())
        .getBytes(StandardCharsets.UTF_8);
  }
}
