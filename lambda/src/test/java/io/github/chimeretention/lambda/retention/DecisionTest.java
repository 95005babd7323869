package io.github.chimeretention.lambda.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import io.github.chimeretention.lambda.TestResource;
import io.github.chimeretention.lambda.invocation.Deadline;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What an event asks for")
class DecisionTest {
  private static final RetentionResource RESOURCE =
      new TestResource() {
        @Override
        public Optional<EffectiveSettings> put(
            String identity, RetentionSettings settings, Deadline deadline) {
          throw new AssertionError("put");
        }

        @Override
        public EffectiveSettings get(String identity, Deadline deadline) {
          throw new AssertionError("get");
        }
      };

  @ParameterizedTest
  @CsvSource({
    "Create,, put {Days=30} for a",
    "Create, a, put {Days=30} for a",
    "Update, a, put {Days=30} for a",
    "Update, b, put {Days=30} for a",
    "Delete, a, put off for a",
    "Delete, b, undo a create that may have put {Days=30} for a",
    "Delete, A, undo a create that may have put {Days=30} for a",
    "Delete, Stack-Retention-1ABCDEFGHIJKL, undo a create that may have put {Days=30} for a",
    "Delete, chime-retention:not-created, call nothing: the resource was not created",
    "Delete,, undo a create that may have put {Days=30} for a",
  })
  @DisplayName("is decided by its request type, its physical id and its identity")
  void table(String requestType, String physicalResourceId, String decision) {
    assertThat(
            Decision.of(
                TestResource.event(
                    requestType, physicalResourceId, Map.of("Id", "a", "Days", "30")),
                List.of(RESOURCE)))
        .hasToString(decision);
  }

  @Test
  @DisplayName("has a period off that is not declared, and ignores what every custom resource has")
  void off() {
    assertThat(
            decide(
                "Update",
                Map.of(
                    "Id", "a", "ServiceToken", "arn", "ServiceTimeout", "720", "Reapply", "again")))
        .hasToString("put off for a");
  }

  @ParameterizedTest
  @CsvSource({
    "Create, , false",
    "Create, a, false",
    "Update, a, true",
    "Update, b, false",
  })
  @DisplayName("overwrites other settings on an update of the same identity, or if declared so")
  void overwrites(String requestType, String id, boolean overwrites) {
    Map<String, Object> properties = new HashMap<>(Map.of("Id", "a", "Days", "30"));
    assertThat(overwrites(requestType, id, properties)).isEqualTo(overwrites);
    properties.put("OverwriteExisting", "false");
    assertThat(overwrites(requestType, id, properties)).isEqualTo(overwrites);
    properties.put("OverwriteExisting", "true");
    assertThat(overwrites(requestType, id, properties)).isTrue();
    properties.put("OverwriteExisting", "yes");
    assertThatThrownBy(() -> overwrites(requestType, id, properties))
        .hasMessage("OverwriteExisting is \"yes\"; it must be true or false");
  }

  private static boolean overwrites(String requestType, String id, Map<String, Object> properties) {
    return ((Decision.Put)
            Decision.of(TestResource.event(requestType, id, properties), List.of(RESOURCE)))
        .overwrites();
  }

  @Test
  @DisplayName("conflicts with each period that is on and not declared so")
  void conflict() {
    var put =
        new Decision.Put(RESOURCE, "a", new RetentionSettings(Map.of("X", 30, "Y", 30)), false);

    assertThat(put.conflict(EffectiveSettings.of(Map.of("X", 30), null))).isEmpty();
    assertThat(put.conflict(EffectiveSettings.of(Map.of("X", 30, "Y", 7, "Z", 9), null)))
        .isEqualTo(
            "Y of a is already 7; declare 7, deploy, and then change it, or set overwriteExisting. "
                + "Z of a is already 9; declare 9, deploy, and then change it, or set overwriteExisting");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "A b, 30, nothing can have been created: Id is \"A b\"; it must be a name of lower-case letters and digits",
        "a, never, nothing can have been created: Days is \"never\"; it must be a whole number of days from 1 to 5475",
        "a, -, no period was declared",
      })
  @DisplayName("is nothing on Delete of an id that is not its own if no create can have put it")
  void nothing(String id, String days, String why) {
    Map<String, Object> properties = new HashMap<>(Map.of("Id", id));
    if (days != null) {
      properties.put("Days", days);
    }

    assertThat(Decision.of(TestResource.event("Delete", "made-up", properties), List.of(RESOURCE)))
        .isEqualTo(new Decision.Nothing(why));
  }

  @ParameterizedTest
  @CsvSource({
    "a, put off for a",
    "made-up, undo a create that may have put {Days=30} for a",
  })
  @DisplayName("needs no property on Delete that only another version of the function knows")
  void unknownPropertyOnDelete(String physicalResourceId, String decision) {
    Map<String, Object> properties = Map.of("Id", "a", "Days", "30", "Hours", "1");

    assertThat(
            Decision.of(
                TestResource.event("Delete", physicalResourceId, properties), List.of(RESOURCE)))
        .hasToString(decision);
    assertThat(decide("Delete", Map.of("Id", "a", "Days", "never"))).hasToString("put off for a");
  }

  @Test
  @DisplayName("is nothing on Delete of what was not created, however invalid the rest is")
  void notCreated() {
    CloudFormationCustomResourceEvent event =
        TestResource.event("Delete", RetentionChange.NOT_CREATED, Map.of());
    event.setResourceType("Custom::Other");

    assertThat(Decision.of(event, List.of(RESOURCE))).isInstanceOf(Decision.Nothing.class);
  }

  @ParameterizedTest
  @CsvSource({
    "Custom::Other, Create, 'ResourceType is \"Custom::Other\"; it must be one of [Custom::Test]'",
    ", Create, ResourceType is missing; it must be one of [Custom::Test]",
    "Custom::Test, create, 'RequestType is \"create\"; it must be Create, Update or Delete'",
    "Custom::Test,, 'RequestType is missing; it must be Create, Update or Delete'",
  })
  @DisplayName("is refused for another type")
  void otherType(String resourceType, String requestType, String message) {
    CloudFormationCustomResourceEvent event =
        TestResource.event(requestType, null, Map.of("Id", "a"));
    event.setResourceType(resourceType);

    assertThatThrownBy(() -> Decision.of(event, List.of(RESOURCE)))
        .isInstanceOf(RetentionException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Create", "Update"})
  @DisplayName("is refused for a property that is not known, and for days that are none")
  void property(String requestType) {
    assertThatThrownBy(() -> decide(requestType, Map.of("Id", "a", "Hours", "1")))
        .isInstanceOf(RetentionException.class)
        .hasMessage("\"Hours\" is not a property of Custom::Test; it must be Id or one of [Days]");
    assertThatThrownBy(() -> decide(requestType, Map.of("Id", "a", "Days", "0")))
        .isInstanceOf(RetentionException.class)
        .hasMessage("Days is \"0\"; it must be a whole number of days from 1 to 5475");
  }

  @Test
  @DisplayName("is refused for an identity that is none")
  void identity() {
    String allowed = "; it must be a name of lower-case letters and digits";
    assertThatThrownBy(() -> decide("Create", Map.of("Id", "A b")))
        .isInstanceOf(RetentionException.class)
        .hasMessage("Id is \"A b\"" + allowed);
    assertThatThrownBy(() -> decide("Create", Map.of("Id", Map.of())))
        .hasMessage("Id is \"{}\"" + allowed);
    assertThatThrownBy(() -> decide("Create", Map.of())).hasMessage("Id is missing" + allowed);
  }

  @Test
  @DisplayName("is refused in one short line, whatever the length of a value")
  void longValue() {
    assertThat(catchThrowable(() -> decide("Create", Map.of("Id", "x ".repeat(5000)))))
        .hasMessage(
            "Id is \"%s…\"; it must be a name of lower-case letters and digits"
                .formatted("x ".repeat(100).substring(0, 199)));
  }

  private static Decision decide(String requestType, Map<String, Object> properties) {
    return Decision.of(TestResource.event(requestType, "a", properties), List.of(RESOURCE));
  }
}
