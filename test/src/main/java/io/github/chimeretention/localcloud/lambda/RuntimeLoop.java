package io.github.chimeretention.localcloud.lambda;

import com.amazonaws.services.lambda.runtime.api.client.EventHandlerLoader;
import com.amazonaws.services.lambda.runtime.api.client.HandlerInfo;
import com.amazonaws.services.lambda.runtime.api.client.LambdaRequestHandler;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.dto.InvocationRequest;
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

/**
 * Runs a function like AWS's runtime interface client, on machines without its native library: gets
 * events one by one from the Lambda Runtime API, lets AWS's client call the handler, and posts the
 * result.
 */
final class RuntimeLoop {
  private static final String API =
      "http://%s/2018-06-01/runtime/".formatted(System.getenv("AWS_LAMBDA_RUNTIME_API"));

  private final HttpClient http = HttpClient.newHttpClient();

  private RuntimeLoop() {}

  /**
   * Runs until the process is ended; the argument is the handler in the function's configuration.
   */
  public static void main(String[] arguments) throws Exception {
    RuntimeLoop loop = new RuntimeLoop();
    URL code = Path.of(System.getenv("LAMBDA_TASK_ROOT")).toUri().toURL();
    ClassLoader loader = new URLClassLoader(new URL[] {code}, RuntimeLoop.class.getClassLoader());
    Thread.currentThread().setContextClassLoader(loader);
    LambdaRequestHandler handler;
    try {
      handler = EventHandlerLoader.loadEventHandler(HandlerInfo.fromString(arguments[0], loader));
    } catch (ReflectiveOperationException | LinkageError e) {
      loop.post("init/error", error(e));
      throw e;
    }
    while (true) {
      loop.handle(handler);
    }
  }

  private void handle(LambdaRequestHandler handler) throws IOException, InterruptedException {
    HttpRequest next = HttpRequest.newBuilder(URI.create(API + "invocation/next")).build();
    HttpResponse<byte[]> event = http.send(next, BodyHandlers.ofByteArray());
    HttpHeaders headers = event.headers();
    InvocationRequest request = new InvocationRequest();
    request.setId(headers.firstValue("Lambda-Runtime-Aws-Request-Id").orElseThrow());
    request.setInvokedFunctionArn(
        headers.firstValue("Lambda-Runtime-Invoked-Function-Arn").orElseThrow());
    request.setDeadlineTimeInMs(
        headers.firstValueAsLong("Lambda-Runtime-Deadline-Ms").orElseThrow());
    request.setContent(event.body());
    String result = "response";
    byte[] body;
    try {
      body = handler.call(request).toByteArray();
    } catch (Exception | Error e) {
      result = "error";
      body = error(e);
    }
    post("invocation/" + request.getId() + "/" + result, body);
  }

  private void post(String path, byte[] body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(API + path))
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    http.send(request, BodyHandlers.discarding());
  }

  /** Prints an error and returns its description for Lambda. */
  private static byte[] error(Throwable error) {
    error.printStackTrace();
    String message = String.valueOf(error.getMessage()).replaceAll("[\"\\\\\\p{Cntrl}]", " ");
    return "{\"errorMessage\": \"%s\", \"errorType\": \"%s\"}"
        .formatted(message, error.getClass().getName())
        .getBytes(StandardCharsets.UTF_8);
  }
}
