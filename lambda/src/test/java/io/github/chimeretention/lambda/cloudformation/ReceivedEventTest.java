package io.github.chimeretention.lambda.cloudformation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An event")
class ReceivedEventTest {
  private static final String URL = "https://s3.amazonaws.com/a?X-Amz-Signature=1";
  private static final String IDS =
      """
      "RequestType": "Update", "ResponseURL": "https://s3.amazonaws.com/a?X-Amz-Signature=1",
       "StackId": "stack", "RequestId": "request", "LogicalResourceId": "logical",
       "PhysicalResourceId": "physical\"""";

  private static final CloudFormationCustomResourceEvent NOTHING =
      CloudFormationCustomResourceEvent.builder().withResourceProperties(Map.of()).build();

  @Test
  @DisplayName("is read member by member")
  void members() {
    ReceivedEvent received =
        read(
            """
            {%s, "ServiceToken": "token", "ResourceType": "type",
             "ResourceProperties": {"A": "1"}, "OldResourceProperties": {"A": "2"}}"""
                .formatted(IDS));

    assertThat(received.defect()).isEmpty();
    assertThat(received.event())
        .isEqualTo(
            withIds().withResourceType("type").withResourceProperties(Map.of("A", "1")).build());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "null",
        "{\"StackId\": 7, \"ResponseURL\": null, \"ResourceProperties\": []}",
        "{\"ResourceProperties\": \"{}\", \"RequestType\": {\"RequestType\": \"Create\"}}"
      })
  @DisplayName("has null for members that are missing or of another type")
  void missing(String json) {
    assertThat(read(json).event()).isEqualTo(NOTHING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "{", "[]", "7", "\"x\"", "{\"a\": b}", "\u0000", "é"})
  @DisplayName("that is not a JSON object is defective, and has no members")
  void notAnObject(String json) {
    ReceivedEvent received = read(json);

    assertThat(received.defect().orElseThrow())
        .startsWith("The event must be a JSON object without duplicate keys");
    assertThat(received.event()).isEqualTo(NOTHING);
  }

  static Stream<Arguments> defective() {
    String deep = "[".repeat(1001) + "]".repeat(1001);
    return Stream.of(
        argumentSet("a duplicate key", "\"ServiceToken\": \"a\", \"ServiceToken\": \"a\""),
        argumentSet(
            "a duplicate key deep inside", "\"ResourceProperties\": {\"A\": [{\"B\":1,\"B\":1}]}"),
        argumentSet("a long member name", '"' + "n".repeat(50_001) + "\": 1"),
        argumentSet("a long integer", "\"n\": " + "9".repeat(1001)),
        argumentSet("a long fraction", "\"n\": 0." + "9".repeat(1001)),
        argumentSet("a thousand levels", "\"n\": " + deep),
        argumentSet("2,900,000 levels", "\"n\": " + "[".repeat(2_900_000)),
        argumentSet("a broken literal", "\"n\": nul"),
        argumentSet("a control character", "\"n\": \"\u0000\""));
  }

  @ParameterizedTest
  @MethodSource("defective")
  @DisplayName(
      "that is malformed still yields the members for a response, before and after the defect")
  void defective(String member) {
    for (String json : new String[] {"{" + IDS + ", " + member, "{" + member + ", " + IDS + "}"}) {
      ReceivedEvent received = read(json);

      assertThat(received.defect()).isPresent();
      assertIds(received.event());
    }
  }

  @Test
  @DisplayName("yields the members for a response at any length")
  void longMembers() {
    String url = "https://s3.amazonaws.com/a?" + "\\u0026x".repeat(500);
    ReceivedEvent received =
        read("{\"ResponseURL\" :\n \"" + url + "\", \"StackId\": \"" + "s".repeat(2_000_000));

    assertThat(received.event().getResponseUrl()).endsWith("a?" + "&x".repeat(500));
    assertThat(received.event().getStackId()).isNull();
  }

  @Test
  @DisplayName("yields the members for a response after a text without an end")
  void endlessText() {
    ReceivedEvent received =
        read("{\"StackId\": \"s, \"ResponseURL\": \"https://s3.amazonaws.com/a\"}");

    assertThat(received.event().getResponseUrl()).isEqualTo("https://s3.amazonaws.com/a");
  }

  @Test
  @DisplayName("that is cut off yields the members for a response that are left")
  void cutOff() {
    String json = "{" + IDS + ", \"ResourceProperties\": {\"A\": \"1\"}}";
    for (int length = 0; length < json.length(); length++) {
      ReceivedEvent received = read(json.substring(0, length));

      assertThat(received.defect()).isPresent();
      assertThat(received.event().getResourceProperties()).isEmpty();
      if (length > IDS.length()) {
        assertIds(received.event());
      } else {
        assertThat(received.event().getResponseUrl()).isIn(null, URL);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"720, 720", "1, 1", "3600, 3600", "'', 3600", "-1, 3600", "10000, 3600", "7m, 3600"})
  @DisplayName("expires after its ServiceTimeout, by default after an hour")
  void serviceTimeout(String declared, int seconds) {
    assertThat(
            read("{\"ResourceProperties\": {\"ServiceTimeout\": \"%s\"}}".formatted(declared))
                .serviceTimeout())
        .isEqualTo(Duration.ofSeconds(seconds));
    assertThat(read("{}").serviceTimeout()).isEqualTo(Duration.ofHours(1));
  }

  private static ReceivedEvent read(String json) {
    return ReceivedEvent.read(json.getBytes(UTF_8));
  }

  private static void assertIds(CloudFormationCustomResourceEvent event) {
    assertThat(event).isEqualTo(withIds().withResourceProperties(Map.of()).build());
  }

  private static CloudFormationCustomResourceEvent.CloudFormationCustomResourceEventBuilder
      withIds() {
    return CloudFormationCustomResourceEvent.builder()
        .withRequestType("Update")
        .withResponseUrl(URL)
        .withStackId("stack")
        .withRequestId("request")
        .withLogicalResourceId("logical")
        .withPhysicalResourceId("physical");
  }
}
