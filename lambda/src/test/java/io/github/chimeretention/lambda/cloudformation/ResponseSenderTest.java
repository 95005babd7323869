package io.github.chimeretention.lambda.cloudformation;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.chimeretention.lambda.HttpServerStub;
import io.github.chimeretention.lambda.TestContext;
import io.github.chimeretention.lambda.VirtualTime;
import io.github.chimeretention.lambda.invocation.Deadline;
import io.github.chimeretention.lambda.invocation.Invocation;
import io.github.chimeretention.lambda.invocation.PublicText;
import io.github.chimeretention.lambda.invocation.StepLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

@DisplayName("The response is sent")
class ResponseSenderTest {
  private static final byte[] BODY = "{\"Reason\": \"30 días\"}".getBytes(StandardCharsets.UTF_8);

  /** The key that CloudFormation signs: encoded characters must arrive unchanged. */
  private static final String PATH =
      "/arn%3Aaws%3Acloudformation%3Aus-east-1%3A1%3Astack/s/1%7CRetention%7C2";

  /** In any order: S3 sorts the query to verify the signature. */
  private static final String QUERY =
      "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20260220T101530Z&X-Amz-SignedHeaders=host"
          + "&X-Amz-Expires=7200&X-Amz-Credential=AKIA%2F20260220%2Fus-east-1%2Fs3%2Faws4_request"
          + "&X-Amz-Signature=5ec2e7";

  @RegisterExtension
  static final WireMockExtension s3 =
      WireMockExtension.newInstance().options(options().dynamicPort()).build();

  private final VirtualTime time = new VirtualTime();
  private final TestContext context = new TestContext(Duration.ofMinutes(1));

  @Test
  @DisplayName("unchanged, with the empty content type that its URL is signed for")
  void request() throws Exception {
    s3.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(200)));

    send();

    LoggedRequest request = s3.findAll(anyRequestedFor(anyUrl())).get(0);
    assertThat(request.getMethod().getName()).isEqualTo("PUT");
    assertThat(request.getUrl()).startsWith(PATH + "?");
    assertThat(request.getUrl().substring(PATH.length() + 1).split("&"))
        .containsExactlyInAnyOrder(QUERY.split("&"));
    assertThat(request.getBody()).isEqualTo(BODY);
    assertThat(String.valueOf(request.getHeader("Content-Type"))).isIn("null", "");
    assertThat(request.getHeader("Content-Length")).isEqualTo(String.valueOf(BODY.length));
    assertThat(context.log())
        .singleElement()
        .asString()
        .contains("\"message\":\"CloudFormation accepted the response\"");
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503, 400, 408, 409, 429})
  @DisplayName("again after a transient status, and only until it is accepted")
  void retriesStatus(int status) throws Exception {
    respondsFirst(aResponse().withStatus(status));

    send();

    assertThat(requests()).isEqualTo(2);
    assertThat(context.log().get(0)).contains("Sending the response again: HTTP status " + status);
  }

  @ParameterizedTest
  @EnumSource(names = {"CONNECTION_RESET_BY_PEER", "EMPTY_RESPONSE", "RANDOM_DATA_THEN_CLOSE"})
  @DisplayName("again after a broken connection")
  void retriesFault(Fault fault) throws Exception {
    respondsFirst(aResponse().withFault(fault));

    send();

    assertThat(requests()).isEqualTo(2);
    assertThat(context.log().get(0)).contains("Sending the response again: ");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 307, 403, 404, 411})
  @DisplayName("once if it is permanently rejected; redirects are not followed")
  void refused(int status) {
    respondsFirst(aResponse().withStatus(status).withHeader("Location", s3.baseUrl() + "/other"));

    assertThatThrownBy(this::send)
        .isInstanceOf(IOException.class)
        .hasNoCause()
        .hasMessage(
            "CloudFormation did not accept the response (attempt 1): HTTP status " + status);
    assertThat(requests()).isEqualTo(1);
  }

  @Test
  @DisplayName("again until the deadline")
  void untilDeadline() {
    s3.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(503)));

    assertThatThrownBy(this::send)
        .isInstanceOf(IOException.class)
        .hasMessageMatching(
            "CloudFormation did not accept the response \\(attempt [0-9]+\\): HTTP status 503");
    assertThat(requests()).isGreaterThan(2);
    assertThat(time.passed()).isLessThanOrEqualTo(Duration.ofMinutes(1));
  }

  @Test
  @DisplayName("without its URL in any error message")
  void noSecret() {
    SdkHttpClient failing =
        HttpServerStub.of(
            (request, body) -> {
              throw new IOException("can't reach " + request.getUri());
            });

    assertThatThrownBy(() -> send(failing)).hasNoCause().hasMessageEndingWith(": IOException");
    assertThat(String.join("", context.log())).doesNotContain("5ec2e7");
  }

  private void send() throws IOException, InterruptedException {
    try (SdkHttpClient http = UrlConnectionHttpClient.create()) {
      send(http);
    }
  }

  private void send(SdkHttpClient http) throws IOException, InterruptedException {
    new ResponseSender(http)
        .send(
            ResponseUrl.of(s3.baseUrl() + PATH + "?" + QUERY, true).orElseThrow(),
            BODY,
            Deadline.in(Duration.ofMinutes(1), time),
            new StepLog(Invocation.of(context, time), new PublicText(List.of()), Map.of()));
  }

  private static void respondsFirst(ResponseDefinitionBuilder response) {
    s3.stubFor(
        any(anyUrl())
            .inScenario("first")
            .whenScenarioStateIs(Scenario.STARTED)
            .willReturn(response)
            .willSetStateTo("then"));
    s3.stubFor(
        any(anyUrl()).inScenario("first").whenScenarioStateIs("then").willReturn(aResponse()));
  }

  private static int requests() {
    return s3.getAllServeEvents().size();
  }
}
