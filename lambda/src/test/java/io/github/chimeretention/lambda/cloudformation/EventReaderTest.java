package io.github.chimeretention.lambda.cloudformation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An event")
class EventReaderTest {
  @Test
  @DisplayName("is read member by member")
  void members() throws MalformedEventException {
    CloudFormationCustomResourceEvent event =
        EventReader.read(
            """
            {"RequestType": "Update", "ServiceToken": "token", "ResponseURL": "url",
             "StackId": "stack", "RequestId": "request", "LogicalResourceId": "logical",
             "PhysicalResourceId": "physical", "ResourceType": "type",
             "ResourceProperties": {"A": "1"}, "OldResourceProperties": {"A": "2"}}"""
                .getBytes(UTF_8));

    assertThat(event)
        .isEqualTo(
            CloudFormationCustomResourceEvent.builder()
                .withRequestType("Update")
                .withServiceToken("token")
                .withResponseUrl("url")
                .withStackId("stack")
                .withRequestId("request")
                .withLogicalResourceId("logical")
                .withPhysicalResourceId("physical")
                .withResourceType("type")
                .withResourceProperties(Map.of("A", "1"))
                .withOldResourceProperties(Map.of("A", "2"))
                .build());
  }

  @Test
  @DisplayName("has null for what is missing or of another type")
  void missing() throws MalformedEventException {
    assertThat(EventReader.read("{\"StackId\": 7, \"ResourceProperties\": []}".getBytes(UTF_8)))
        .isEqualTo(new CloudFormationCustomResourceEvent());
  }

  @Test
  @DisplayName("keeps its properties as they came, numbers as their text")
  void properties() throws MalformedEventException {
    Map<String, Object> properties =
        EventReader.read(
                """
                {"ResourceProperties": {"int": 30, "real": 30.0, "exp": 3e1, "text": "30",
                 "bool": true, "null": null, "list": [1, {"a": "b"}], "map": {"c": [false]}}}"""
                    .getBytes(UTF_8))
            .getResourceProperties();

    assertThat(properties)
        .containsEntry("int", "30")
        .containsEntry("real", "30.0")
        .containsEntry("exp", "3e1")
        .containsEntry("text", "30")
        .containsEntry("bool", true)
        .containsEntry("null", null)
        .containsEntry("list", Arrays.asList("1", Map.of("a", "b")))
        .containsEntry("map", Map.of("c", List.of(false)))
        .hasSize(8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "7", "null", "\"x\"", "{\"a\": secret}"})
  @DisplayName("that is not a JSON object is refused without being quoted")
  void notAnObject(String json) {
    assertThatThrownBy(() -> EventReader.read(json.getBytes(UTF_8)))
        .isInstanceOf(MalformedEventException.class)
        .hasNoCause()
        .message()
        .startsWith("the event is not")
        .doesNotContain("secret");
  }

  @Test
  @DisplayName("in which a member stands twice is ambiguous, at any depth")
  void twice() {
    assertThatThrownBy(
            () -> EventReader.requireUnambiguous("{\"a\": {\"b\": 1, \"b\": 1}}".getBytes(UTF_8)))
        .isInstanceOf(MalformedEventException.class)
        .hasMessage("a member stands twice in the event")
        .hasNoCause();
    assertThatCode(
            () -> EventReader.requireUnambiguous("{\"a\": {\"b\": 1}, \"b\": 1}".getBytes(UTF_8)))
        .doesNotThrowAnyException();
  }
}
