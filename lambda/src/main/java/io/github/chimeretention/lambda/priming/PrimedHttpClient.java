package io.github.chimeretention.lambda.priming;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Sends nothing until it has been primed: it prepares requests, and responds by itself. */
public final class PrimedHttpClient implements SdkHttpClient {
  private static final byte[] SETTINGS =
      "{\"AppInstanceRetentionSettings\":{\"ChannelRetentionSettings\":{\"RetentionDays\":1}}}"
          .getBytes(UTF_8);

  volatile boolean isPrimed;
  private final SdkHttpClient http;

  /** Makes a client that sends by another. */
  public PrimedHttpClient(SdkHttpClient http) {
    this.http = http;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    ExecutableHttpRequest prepared = http.prepareRequest(request);
    return isPrimed ? prepared : new SelfResponse(request);
  }

  @Override
  public void close() {
    http.close();
  }

  private record SelfResponse(HttpExecuteRequest request) implements ExecutableHttpRequest {
    @Override
    public HttpExecuteResponse call() {
      request.contentStreamProvider().ifPresent(ContentStreamProvider::newStream);
      return HttpExecuteResponse.builder()
          .response(SdkHttpResponse.builder().statusCode(200).build())
          .responseBody(AbortableInputStream.create(new ByteArrayInputStream(SETTINGS)))
          .build();
    }

    @Override
    public void abort() {}
  }
}
