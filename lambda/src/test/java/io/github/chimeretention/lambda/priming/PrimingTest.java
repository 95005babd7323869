package io.github.chimeretention.lambda.priming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static software.amazon.awssdk.http.SdkHttpMethod.PUT;

import io.github.chimeretention.lambda.HttpServerStub;
import io.github.chimeretention.lambda.RetentionHandlers;
import io.github.chimeretention.lambda.TestContext;
import io.github.chimeretention.lambda.VirtualTime;
import io.github.chimeretention.lambda.chime.RetentionResources;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;

@DisplayName("Priming")
class PrimingTest {
  private final List<SdkHttpRequest> prepared = new CopyOnWriteArrayList<>();
  private final List<SdkHttpRequest> sent = new CopyOnWriteArrayList<>();

  @Test
  @DisplayName("handles a complete event, and sends nothing")
  void wholeWay() {
    TestContext context = new TestContext(Duration.ofMinutes(5));

    PrimedHttpClient http = new PrimedHttpClient(this::client);

    Priming.prime(
        (event, invocation) ->
            context.handle(
                event,
                RetentionHandlers.of(RetentionResources.calledBy(http), http, new VirtualTime())),
        http);

    assertThat(prepared)
        .extracting(it -> it.method() + " " + it.host())
        .containsExactly(
            "GET identity-chime.us-east-1.amazonaws.com",
            "PUT identity-chime.us-east-1.amazonaws.com",
            "PUT priming.s3.amazonaws.com");
    assertThat(sent).isEmpty();
    assertThat(context.log())
        .noneMatch(line -> line.contains("\"ERROR\""))
        .last()
        .asString()
        .contains("CloudFormation accepted the response");
  }

  @Test
  @DisplayName("ignores failures, and lets its client send afterwards")
  void goesWrong() {
    PrimedHttpClient http = new PrimedHttpClient(this::client);
    SdkHttpRequest request = SdkHttpRequest.builder().method(PUT).uri("https://localhost/").build();

    assertThatCode(
            () ->
                Priming.prime(
                    (event, invocation) -> {
                      throw new IOException("no");
                    },
                    http))
        .doesNotThrowAnyException();

    assertThatThrownBy(
            http.prepareRequest(HttpExecuteRequest.builder().request(request).build())::call)
        .hasMessage("sent");
    assertThat(sent).containsExactly(request);
  }

  /** A client that records prepared and sent requests. */
  private SdkHttpClient client() {
    return new HttpServerStub() {
      @Override
      public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        prepared.add(request.httpRequest());
        return HttpServerStub.super.prepareRequest(request);
      }

      @Override
      public HttpExecuteResponse respond(SdkHttpRequest request, byte[] body) throws IOException {
        sent.add(request);
        throw new IOException("sent");
      }
    };
  }
}
