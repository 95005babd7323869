package io.github.chimeretention.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Events that CloudFormation would not send, at random. */
final class HostileEvents {
  /** The response URL of the events, signed when they are handled. */
  static final String URL =
      "https://responses-useast1.s3.amazonaws.com/r%7C1?X-Amz-Date=20260220T101530Z"
          + "&X-Amz-Signature=5ec2e75ec2e7";

  /** The same, signed the day before. */
  static final String OLD_URL = URL.replace("20260220T", "20260219T");

  /** The members of a good event. */
  static final List<String> MEMBERS =
      List.of(
          "RequestType",
          "ResponseURL",
          "StackId",
          "RequestId",
          "LogicalResourceId",
          "ResourceType",
          "ResourceProperties");

  /** These are repeated in the response, whatever they are. */
  private static final List<String> IDS = List.of("StackId", "RequestId", "LogicalResourceId");

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "0",
          "-1",
          "1e999",
          "5476",
          "30.0",
          "3e1",
          "[]",
          "{}",
          "[\"Create\"]",
          "[\"30\"]",
          "{\"Ref\": \"AWS::StackId\"}",
          "\"\"",
          "\" \"",
          "\" 30\"",
          "\"\\u0663\\u0660\"",
          "\"create\"",
          "\"Create \"",
          "\"file:///etc/passwd\"",
          "\"ftp://127.0.0.1/r\"",
          "\"http://127.0.0.1/r\"",
          "\"http://169.254.169.254/latest/meta-data\"",
          "\"http://127.0.0.1.example.com/r\"",
          "\"http://localhost@example.com/r\"",
          "\"http://responses.s3.amazonaws.com/r\"",
          "\"https://responses.s3.amazonaws.com.example.com/r\"",
          "\"https://responses.s3.amazonaws.com@example.com/r\"",
          "\"https://user@responses.s3.amazonaws.com/r\"",
          "\"https://responses.s3.amazonaws.com:8443/r\"",
          "\"https://-.s3.amazonaws.com/r\"",
          "\"https://..s3.amazonaws.com/r\"",
          "\"https://ec2.amazonaws.com/r\"",
          "\"https://example.com/r.s3.amazonaws.com\"",
          "\"jar:https://example.com/a.jar!/b\"",
          "\"//example.com/r\"",
          "\"https:\"");

  /** What is the identity of neither type; the first is a k by its lower-case letter alone. */
  private static final List<String> NO_IDENTITIES =
      List.of(
          "\"\\u212a1\"",
          "null",
          "true",
          "[]",
          "{}",
          "[\"a\"]",
          "\"\"",
          "\" \"",
          "\".\"",
          "\"..\"",
          "\"a b\"",
          "\"\\u00e9\"",
          "7");

  private final ResourceUnderTest type;
  private final RandomGenerator random;

  HostileEvents(ResourceUnderTest type, RandomGenerator random) {
    this.type = type;
    this.random = random;
  }

  /** Returns an event that can't be done. */
  byte[] refused() {
    List<Supplier<byte[]>> kinds =
        List.of(
            this::badMember,
            this::badMember,
            this::badProperties,
            this::badProperties,
            this::memberTwice,
            this::cutOff,
            this::brokenByte,
            this::old);
    return oneOf(kinds).get();
  }

  /** Returns an event of which nobody says what it is. */
  byte[] any() {
    return random.nextBoolean() ? hostileIds() : fewOtherBytes();
  }

  private byte[] badMember() {
    List<String> members = new ArrayList<>(MEMBERS);
    members.removeAll(IDS);
    return with(oneOf(members), value());
  }

  private byte[] badProperties() {
    String identity = "{\"@Id@\": %s, \"@Days@\": \"30\"}";
    String days = "{\"@Id@\": \"@a@\", \"@Days@\": %s}";
    String other = "{\"@Id@\": \"@a@\", %s: %s}";
    String twice = "{\"@Id@\": \"@a@\", \"@Days@\": \"30\", \"@Days@\": %s}";
    String properties =
        switch (random.nextInt(4)) {
          case 0 ->
              identity.formatted(
                  random.nextBoolean() ? oneOf(NO_IDENTITIES) : text("~\u0007", "~"));
          case 1 -> days.formatted(value());
          case 2 -> other.formatted(text("~", ""), value());
          default -> twice.formatted(random.nextBoolean() ? "\"7\"" : value());
        };
    return with("ResourceProperties", ofType(properties));
  }

  private byte[] memberTwice() {
    Map<String, String> event = good();
    String member = oneOf(MEMBERS);
    String json = json(event);
    return (json.substring(0, json.length() - 1)
            + ", \"%s\": %s}".formatted(member, event.get(member)))
        .getBytes(UTF_8);
  }

  private byte[] cutOff() {
    byte[] event = json(good()).getBytes(UTF_8);
    return Arrays.copyOf(event, random.nextInt(event.length));
  }

  /** With a byte that no text of JSON in UTF-8 has at this place. */
  private byte[] brokenByte() {
    byte[] event = json(good()).getBytes(UTF_8);
    event[random.nextInt(event.length)] = (byte) (0x80 | random.nextInt(0x20));
    return event;
  }

  private byte[] old() {
    return with("ResponseURL", '"' + OLD_URL + '"');
  }

  private byte[] hostileIds() {
    Map<String, String> event = good();
    IDS.forEach(member -> event.put(member, value()));
    event.put("PhysicalResourceId", value());
    event.put("RequestType", oneOf(List.of("\"Create\"", "\"Update\"", "\"Delete\"", value())));
    return json(event).getBytes(UTF_8);
  }

  private byte[] fewOtherBytes() {
    byte[] event = json(good()).getBytes(UTF_8);
    for (int i = random.nextInt(1, 5); i > 0; i--) {
      event[random.nextInt(event.length)] = (byte) random.nextInt(0x80);
    }
    return event;
  }

  /** A value that is allowed nowhere. */
  private String value() {
    return switch (random.nextInt(4)) {
      case 0 -> text("~", "");
      case 1 -> secret();
      default -> oneOf(VALUES);
    };
  }

  /** A text that quotes what must not be printed. */
  private String secret() {
    String secret =
        oneOf(
            List.of(
                URL,
                URL.substring(URL.indexOf('?') + 1),
                RetentionHandlers.ENVIRONMENT.get("AWS_SECRET_ACCESS_KEY")));
    return "\"~ %s ~\"".formatted(random.nextBoolean() ? secret : escaped(secret));
  }

  private String text(String before, String after) {
    StringBuilder text = new StringBuilder(before);
    for (int i = random.nextInt(40); i > 0; i--) {
      text.append((char) random.nextInt(oneOf(List.of(0x20, 0x80, 0x100, 0x10000))));
    }
    return '"' + escaped(text + after) + '"';
  }

  private static String escaped(String text) {
    StringBuilder json = new StringBuilder();
    text.chars().forEach(c -> json.append("\\u%04x".formatted(c)));
    return json.toString();
  }

  /** Returns a good event but for one member. */
  byte[] with(String member, String value) {
    Map<String, String> event = good();
    event.put(member, value);
    return json(event).getBytes(UTF_8);
  }

  private Map<String, String> good() {
    Map<String, String> event = new LinkedHashMap<>();
    List<String> values =
        List.of(
            "\"Create\"",
            '"' + URL + '"',
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

  /** Returns properties with what a type has for {@code @Id@}, {@code @a@} and {@code @Days@}. */
  private String ofType(String properties) {
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

  private <T> T oneOf(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
