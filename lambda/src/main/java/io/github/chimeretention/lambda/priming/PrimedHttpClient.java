package io.github.chimeretention.lambda.priming;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.util.function.Supplier;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.utils.Lazy;

/** Until it is primed, prepares requests and returns a fixed response, but sends nothing. */
public final class PrimedHttpClient implements SdkHttpClient {
  private static final byte[] SETTINGS =
      "{\"AppInstanceRetentionSettings\":{\"ChannelRetentionSettings\":{\"RetentionDays\":1}}}"
          .getBytes(UTF_8);

  final Lazy<SdkHttpClient> sender;
  volatile boolean isPrimed;

  /** Makes a client that sends through another one, which is created when first needed. */
  public PrimedHttpClient(Supplier<SdkHttpClient> sender) {
    this.sender = new Lazy<>(sender);
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    ExecutableHttpRequest prepared = sender.getValue().prepareRequest(request);
    return isPrimed ? prepared : new SelfResponse(request);
  }

  @Override
  public void close() {
    sender.close();
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
