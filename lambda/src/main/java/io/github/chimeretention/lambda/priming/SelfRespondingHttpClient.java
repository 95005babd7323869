package io.github.chimeretention.lambda.priming;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Prepares requests as an HTTP client does, but sends nothing: it responds by itself. */
final class SelfRespondingHttpClient implements SdkHttpClient {
  private static final String SETTINGS =
      """
      {"AppInstanceRetentionSettings": {"ChannelRetentionSettings": {"RetentionDays": 1}}}""";

  private final SdkHttpClient http;

  SelfRespondingHttpClient(SdkHttpClient http) {
    this.http = http;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    http.prepareRequest(request);
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() {
        request.contentStreamProvider().ifPresent(ContentStreamProvider::newStream);
        // Without settings in the response to a put, they are read back.
        return response(request.httpRequest().method() == SdkHttpMethod.GET ? SETTINGS : "{}");
      }

      @Override
      public void abort() {}
    };
  }

  private static HttpExecuteResponse response(String json) {
    return HttpExecuteResponse.builder()
        .response(
            SdkHttpResponse.builder()
                .statusCode(200)
                .putHeader("Content-Type", "application/json")
                .build())
        .responseBody(
            AbortableInputStream.create(
                new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8))))
        .build();
  }

  @Override
  public void close() {}
}
