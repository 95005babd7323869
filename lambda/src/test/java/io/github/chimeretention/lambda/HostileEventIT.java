package io.github.chimeretention.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.chimeretention.lambda.cloudformation.ResponseSender;
import io.github.chimeretention.lambda.invocation.Deadline;
import io.github.chimeretention.lambda.retention.EffectiveSettings;
import io.github.chimeretention.lambda.retention.RetentionSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import software.amazon.awssdk.retries.api.BackoffStrategy;

@Label("A hostile event")
class HostileEventIT {
  private static final String URL = "\"http://127.0.0.1/r?X-Amz-Signature=5ec2e7\"";

  /** The members of a good event, of which a hostile event has another one at least. */
  private static final List<String> MEMBERS =
      List.of(
          "RequestType",
          "ResponseURL",
          "StackId",
          "RequestId",
          "LogicalResourceId",
          "ResourceType",
          "ResourceProperties");

  private final List<String> responses = new ArrayList<>();
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final RequestStreamHandler handler =
      RetentionHandlers.of(
          new ResponseSender(
              (url, response, deadline) -> {
                responses.add(new String(response, StandardCharsets.UTF_8));
                return 200;
              },
              BackoffStrategy.retryImmediately()),
          Stream.of(ResourceUnderTest.values())
              .map(type -> new Untouchable(type.resourceType))
              .toArray(Untouchable[]::new));

  @Property(tries = 70_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
  @Label("with a member that is missing, of another type or hostile gets one clear answer")
  void badMember(
      @ForAll ResourceUnderTest type, @ForAll("badMembers") Tuple.Tuple2<String, String> bad)
      throws IOException {
    Map<String, String> event = good(type);
    event.put(bad.get1(), bad.get2());

    refused(json(event).getBytes(StandardCharsets.UTF_8));
  }

  @Property(tries = 15_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
  @Label("with hostile properties gets one clear answer")
  void badProperties(@ForAll ResourceUnderTest type, @ForAll("badProperties") String properties)
      throws IOException {
    Map<String, String> event = good(type);
    event.put("ResourceProperties", ofType(type, properties));

    refused(json(event).getBytes(StandardCharsets.UTF_8));
    assertThat(responses).hasSize(1);
  }

  @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
  @Label("in which a member stands twice, as good as each is, gets one clear answer")
  void twice(
      @ForAll ResourceUnderTest type,
      @ForAll @IntRange(min = 1, max = 5475) int days,
      @ForAll("members") String member)
      throws IOException {
    Map<String, String> event = good(type);
    event.put(
        "ResourceProperties",
        ofType(type, "{\"@Id@\": \"@a@\", \"@Days@\": 30, \"@Days@\": %d}".formatted(days)));
    refused(json(event).getBytes(StandardCharsets.UTF_8));
    assertThat(responses).singleElement().asString().contains("a member stands twice");

    String good = json(good(type));
    String again =
        good.substring(0, good.length() - 1)
            + ", \"%s\": %s}".formatted(member, good(type).get(member));
    refused(again.getBytes(StandardCharsets.UTF_8));
    assertThat(responses).singleElement().asString().contains("a member stands twice");
  }

  @Provide
  Arbitrary<String> members() {
    return Arbitraries.of(MEMBERS);
  }

  @Property(tries = 15_000, edgeCases = EdgeCasesMode.NONE)
  @Label("that is cut off or broken anywhere gets one clear answer or one log line")
  void brokenBytes(
      @ForAll ResourceUnderTest type, @ForAll @IntRange(max = 300) int at, @ForAll byte with)
      throws IOException {
    byte[] event = json(good(type)).getBytes(StandardCharsets.UTF_8);
    byte[] cut = Arrays.copyOf(event, Math.min(at, event.length - 1));
    refused(cut);

    // A byte that no text of JSON in UTF-8 holds, at any place.
    event[Math.min(at, event.length - 1)] = (byte) ((with & 0x1F) | 0x80);
    refused(event);
  }

  @Property(tries = 10)
  @Label("of a mebibyte, or nested a hundred thousand deep, gets one clear answer or one log line")
  void hugeEvents(@ForAll ResourceUnderTest type, @ForAll("hugeValues") String value)
      throws IOException {
    for (String member : MEMBERS) {
      Map<String, String> event = good(type);
      event.put(member, value);
      if (!isHarmless(member)) {
        refused(json(event).getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  @Provide
  Arbitrary<Tuple.Tuple2<String, String>> badMembers() {
    return Combinators.combine(
            Arbitraries.of(MEMBERS.stream().filter(it -> !isHarmless(it)).toList()),
            hostileValues())
        .as(Tuple::of);
  }

  /** With {@code @Id@}, {@code @a@} and {@code @Days@} for what a type has in their place. */
  @Provide
  Arbitrary<String> badProperties() {
    Arbitrary<String> id =
        noIdentities().map(value -> "{\"@Id@\": %s, \"@Days@\": \"30\"}".formatted(value));
    Arbitrary<String> days =
        hostileValues().map(value -> "{\"@Id@\": \"@a@\", \"@Days@\": %s}".formatted(value));
    Arbitrary<String> extra =
        Combinators.combine(text(), hostileValues())
            .as((name, value) -> "{\"@Id@\": \"@a@\", %s: %s}".formatted(name, value));
    Arbitrary<String> twice =
        hostileValues()
            .map(
                value ->
                    "{\"@Id@\": \"@a@\", \"@Days@\": \"30\", \"@Days@\": %s}".formatted(value));
    return Arbitraries.oneOf(id, days, extra, twice);
  }

  /** What is the identity of neither type. */
  private static Arbitrary<String> noIdentities() {
    return Arbitraries.oneOf(
        Arbitraries.of(
            "null", "true", "[]", "{}", "[\"a\"]", "\"\"", "\" \"", "\"a b\"", "\"\u00e9\""),
        Arbitraries.strings().ofMaxLength(40).map(it -> '"' + escaped("~\u0007" + it + "~") + '"'));
  }

  @Provide
  Arbitrary<String> hugeValues() {
    return Arbitraries.of(
        '"' + "x".repeat(1 << 20) + '"',
        '"' + "\\u0000".repeat(1 << 17) + '"',
        "[".repeat(100_000) + "]".repeat(100_000),
        "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000),
        "9".repeat(1 << 20));
  }

  /** The ids are repeated in the answer, whatever they are. */
  private static boolean isHarmless(String member) {
    return member.equals("StackId")
        || member.equals("RequestId")
        || member.equals("LogicalResourceId");
  }

  private static Arbitrary<String> hostileValues() {
    return Arbitraries.oneOf(
        text(),
        Arbitraries.of(
            "null",
            "true",
            "0",
            "-1",
            "1e999",
            "5476",
            "[]",
            "{}",
            "[\"Create\"]",
            "{\"Ref\": \"AWS::StackId\"}",
            "\"\"",
            "\" \"",
            "\"create\"",
            "\"Create \"",
            "\"file:///etc/passwd\"",
            "\"ftp://127.0.0.1/r\"",
            "\"http://169.254.169.254/latest/meta-data\"",
            "\"http://127.0.0.1.example.com/r\"",
            "\"http://localhost@example.com/r\"",
            "\"jar:https://example.com/a.jar!/b\"",
            "\"//example.com/r\"",
            "\"https:\""));
  }

  /** Any text but what is allowed. */
  private static Arbitrary<String> text() {
    return Arbitraries.strings().ofMaxLength(40).map(text -> '"' + escaped("~" + text) + '"');
  }

  private static String escaped(String text) {
    StringBuilder json = new StringBuilder();
    text.chars().forEach(c -> json.append("\\u%04x".formatted(c)));
    return json.toString();
  }

  private static Map<String, String> good(ResourceUnderTest type) {
    Map<String, String> event = new LinkedHashMap<>();
    List<String> values =
        List.of(
            "\"Create\"",
            URL,
            "\"stack\"",
            "\"request\"",
            "\"Retention\"",
            '"' + type.resourceType + '"',
            type.properties());
    for (int i = 0; i < MEMBERS.size(); i++) {
      event.put(MEMBERS.get(i), values.get(i));
    }
    return event;
  }

  private static String ofType(ResourceUnderTest type, String properties) {
    return properties
        .replace("@Id@", type.identity.property())
        .replace("@a@", type.id())
        .replace("@Days@", type.days.keySet().iterator().next());
  }

  private static String json(Map<String, String> members) {
    List<String> all = new ArrayList<>();
    members.forEach((name, value) -> all.add('"' + name + "\": " + value));
    return "{" + String.join(", ", all) + "}";
  }

  private void refused(byte[] event) throws IOException {
    responses.clear();
    TestContext context = new TestContext(Duration.ofMinutes(1));

    handler.handleRequest(
        new ByteArrayInputStream(event), OutputStream.nullOutputStream(), context);

    assertThat(calls).isEmpty();
    if (responses.isEmpty()) {
      assertThat(context.log()).singleElement().asString().contains("There is nowhere to answer: ");
    } else {
      assertThat(responses).hasSize(1);
      assertThat(responses.get(0).getBytes(StandardCharsets.UTF_8).length)
          .isLessThanOrEqualTo(4096);
      JsonNode response = CloudFormationAndChime.json(responses.get(0));
      assertThat(response.path("Status").asText()).isEqualTo("FAILED");
      assertThat(response.path("Reason").asText())
          .matches("(?s).+ Log: /aws/lambda/retention 2026.*");
    }
    assertThat(context.log()).allSatisfy(line -> assertThat(line).doesNotContain("5ec2e7"));
  }

  /** A service that is never to be called. */
  private final class Untouchable extends StubbedResource {
    Untouchable(String resourceType) {
      super(resourceType);
    }

    @Override
    public void put(String identity, RetentionSettings settings, Deadline deadline) {
      calls.add("put");
    }

    @Override
    public EffectiveSettings get(String identity, Deadline deadline) {
      calls.add("get");
      return new EffectiveSettings(RetentionSettings.OFF, Optional.empty());
    }
  }
}
