package io.github.chimeretention.lambda;

import static io.github.chimeretention.lambda.CloudFormationAndChime.json;
import static io.github.chimeretention.lambda.HttpServerStub.response;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.chimeretention.lambda.invocation.Deadline;
import io.github.chimeretention.lambda.retention.EffectiveSettings;
import io.github.chimeretention.lambda.retention.RetentionSettings;
import io.github.chimeretention.lambda.retention.ServiceCallException;
import io.github.chimeretention.lambda.retention.ServiceCallException.Effect;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.SdkHttpClient;

/** The handler with a service and a response URL of plain values. */
@DisplayName("The handler")
class HandlerTest {
  private static final String URL =
      "https://bucket.s3.amazonaws.com/key?X-Amz-Date=20260220T101500Z&X-Amz-Signature=5ec2e7";
  private static final String LOG = ". CloudWatch Log Stream: 2026/02/20/[$LATEST]0123";

  private final List<String> sent = new CopyOnWriteArrayList<>();
  private final Service service = new Service();
  private final TestContext context = new TestContext(Duration.ofMinutes(5));

  @Test
  @DisplayName("logs one JSON line a step, with what the event says and its message")
  void log() throws IOException {
    handle(event("Create", URL, "\"Id\": \"a\", \"Days\": \"30\""));

    assertThat(context.log()).allMatch(line -> line.indexOf('\n') == line.length() - 1);
    List<JsonNode> lines = context.log().stream().map(CloudFormationAndChime::json).toList();
    assertThat(lines)
        .extracting(line -> line.path("message").asText())
        .containsExactly(
            "Received",
            "Decided: put {Days=30} for a",
            "Before, the service reports for a: {Days=30}, deletion from 2026-03-22T10:15:30Z",
            "The service accepted for a: {Days=30}",
            "The service reports for a: {Days=30}, deletion from 2026-03-22T10:15:30Z",
            "CloudFormation accepted the response");
    assertThat(lines)
        .allSatisfy(
            line -> {
              assertThat(Instant.parse(line.path("timestamp").asText())).isNotNull();
              assertThat(line.path("level").asText()).isEqualTo("INFO");
              assertThat(line.path("AWSRequestId").asText()).isEqualTo("3f1b7a52-invocation");
              assertThat(line.path("RequestId").asText()).isEqualTo("request-1");
              assertThat(line.path("LogicalResourceId").asText()).isEqualTo("Retention");
              assertThat(line.path("ResourceProperties").asText()).isEqualTo("{Id=a, Days=30}");
              assertThat(line.has("ResponseURL")).isFalse();
            });
  }

  @Test
  @DisplayName("logs why an event failed, in the words of its reason")
  void logOfFailure() throws IOException {
    service.onPut =
        () -> {
          throw new ServiceCallException("ForbiddenException: no", Effect.NONE, null);
        };

    JsonNode response = handle(event("Create", URL, "\"Id\": \"a\""));

    assertFailed(response, "ForbiddenException: no" + LOG);
    JsonNode line = json(context.log().get(3));
    assertThat(line.path("level").asText()).isEqualTo("ERROR");
    assertThat(line.path("message").asText()).isEqualTo("ForbiddenException: no");
  }

  @Test
  @DisplayName("lets no member of an event take the place of a log line's own")
  void ownMembers() throws IOException {
    handle(
        event("Create", URL, "\"Id\": \"a\"")
            .replace("{", "{\"message\": \"m\", \"level\": \"l\", \"AWSRequestId\": \"i\", "));

    assertThat(context.log())
        .map(CloudFormationAndChime::json)
        .allSatisfy(
            line -> {
              assertThat(line.path("message").asText()).isNotEqualTo("m");
              assertThat(line.path("level").asText()).isNotEqualTo("l");
              assertThat(line.path("AWSRequestId").asText()).isEqualTo("3f1b7a52-invocation");
            });
  }

  @Test
  @DisplayName("responds when the work hangs and ignores interrupts, and says what it was to do")
  void hangs() throws IOException {
    CountDownLatch end = new CountDownLatch(1);
    service.onPut = () -> awaitUninterruptibly(end);

    JsonNode response =
        handle(
            event("Create", URL, "\"Id\": \"a\""), new TestContext(Duration.ofSeconds(2)), s3(200));

    assertFailed(response, "The function's time was over while it was to put off for a" + LOG);
    // The put was under way: it may have been accepted, so a rollback must undo it.
    assertThat(response.path("PhysicalResourceId").asText()).isEqualTo("a");
    end.countDown();
  }

  @Test
  @DisplayName("makes a response of an Error too")
  void error() throws IOException {
    service.onPut =
        () -> {
          throw new NoClassDefFoundError("a/b/C");
        };

    assertFailed(
        handle(event("Create", URL, "\"Id\": \"a\"")),
        "java.lang.NoClassDefFoundError: a/b/C: the function failed to put off for a" + LOG);
  }

  @Test
  @DisplayName("makes a response of a stack that overflows too")
  void overflow() throws IOException {
    service.onPut = HandlerTest::overflowing;

    assertFailed(
        handle(event("Create", URL, "\"Id\": \"a\"")),
        "java.lang.StackOverflowError: the function failed to put off for a" + LOG);
  }

  @ParameterizedTest
  @CsvSource({
    // ServiceTimeout, when the URL was signed, and the refusal: it is 10:15:30
    "720, 20260220T100330Z,",
    "720, 20260220T100329Z, 'age is PT12M1S; it must be at most its ServiceTimeout, PT12M'",
    "60, 20260219T101530Z, 'age is PT24H; it must be at most its ServiceTimeout, PT1M'",
    "60, 20260220T101600Z,",
    ", 20260220T091530Z,",
    ", 20260220T091529Z, 'age is PT1H1S; it must be at most its ServiceTimeout, PT1H'",
  })
  @DisplayName("acts upon no event that is older than its ServiceTimeout, and an hour at most")
  void old(Integer serviceTimeout, String signedAt, String refusal) throws IOException {
    String properties =
        "\"Id\": \"a\", \"Days\": \"30\""
            + (serviceTimeout == null ? "" : ", \"ServiceTimeout\": \"" + serviceTimeout + "\"");

    JsonNode response =
        handle(event("Create", URL.replace("20260220T101500Z", signedAt), properties));

    if (refusal == null) {
      assertThat(response.path("Status").asText()).isEqualTo("SUCCESS");
    } else {
      assertFailed(response, "The event's " + refusal + LOG);
      assertThat(service.calls).isEmpty();
    }
  }

  @Test
  @DisplayName("acts upon an event whose URL does not say when it was signed")
  void notDated() throws IOException {
    JsonNode response =
        handle(event("Create", "https://s3.amazonaws.com/key", "\"Id\": \"a\", \"Days\": \"30\""));

    assertThat(response.path("Status").asText()).isEqualTo("SUCCESS");
  }

  @Test
  @DisplayName("acts upon no event that says a thing twice, and responds with the event's own id")
  void defective() throws IOException {
    JsonNode response =
        handle(
            event("Update", URL, "\"Id\": \"a\", \"Days\": \"30\", \"Days\": \"31\"")
                .replace("\"StackId\"", "\"PhysicalResourceId\": \"b\", \"StackId\""));

    assertThat(response.path("Status").asText()).isEqualTo("FAILED");
    assertThat(response.path("PhysicalResourceId").asText()).isEqualTo("b");
    assertThat(response.path("RequestId").asText()).isEqualTo("request-1");
    assertThat(response.path("Reason").asText())
        .startsWith("The event is not a JSON object without duplicate keys: ")
        .contains("'Days'")
        .endsWith(LOG);
    assertThat(service.calls).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not JSON",
        "null",
        "[]",
        "{\"RequestType\": \"Create\"}",
        "{\"RequestType\": \"Create\", \"ResponseURL\": 7}",
        "{\"RequestType\": \"Create\", \"ResponseURL\": \"http://example.com/?X-Amz-Signature=1\"}",
        "{\"RequestType\": \"Create\", \"ResponseURL\": \"https://example.com/?X-Amz-Signature=1\"}",
      })
  @DisplayName("says in one log line that there is nowhere to respond to, without the URL")
  void nowhereToRespond(String event) throws IOException {
    send(event, context, s3(200));

    assertThat(sent).isEmpty();
    assertThat(service.calls).isEmpty();
    assertThat(context.log())
        .singleElement()
        .asString()
        .contains("No response: ResponseURL is missing, or no HTTPS URL of Amazon S3")
        .doesNotContain("X-Amz");
  }

  @ParameterizedTest
  @CsvSource({
    "AWS_ENDPOINT_URL, true",
    "AWS_ENDPOINT_URL_CHIME, true",
    "AWS_ENDPOINT_URL_CHIME_SDK_IDENTITY, true",
    "AWS_REGION, false",
  })
  @DisplayName("responds on loopback only where an endpoint override is set")
  void loopback(String variable, boolean responds) throws IOException {
    RetentionHandlers.of(
            List.of(service), s3(200), Map.of(variable, "http://127.0.0.1"), new VirtualTime())
        .handleRequest(
            input(event("Create", "http://127.0.0.1:4566/key", "\"Id\": \"a\"")),
            OutputStream.nullOutputStream(),
            context);

    assertThat(sent).hasSize(responds ? 1 : 0);
  }

  @Test
  @DisplayName("tells neither its credentials nor the URL, in the reason and in the log")
  void secrets() throws IOException {
    service.onPut =
        () -> {
          throw new ServiceCallException(
              "not-a-secret not-a-%74oken AKIDTEST X-Amz-Date=20260220T101500Z%26X-Amz-Signature"
                  + "%3D5ec2e7 \u001b[31m\nred",
              Effect.NONE, null);
        };

    JsonNode response = handle(event("Create", URL, "\"Id\": \"a\", \"Reapply\": \"AKIDTEST\""));

    assertFailed(response, "*** *** *** *** \\u001b[31m\\u000ared" + LOG);
    assertThat(String.join("", context.log()))
        .contains("Reapply=***")
        .doesNotContain("AKIDTEST", "not-a-secret", "5ec2e7");
  }

  @Test
  @DisplayName("fails, so that the event comes again, if no response was accepted")
  void notAccepted() {
    assertThatThrownBy(
            () -> handle(event("Create", URL, "\"Id\": \"a\", \"Days\": \"30\""), context, s3(403)))
        .isInstanceOf(IOException.class)
        .hasNoCause()
        .hasMessage("CloudFormation did not accept the response (attempt 1): HTTP status 403");
    assertThat(context.log().get(context.log().size() - 1))
        .contains("\"ERROR\"", "HTTP status 403")
        .doesNotContain("5ec2e7");
  }

  @Test
  @DisplayName("fails, so that the event comes again, if it is interrupted while it responds")
  void interrupted() {
    SdkHttpClient interrupting =
        HttpServerStub.of(
            (request, body) -> {
              Thread.currentThread().interrupt();
              return response(503, "");
            });
    try {
      assertThatThrownBy(() -> send(event("Create", URL, "\"Id\": \"a\""), context, interrupting))
          .isInstanceOf(InterruptedIOException.class);
    } finally {
      Thread.interrupted();
    }
  }

  private static void assertFailed(JsonNode response, String reason) {
    assertThat(response.path("Status").asText()).isEqualTo("FAILED");
    assertThat(response.path("Reason").asText()).isEqualTo(reason);
  }

  @SuppressWarnings("InfiniteRecursion")
  private static void overflowing() {
    overflowing();
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        // As a call does that can't be interrupted.
      }
    }
  }

  private static String event(String requestType, String url, String properties) {
    return """
    {"RequestType": "%s", "ResponseURL": "%s", "StackId": "stack", "RequestId": "request-1",
     "LogicalResourceId": "Retention", "ResourceType": "Custom::Test",
     "ResourceProperties": {%s}}"""
        .formatted(requestType, url, properties);
  }

  private JsonNode handle(String event) throws IOException {
    return handle(event, context, s3(200));
  }

  /** Handles an event, and returns the last response that was sent. */
  private JsonNode handle(String event, TestContext context, SdkHttpClient s3) throws IOException {
    send(event, context, s3);
    return json(sent.get(sent.size() - 1));
  }

  private void send(String event, TestContext context, SdkHttpClient s3) throws IOException {
    RetentionHandlers.of(List.of(service), s3, new VirtualTime())
        .handleRequest(input(event), OutputStream.nullOutputStream(), context);
  }

  private static ByteArrayInputStream input(String event) {
    return new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8));
  }

  private SdkHttpClient s3(int status) {
    return HttpServerStub.of(
        (request, body) -> {
          sent.add(new String(body, StandardCharsets.UTF_8));
          return response(status, "");
        });
  }

  /** A service that does as it is told with a put, and then reports thirty days. */
  private static final class Service extends TestResource {
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private volatile Runnable onPut = () -> {};

    @Override
    public Optional<EffectiveSettings> put(
        String identity, RetentionSettings settings, Deadline deadline) {
      calls.add("put");
      onPut.run();
      return Optional.empty();
    }

    @Override
    public EffectiveSettings get(String identity, Deadline deadline) {
      calls.add("get");
      return EffectiveSettings.of(Map.of("Days", 30), Instant.parse("2026-03-22T10:15:30Z"));
    }
  }
}
