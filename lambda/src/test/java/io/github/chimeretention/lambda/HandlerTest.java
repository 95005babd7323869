package io.github.chimeretention.lambda;

import static io.github.chimeretention.lambda.HttpServerStub.response;
import static io.github.chimeretention.lambda.Json.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.chimeretention.lambda.invocation.Deadline;
import io.github.chimeretention.lambda.retention.EffectiveSettings;
import io.github.chimeretention.lambda.retention.RetentionException;
import io.github.chimeretention.lambda.retention.RetentionException.Effect;
import io.github.chimeretention.lambda.retention.RetentionSettings;
import java.io.IOException;
import java.io.InterruptedIOException;
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

/** Runs the handler with a stub of the service and of the response URL. */
@DisplayName("The handler")
class HandlerTest {
  private static final String URL =
      "https://bucket.s3.amazonaws.com/key?X-Amz-Date=20260220T101500Z&X-Amz-Signature=5ec2e7";
  private static final String LOG = ". CloudWatch Log Stream: 2026/02/20/[$LATEST]0123";

  private final List<String> sent = new CopyOnWriteArrayList<>();
  private final Service service = new Service();
  private final TestContext context = new TestContext(Duration.ofMinutes(5));

  @Test
  @DisplayName(
      "logs one JSON line per step, and lets no member of the event replace the line's own")
  void log() throws IOException {
    handle(
        create("\"Id\": \"a\", \"Days\": \"30\"")
            .replaceFirst(
                "\\{", "{\"message\": \"m\", \"level\": \"l\", \"AWSRequestId\": \"i\", "));

    assertThat(context.log()).allMatch(line -> line.indexOf('\n') == line.length() - 1);
    assertThat(context.log()).first().asString().contains("\"message\":\"Received\"");
    assertThat(context.log())
        .map(Json::json)
        .allSatisfy(
            line -> {
              assertThat(Instant.parse(line.path("timestamp").asText())).isNotNull();
              assertThat(line.path("message").asText()).isNotEqualTo("m");
              assertThat(line.path("level").asText()).isEqualTo("INFO");
              assertThat(line.path("AWSRequestId").asText()).isEqualTo("3f1b7a52-invocation");
              assertThat(line.path("RequestId").asText()).isEqualTo("request-1");
              assertThat(line.path("ResourceProperties").asText()).isEqualTo("{Id=a, Days=30}");
              assertThat(line.has("ResponseURL")).isFalse();
            });
  }

  @Test
  @DisplayName("responds when the work hangs and ignores interrupts, and names the step")
  void hangs() throws IOException {
    CountDownLatch end = new CountDownLatch(1);
    service.onPut = () -> awaitUninterruptibly(end);

    JsonNode response =
        handle(create("\"Id\": \"a\""), new TestContext(Duration.ofSeconds(2)), s3(200));

    assertFailed(response, "Timed out while turning off retention for a" + LOG);
    // The put was in progress: it may have been accepted, so a rollback must undo it.
    assertThat(response.path("PhysicalResourceId").asText()).isEqualTo("a");
    end.countDown();
  }

  @Test
  @DisplayName("responds FAILED to an Error too, and logs its reason as an error")
  void error() throws IOException {
    service.onPut =
        () -> {
          throw new NoClassDefFoundError("a/b/C");
        };

    JsonNode response = handle(create("\"Id\": \"a\""));

    JsonNode line = json(context.log().get(3));
    assertThat(line.path("level").asText()).isEqualTo("ERROR");
    assertThat(line.path("message").asText())
        .isEqualTo("java.lang.NoClassDefFoundError: a/b/C (while turning off retention for a)");
    assertFailed(response, line.path("message").asText() + LOG);
  }

  @ParameterizedTest
  @CsvSource({
    // When the URL was signed, and its age in the reason. The time is 10:15:30.
    "?X-Amz-Date=20260220T100330Z,",
    "?X-Amz-Date=20260220T100329Z, 12 min 1 s",
    "?X-Amz-Date=20260220T101600Z,",
    "'',",
  })
  @DisplayName("rejects an event that is older than its ServiceTimeout, if its URL has a date")
  void old(String signedAt, String age) throws IOException {
    String url = "https://s3.amazonaws.com/key" + signedAt;
    String properties = "\"Id\": \"a\", \"Days\": \"30\", \"ServiceTimeout\": \"720\"";

    JsonNode response = handle(event(url, properties));

    if (age == null) {
      assertThat(response.path("Status").asText()).isEqualTo("SUCCESS");
    } else {
      assertFailed(
          response,
          "The event expired: it was signed "
              + age
              + " ago, and its ServiceTimeout is 12 min"
              + LOG);
      assertThat(service.calls).isEmpty();
    }
  }

  @Test
  @DisplayName("rejects an event with a duplicate key, and responds with the event's own ID")
  void defective() throws IOException {
    JsonNode response =
        handle(
            create("\"Id\": \"a\", \"Days\": \"30\", \"Days\": \"31\"")
                .replace("\"Create\"", "\"Update\", \"PhysicalResourceId\": \"b\""));

    assertThat(response.path("Status").asText()).isEqualTo("FAILED");
    assertThat(response.path("PhysicalResourceId").asText()).isEqualTo("b");
    assertThat(response.path("Reason").asText())
        .startsWith("The event must be a JSON object without duplicate keys: ")
        .contains("'Days'")
        .endsWith(LOG);
    assertThat(service.calls).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not JSON",
        "{\"RequestType\": \"Create\"}",
        "{\"RequestType\": \"Create\", \"ResponseURL\": \"https://example.com/?X-Amz-Signature=1\"}",
      })
  @DisplayName(
      "fails with one log line, which doesn't quote the URL, if the response URL is invalid")
  void nowhereToRespond(String event) {
    assertThatThrownBy(() -> send(event, context, s3(200)))
        .isInstanceOf(IOException.class)
        .hasMessage("ResponseURL is missing or invalid; it must be an HTTPS URL of Amazon S3");
    assertThat(sent).isEmpty();
    assertThat(service.calls).isEmpty();
    assertThat(context.log())
        .singleElement()
        .asString()
        .contains("ResponseURL is missing or invalid; it must be an HTTPS URL of Amazon S3")
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
    byte[] event = event("http://127.0.0.1:4566/key", "\"Id\": \"a\"").getBytes(UTF_8);
    var handler =
        RetentionHandlers.of(
            List.of(service), s3(200), Map.of(variable, "http://127.0.0.1"), new VirtualTime());

    if (responds) {
      context.handle(event, handler);
    } else {
      assertThatThrownBy(() -> context.handle(event, handler)).isInstanceOf(IOException.class);
    }
    assertThat(sent).hasSize(responds ? 1 : 0);
  }

  @Test
  @DisplayName("hides its credentials and the URL in the reason and in the log")
  void secrets() throws IOException {
    service.onPut =
        () -> {
          throw new RetentionException(
              "not-a-secret not-a-token AKIDTEST X-Amz-Date=20260220T101500Z&X-Amz-Signature"
                  + "=5ec2e7 \u001b[31m\nred",
              Effect.NONE,
              null);
        };

    JsonNode response = handle(create("\"Id\": \"a\", \"Reapply\": \"AKIDTEST\""));

    assertFailed(response, "*** *** *** *** \\u001b[31m\\u000ared" + LOG);
    assertThat(String.join("", context.log()))
        .contains("Reapply=***")
        .doesNotContain("AKIDTEST", "not-a-secret", "5ec2e7");
  }

  @Test
  @DisplayName("fails, so that Lambda retries the event, if no response was accepted")
  void notAccepted() {
    assertThatThrownBy(() -> handle(create("\"Id\": \"a\", \"Days\": \"30\""), context, s3(403)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("CloudFormation did not accept the response");
  }

  @Test
  @DisplayName("fails, so that Lambda retries the event, if it is interrupted while it responds")
  void interrupted() {
    SdkHttpClient interrupting =
        HttpServerStub.of(
            (request, body) -> {
              Thread.currentThread().interrupt();
              return response(503, "");
            });
    try {
      assertThatThrownBy(() -> send(create("\"Id\": \"a\""), context, interrupting))
          .isInstanceOf(InterruptedIOException.class);
    } finally {
      Thread.interrupted();
    }
  }

  private static void assertFailed(JsonNode response, String reason) {
    assertThat(response.path("Status").asText()).isEqualTo("FAILED");
    assertThat(response.path("Reason").asText()).isEqualTo(reason);
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        // Go on waiting, like a call that can't be interrupted.
      }
    }
  }

  private static String create(String properties) {
    return event(URL, properties);
  }

  private static String event(String url, String properties) {
    return """
    {"RequestType": "Create", "ResponseURL": "%s", "StackId": "stack", "RequestId": "request-1",
     "LogicalResourceId": "Retention", "ResourceType": "Custom::Test",
     "ResourceProperties": {%s}}"""
        .formatted(url, properties);
  }

  private JsonNode handle(String event) throws IOException {
    return handle(event, context, s3(200));
  }

  /** Handles an event, and returns the last response sent. */
  private JsonNode handle(String event, TestContext context, SdkHttpClient s3) throws IOException {
    send(event, context, s3);
    return json(sent.get(sent.size() - 1));
  }

  private void send(String event, TestContext context, SdkHttpClient s3) throws IOException {
    context.handle(
        event.getBytes(UTF_8), RetentionHandlers.of(List.of(service), s3, new VirtualTime()));
  }

  private SdkHttpClient s3(int status) {
    return HttpServerStub.of(
        (request, body) -> {
          sent.add(new String(body, UTF_8));
          return response(status, "");
        });
  }

  /** A service that runs an action on each put, and then reports 30 days. */
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
      return EffectiveSettings.of(
          calls.contains("put") ? Map.of("Days", 30) : Map.of(),
          Instant.parse("2026-03-22T10:15:30Z"));
    }
  }
}
