package io.github.chimeretention.lambda;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/** A server in this process, with responses from the test. */
public interface HttpServerStub extends SdkHttpClient {

  /** Fails the test if it is called. */
  HttpServerStub NOT_CALLED =
      (request, body) -> {
        throw new AssertionError("called: " + request);
      };

  /** Returns the response to a request, or throws an HTTP client's exception. */
  HttpExecuteResponse respond(SdkHttpRequest request, byte[] body) throws IOException;

  /** Returns an HTTP client that calls the server. */
  static SdkHttpClient of(HttpServerStub server) {
    return server;
  }

  /** Returns a response with a status and a JSON body. */
  static HttpExecuteResponse response(int status, String json) {
    return response(SdkHttpResponse.builder().statusCode(status), json);
  }

  /** Returns a response with a status, headers and a JSON body. */
  static HttpExecuteResponse response(SdkHttpResponse.Builder response, String json) {
    return HttpExecuteResponse.builder()
        .response(response.build())
        .responseBody(
            AbortableInputStream.create(
                new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8))))
        .build();
  }

  @Override
  default ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        byte[] body = {};
        if (request.contentStreamProvider().isPresent()) {
          try (InputStream content = request.contentStreamProvider().get().newStream()) {
            body = content.readAllBytes();
          }
        }
        return respond(request.httpRequest(), body);
      }

      @Override
      public void abort() {}
    };
  }

  @Override
  default void close() {}
}
