package io.github.chimeretention.lambda.priming;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Prepares requests as another client does, but sends none: it responds by itself. */
record UnsentHttpClient(SdkHttpClient http) implements SdkHttpClient {
  private static final byte[] SETTINGS =
      "{\"AppInstanceRetentionSettings\":{\"ChannelRetentionSettings\":{\"RetentionDays\":1}}}"
          .getBytes(UTF_8);

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    http.prepareRequest(request);
    request.contentStreamProvider().ifPresent(ContentStreamProvider::newStream);
    // Without settings in the response to a put, they are read back, which is primed too.
    boolean isGet = request.httpRequest().method() == SdkHttpMethod.GET;
    HttpExecuteResponse response =
        HttpExecuteResponse.builder()
            .response(SdkHttpResponse.builder().statusCode(200).build())
            .responseBody(
                AbortableInputStream.create(
                    new ByteArrayInputStream(isGet ? SETTINGS : "{}".getBytes(UTF_8))))
            .build();
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() {
        return response;
      }

      @Override
      public void abort() {}
    };
  }

  @Override
  public void close() {}
}
