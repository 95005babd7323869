package io.github.chimeretention.lambda;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.http.HttpExecuteResponse;

/** What holds whatever bytes come in. */
final class HostileEventCheck {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final Map<String, String> ENVIRONMENT =
      Map.of("AWS_SECRET_ACCESS_KEY", "not-a-secret", "AWS_SESSION_TOKEN", "not-a-token");
  private static final Pattern URL_STANDS_ONCE =
      Pattern.compile(
          "(?s)(?!.*\"ResponseURL\".*\"ResponseURL\").*\"ResponseURL\"\\s*:\\s*\""
              + Pattern.quote(HostileEvents.URL)
              + "\".*");
  private static final Pattern ONE_LINE = Pattern.compile("[^\\p{C}\\p{Zl}\\p{Zp}]*");

  private final List<String> responses = new ArrayList<>();
  private final List<String> puts = new ArrayList<>();
  private final RequestStreamHandler handler =
      RetentionHandlers.of(
          Stream.of(ResourceUnderTest.values()).map(it -> new Service(it.resourceType)).toList(),
          HttpServerStub.of((request, body) -> store(request.getUri(), body)),
          ENVIRONMENT,
          new VirtualTime());

  private HttpExecuteResponse store(URI url, byte[] response) {
    assertThat(url).hasScheme("https").hasNoPort().hasNoUserInfo();
    assertThat(url.getHost()).matches("(?i)(.*[.])?s3([.-].*)?[.]amazonaws[.]com");
    assertThat(response).hasSizeLessThanOrEqualTo(4096);
    responses.add(new String(response, UTF_8));
    return HttpServerStub.response(200, "");
  }

  /** Handles an event, and returns the response's status, empty if there is none. */
  String check(byte[] event) throws IOException {
    responses.clear();
    puts.clear();
    TestContext context = new TestContext(Duration.ofMinutes(1));
    boolean failed = false;
    try {
      context.handle(event, handler);
    } catch (IOException e) {
      failed = true;
    }
    assertThat(failed).isEqualTo(responses.isEmpty());

    JsonNode json = read(event);
    boolean namesUrl =
        json.isObject()
            ? HostileEvents.URL.equals(json.path("ResponseURL").textValue())
            : URL_STANDS_ONCE.matcher(new String(event, ISO_8859_1)).matches();
    List<String> secrets = new ArrayList<>(ENVIRONMENT.values());
    if (namesUrl) {
      secrets.add(HostileEvents.URL.substring(HostileEvents.URL.indexOf('?') + 1));
    }
    assertThat(context.log()).isNotEmpty().allSatisfy(line -> isPublic(line, secrets));
    assertThat(responses.size()).isBetween(namesUrl ? 1 : 0, 1);
    if (responses.isEmpty()) {
      assertThat(puts).isEmpty();
      return "";
    }
    JsonNode response = Json.json(responses.get(0));
    repeatsIds(json, response);
    if (response.path("Status").asText().equals("SUCCESS")) {
      assertThat(puts).isIn(putsOf(json));
      return "SUCCESS";
    }
    assertThat(puts).isEmpty();
    assertThat(response.path("Status").asText()).isEqualTo("FAILED");
    assertThat(response.path("Reason").asText())
        .matches(ONE_LINE)
        .matches(".+\\. CloudWatch Log Stream: 2026/02/20/\\[\\$LATEST]0123")
        .doesNotContain(secrets);
    return "FAILED";
  }

  /** The event as JSON, missing if it is none or says a thing twice. */
  private static JsonNode read(byte[] event) {
    try {
      return JSON.readTree(event);
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }

  private static void isPublic(String line, List<String> secrets) {
    assertThat(line).endsWith("\n").doesNotContain(secrets);
    assertThat(line.substring(0, line.length() - 1)).matches(ONE_LINE);
    assertThat(Json.json(line).path("message").asText()).isNotEmpty();
  }

  private static void repeatsIds(JsonNode event, JsonNode response) {
    for (String name : List.of("StackId", "RequestId", "LogicalResourceId")) {
      String id = event.path(name).asText();
      if (event.path(name).isTextual()
          && id.getBytes(UTF_8).length <= 512
          && UTF_8.newEncoder().canEncode(id)) {
        assertThat(response.path(name).asText()).as(name).isEqualTo(id);
      }
    }
  }

  /** What may have been put for an event that succeeded: what its own words say, and no more. */
  private static List<List<String>> putsOf(JsonNode event) {
    Map<String, String> properties = new TreeMap<>();
    event
        .path("ResourceProperties")
        .properties()
        .forEach(property -> properties.put(property.getKey(), property.getValue().asText()));
    properties.keySet().removeAll(Set.of("ServiceToken", "ServiceTimeout", "Reapply"));
    String type = event.path("ResourceType").asText();
    String identity =
        type.equals(ResourceUnderTest.ACCOUNT.resourceType)
            ? String.valueOf(properties.remove("AccountId")).strip().toLowerCase(Locale.ROOT)
            : String.valueOf(properties.remove("AppInstanceArn")).strip();
    String declared = properties.isEmpty() ? "off" : properties.toString();
    return switch (event.path("RequestType").asText()) {
      case "Create", "Update" -> List.of(List.of(put(type, identity, declared)));
      case "Delete" ->
          identity.equals(event.path("PhysicalResourceId").asText())
              ? List.of(List.of(), List.of(put(type, identity, "off")))
              : List.of(List.of());
      default -> List.of();
    };
  }

  private static String put(String type, String identity, String settings) {
    return "%s %s: %s".formatted(type, identity, settings);
  }

  /** A service that accepts all settings. */
  private final class Service extends StubbedResource {
    Service(String resourceType) {
      super(resourceType);
    }

    @Override
    public Optional<EffectiveSettings> put(
        String identity, RetentionSettings settings, Deadline deadline) {
      puts.add(HostileEventCheck.put(type().name(), identity, settings.toString()));
      return Optional.of(new EffectiveSettings(settings, Optional.empty()));
    }

    @Override
    public EffectiveSettings get(String identity, Deadline deadline) {
      assertThat(puts).as("puts whose response reports the settings").isEmpty();
      return new EffectiveSettings(RetentionSettings.OFF, Optional.empty());
    }
  }
}
