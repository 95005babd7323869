package io.github.chimeretention.lambda;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.chimeretention.lambda.invocation.Deadline;
import io.github.chimeretention.lambda.retention.EffectiveSettings;
import io.github.chimeretention.lambda.retention.RetentionSettings;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.http.HttpExecuteResponse;

/** Checks what must hold for any bytes that the handler gets as an event. */
final class HostileEventCheck {
  /** The events' response URL, signed at the time when they are handled. */
  static final String URL =
      "https://responses-useast1.s3.amazonaws.com/r%7C1?X-Amz-Date=20260220T101530Z"
          + "&X-Amz-Signature=5ec2e75ec2e7";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final Pattern URL_IS_IN_IT_ONCE =
      Pattern.compile(
          "(?s)(?!.*\"ResponseURL\".*\"ResponseURL\").*\"ResponseURL\"\\s*:\\s*\""
              + Pattern.quote(URL)
              + "\".*");
  private static final Pattern ONE_LINE = Pattern.compile("[^\\p{C}\\p{Zl}\\p{Zp}]*");

  private final List<String> responses = new ArrayList<>();
  private final List<String> written = new ArrayList<>();
  private final RequestStreamHandler handler =
      RetentionHandlers.of(
          Stream.of(ResourceUnderTest.values()).map(it -> new Service(it.resourceType)).toList(),
          HttpServerStub.of((request, body) -> store(request.getUri(), body)),
          Map.of(),
          new VirtualTime());

  private HttpExecuteResponse store(URI url, byte[] response) {
    assertThat(url.getHost()).matches("(?i)(.*[.])?s3([.-].*)?[.]amazonaws[.]com");
    assertThat(response).hasSizeLessThanOrEqualTo(4096);
    responses.add(new String(response, UTF_8));
    return HttpServerStub.response(200, "");
  }

  /** Handles an event, and returns the response's status, or an empty text without a response. */
  String check(byte[] event) throws IOException {
    responses.clear();
    written.clear();
    TestContext context = new TestContext(Duration.ofMinutes(1));
    boolean failed = false;
    try {
      context.handle(event, handler);
    } catch (IOException e) {
      failed = true;
    }
    JsonNode json = read(event);
    boolean namesUrl =
        json.isObject()
            ? URL.equals(json.path("ResponseURL").textValue())
            : URL_IS_IN_IT_ONCE.matcher(new String(event, ISO_8859_1)).matches();
    assertThat(context.log())
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line.stripTrailing()).matches(ONE_LINE));
    assertThat(responses.size()).isBetween(namesUrl ? 1 : 0, 1);
    assertThat(failed).isEqualTo(responses.isEmpty());
    JsonNode response = responses.isEmpty() ? MissingNode.getInstance() : response(json);
    if (!response.path("Status").asText().equals("SUCCESS")) {
      assertThat(written).isEmpty();
    }
    StringBuilder properties = new StringBuilder();
    json.path("ResourceProperties").forEach(it -> properties.append(it.asText()).append('\n'));
    written.forEach(it -> assertThat(properties).containsIgnoringCase(it));
    return response.path("Status").asText();
  }

  /** Returns the event as JSON, or a missing node if it is malformed or has a duplicate member. */
  private static JsonNode read(byte[] event) {
    try {
      return JSON.readTree(event);
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }

  private JsonNode response(JsonNode event) {
    JsonNode response = Json.json(responses.get(0));
    for (String name : List.of("StackId", "RequestId", "LogicalResourceId")) {
      String id = event.path(name).asText();
      if (event.path(name).isTextual()
          && id.length() <= 512 / 3
          && UTF_8.newEncoder().canEncode(id)) {
        assertThat(response.path(name).asText()).as(name).isEqualTo(id);
      }
    }
    if (!response.path("Status").asText().equals("SUCCESS")) {
      assertThat(response.path("Status").asText()).isEqualTo("FAILED");
      assertThat(response.path("Reason").asText())
          .matches(ONE_LINE)
          .matches(".+\\. CloudWatch Log Stream: 2026/02/20/\\[\\$LATEST]0123");
    }
    return response;
  }

  /** A service that accepts all settings. */
  private final class Service extends StubbedResource {
    Service(String resourceType) {
      super(resourceType);
    }

    @Override
    public Optional<EffectiveSettings> put(
        String identity, RetentionSettings settings, Deadline deadline) {
      written.add(identity);
      settings.days().values().forEach(days -> written.add(days.toString()));
      return Optional.of(new EffectiveSettings(settings, Optional.empty()));
    }

    @Override
    public EffectiveSettings get(String identity, Deadline deadline) {
      return new EffectiveSettings(RetentionSettings.OFF, Optional.empty());
    }
  }
}
