package io.github.chimeretention.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Events that CloudFormation would not send, at random. */
final class HostileEvents {
  /** The response URL of the events, signed when they are handled. */
  static final String URL =
      "https://responses-useast1.s3.amazonaws.com/r%7C1?X-Amz-Date=20260220T101530Z"
          + "&X-Amz-Signature=5ec2e75ec2e7";

  /** Values that are allowed nowhere but where they are only repeated. */
  private static final List<String> VALUES =
      values(
          """
          null true 0 -1 1e999 5476 30.0 3e1 [] {} ["Create"] ["30"] {"Ref":"AWS::StackId"}
          "" "\\u0020" "\\u002030" "\\u0663\\u0660" "create" "Create\\u0020"
          "https:" "//example.com/r" "file:///etc/passwd" "http://127.0.0.1/r"
          "http://responses.s3.amazonaws.com/r" "https://responses.s3.amazonaws.com@example.com/r"
          """);

  /** What is the identity of neither type; the first is a k by its lower-case letter alone. */
  private static final List<String> NO_IDENTITIES =
      values(
          """
          "\\u212a1" null true 7 [] {} ["a"] "" "\\u0020" "." ".." "a\\u0020b" "\\u00e9" "\\u0007"
          """);

  private final Map<String, String> event = new LinkedHashMap<>();
  private final RandomGenerator random;
  private final ResourceUnderTest type;

  /** Makes events of a type. */
  HostileEvents(ResourceUnderTest type, RandomGenerator random) {
    this.type = type;
    this.random = random;
    event.put("RequestType", "\"Create\"");
    event.put("ResponseURL", '"' + URL + '"');
    event.put("StackId", "\"stack\"");
    event.put("RequestId", "\"request\"");
    event.put("LogicalResourceId", "\"Retention\"");
    event.put("ResourceType", '"' + type.resourceType + '"');
    event.put("ResourceProperties", type.properties());
  }

  private static List<String> values(String values) {
    return List.of(values.strip().split("\\s+"));
  }

  /** Returns an event that can't be done. */
  byte[] refused() {
    return switch (random.nextInt(7)) {
      case 0, 1 -> with(oneOf(List.of("RequestType", "ResponseURL", "ResourceType")), value());
      case 2, 3 -> with("ResourceProperties", badProperties());
      case 4 -> memberTwice();
      case 5 -> Arrays.copyOf(bytes(), random.nextInt(bytes().length));
      default -> brokenByte();
    };
  }

  /** Returns a good event, whose ids are repeated in the response whatever they are. */
  byte[] ofAnyIds() {
    List.of("StackId", "RequestId", "LogicalResourceId").forEach(id -> event.put(id, value()));
    event.put("PhysicalResourceId", random.nextBoolean() ? value() : '"' + type.id + '"');
    return with("RequestType", oneOf(List.of("\"Create\"", "\"Update\"", "\"Delete\"")));
  }

  /** Returns a good event but for a few characters, of which nobody says what it is. */
  byte[] ofAnyBytes() {
    byte[] bytes = bytes();
    for (int i = random.nextInt(1, 5); i > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(0x80);
    }
    return bytes;
  }

  /** Returns a good event but for one member. */
  byte[] with(String member, String value) {
    event.put(member, value);
    return bytes();
  }

  private String badProperties() {
    String identity = '"' + type.identityProperty + "\": ";
    String good = '"' + type.id + '"';
    String days = '"' + type.days.keySet().iterator().next() + "\": ";
    return switch (random.nextInt(4)) {
      case 0 -> "{" + identity + oneOf(NO_IDENTITIES) + ", " + days + "30}";
      case 1 -> "{" + identity + good + ", " + days + value() + "}";
      case 2 -> "{" + identity + good + ", " + text() + ": 30}";
      default -> "{" + identity + good + ", " + days + "30, " + days + "30}";
    };
  }

  private byte[] memberTwice() {
    String member = oneOf(List.copyOf(event.keySet()));
    String twice = "{\"%s\": %s, ".formatted(member, event.get(member));
    return new String(bytes(), UTF_8).replaceFirst("\\{", twice).getBytes(UTF_8);
  }

  /** With a byte that no text of JSON in UTF-8 has at this place. */
  private byte[] brokenByte() {
    byte[] bytes = bytes();
    bytes[random.nextInt(bytes.length)] = (byte) (0x80 | random.nextInt(0x20));
    return bytes;
  }

  private String value() {
    return random.nextInt(3) == 0 ? text() : oneOf(VALUES);
  }

  /** A text that is no name or number. */
  private String text() {
    int alphabet = oneOf(List.of(0x20, 0x80, 0x100, 0x10000));
    return random
        .ints(random.nextInt(40), 0, alphabet)
        .mapToObj("\\u%04x"::formatted)
        .collect(Collectors.joining("", "\"~", "\""));
  }

  private byte[] bytes() {
    return event.entrySet().stream()
        .map(member -> '"' + member.getKey() + "\": " + member.getValue())
        .collect(Collectors.joining(", ", "{", "}"))
        .getBytes(UTF_8);
  }

  private <T> T oneOf(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
