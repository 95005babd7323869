package io.github.chimeretention.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.chimeretention.lambda.invocation.Deadline;
import io.github.chimeretention.lambda.retention.EffectiveSettings;
import io.github.chimeretention.lambda.retention.RetentionSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.http.HttpExecuteResponse;

/** Whatever bytes come in: what is called, what is responded, and what is logged. */
final class HostileEventCheck {
  private static final Map<String, String> ENVIRONMENT =
      new HashMap<>(RetentionHandlers.ENVIRONMENT);

  static {
    ENVIRONMENT.keySet().removeIf(name -> name.startsWith("AWS_ENDPOINT_URL"));
  }

  private static final List<String> SECRETS =
      List.of(
          HostileEvents.URL.substring(HostileEvents.URL.indexOf('?') + 1),
          ENVIRONMENT.get("AWS_SECRET_ACCESS_KEY"),
          ENVIRONMENT.get("AWS_SESSION_TOKEN"));

  private static final Pattern ONE_LINE = Pattern.compile("[^\\p{C}\\p{Zl}\\p{Zp}]*");
  private static final Pattern LONE_SURROGATE = Pattern.compile("\\p{Cs}");

  private final List<String> responses = new ArrayList<>();
  private final AtomicInteger calls = new AtomicInteger();
  private final RequestStreamHandler handler =
      RetentionHandlers.of(
          Stream.of(ResourceUnderTest.values()).map(it -> new Service(it.resourceType)).toList(),
          HttpServerStub.of((request, body) -> store(request.getUri(), body)),
          ENVIRONMENT,
          new VirtualTime());

  private HttpExecuteResponse store(URI url, byte[] response) {
    assertThat(ExpectedOutcome.mayRespondTo(url.toString())).as("response to " + url).isTrue();
    assertThat(response).hasSizeLessThanOrEqualTo(4096);
    responses.add(new String(response, UTF_8));
    return HttpServerStub.response(200, "");
  }

  /** Handles an event, and returns what became of it when all is as it must be. */
  ExpectedOutcome check(byte[] event) throws IOException {
    responses.clear();
    calls.set(0);
    TestContext context = new TestContext(Duration.ofMinutes(1));
    handler.handleRequest(
        new ByteArrayInputStream(event), OutputStream.nullOutputStream(), context);

    ExpectedOutcome outcome = outcome(context);
    assertThat(ExpectedOutcome.of(event)).contains(outcome);
    assertThat(context.log()).isNotEmpty().allSatisfy(HostileEventCheck::isOneLine);
    if (outcome != ExpectedOutcome.NO_RESPONSE) {
      assertThat(context.log()).allSatisfy(HostileEventCheck::hasNoSecret);
      JsonNode response = CloudFormationAndChime.json(responses.get(0));
      repeatsIds(ExpectedOutcome.read(event), response);
      hasNoSecret(response.path("Reason").asText());
    }
    return outcome;
  }

  private ExpectedOutcome outcome(TestContext context) {
    if (responses.isEmpty()) {
      assertThat(calls).hasValue(0);
      assertThat(context.log()).singleElement().asString().contains("\"No response: ");
      return ExpectedOutcome.NO_RESPONSE;
    }
    assertThat(responses).hasSize(1);
    JsonNode response = CloudFormationAndChime.json(responses.get(0));
    if (response.path("Status").asText().equals("SUCCESS")) {
      return calls.get() == 0 ? ExpectedOutcome.SUCCESS_WITHOUT_CALL : ExpectedOutcome.SUCCESS;
    }
    assertThat(calls).hasValue(0);
    assertThat(response.path("Status").asText()).isEqualTo("FAILED");
    assertThat(response.path("Reason").asText())
        .matches(ONE_LINE)
        .matches(".+\\. CloudWatch Log Stream: 2026/02/20/\\[\\$LATEST]0123");
    return ExpectedOutcome.FAILED;
  }

  private static void isOneLine(String line) {
    assertThat(line).endsWith("\n");
    assertThat(line.substring(0, line.length() - 1)).matches(ONE_LINE);
    assertThat(CloudFormationAndChime.json(line).path("message").asText()).isNotEmpty();
  }

  private static void hasNoSecret(String text) {
    assertThat(text).doesNotContain(SECRETS);
  }

  private static void repeatsIds(JsonNode event, JsonNode response) {
    for (String name : List.of("StackId", "RequestId", "LogicalResourceId")) {
      String id = event.path(name).asText();
      if (event.path(name).isTextual()
          && id.getBytes(UTF_8).length <= 512
          && !LONE_SURROGATE.matcher(id).find()) {
        assertThat(response.path(name).asText()).as(name).isEqualTo(id);
      }
    }
  }

  /** A service that accepts all settings. */
  private final class Service extends StubbedResource {
    Service(String resourceType) {
      super(resourceType);
    }

    @Override
    public Optional<EffectiveSettings> put(
        String identity, RetentionSettings settings, Deadline deadline) {
      calls.incrementAndGet();
      return Optional.of(new EffectiveSettings(settings, Optional.empty()));
    }

    @Override
    public EffectiveSettings get(String identity, Deadline deadline) {
      throw new AssertionError("the settings were reported already");
    }
  }
}
