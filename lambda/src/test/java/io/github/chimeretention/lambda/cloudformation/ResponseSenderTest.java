package io.github.chimeretention.lambda.cloudformation;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.chimeretention.lambda.TestContext;
import io.github.chimeretention.lambda.invocation.Deadline;
import io.github.chimeretention.lambda.invocation.StepLog;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The response is put")
class ResponseSenderTest {
  private static final byte[] BODY = "{\"Reason\": \"30 días\"}".getBytes(StandardCharsets.UTF_8);

  private final WireMockServer s3 =
      new WireMockServer(WireMockConfiguration.options().dynamicPort());

  @BeforeEach
  void start() {
    s3.start();
  }

  @AfterEach
  void stop() {
    s3.stop();
  }

  @Test
  @DisplayName("as it is, with the empty content type that its URL is signed for")
  void request() throws Exception {
    answersFirst(aResponse().withStatus(200));

    send(Duration.ofSeconds(5));

    LoggedRequest request =
        s3.findAll(com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor(anyUrl()))
            .get(0);
    assertThat(request.getMethod().getName()).isEqualTo("PUT");
    assertThat(request.getBody()).isEqualTo(BODY);
    assertThat(request.getUrl()).isEqualTo("/key%3A1?X-Amz-Signature=a%2Fb");
    assertThat(String.valueOf(request.getHeader("Content-Type"))).isIn("null", "");
    assertThat(request.getHeader("Content-Length")).isEqualTo(String.valueOf(BODY.length));
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503, 400, 408, 409, 429})
  @DisplayName("again after a status that passes, and once when it is accepted")
  void retriesStatus(int status) throws Exception {
    answersFirst(aResponse().withStatus(status));

    send(Duration.ofSeconds(5));

    assertThat(requests()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  @DisplayName("again after a broken connection")
  void retriesFault(Fault fault) throws Exception {
    answersFirst(aResponse().withFault(fault));

    send(Duration.ofSeconds(5));

    assertThat(requests()).isBetween(1, 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 307, 403, 404, 411})
  @DisplayName("once when it is refused for good; a redirect is not followed")
  void refused(int status) {
    answersFirst(aResponse().withStatus(status).withHeader("Location", s3.baseUrl() + "/other"));

    assertThatThrownBy(() -> send(Duration.ofSeconds(5)))
        .isInstanceOf(ResponseNotAcceptedException.class)
        .hasMessage(
            "CloudFormation did not accept the response (attempt 1): HTTP status " + status);
    assertThat(requests()).isEqualTo(1);
  }

  @Test
  @DisplayName("until the time is over")
  void untilDeadline() {
    s3.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(503)));

    assertThatThrownBy(() -> send(Duration.ofSeconds(2)))
        .isInstanceOf(ResponseNotAcceptedException.class)
        .hasMessageContaining("HTTP status 503");
    assertThat(requests()).isGreaterThan(2);
  }

  @Test
  @DisplayName("no longer than the time that is left, however slowly the server answers")
  void slowDrip() {
    s3.stubFor(
        any(anyUrl())
            .willReturn(aResponse().withStatus(200).withBody("slow").withFixedDelay(60_000)));
    long start = System.nanoTime();

    assertThatThrownBy(() -> send(Duration.ofSeconds(1)))
        .isInstanceOf(ResponseNotAcceptedException.class)
        .hasMessageContaining("InterruptedIOException");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }

  private void send(Duration time) throws Exception {
    TestContext context = new TestContext(time);
    new ResponseSender()
        .send(
            ResponseUrl.of(s3.baseUrl() + "/key%3A1?X-Amz-Signature=a%2Fb"),
            BODY,
            new Deadline(context::getRemainingTimeInMillis),
            new StepLog(context.getLogger(), context.getAwsRequestId()));
    List<String> log = context.log();
    assertThat(log.get(log.size() - 1)).contains("accepted the response");
  }

  private void answersFirst(ResponseDefinitionBuilder answer) {
    s3.stubFor(
        any(anyUrl())
            .inScenario("first")
            .whenScenarioStateIs("Started")
            .willReturn(answer)
            .willSetStateTo("then"));
    s3.stubFor(
        any(anyUrl()).inScenario("first").whenScenarioStateIs("then").willReturn(aResponse()));
  }

  private int requests() {
    return s3.getAllServeEvents().size();
  }
}
