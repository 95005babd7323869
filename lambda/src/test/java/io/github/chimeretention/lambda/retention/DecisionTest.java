package io.github.chimeretention.lambda.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

@DisplayName("The decision for an event")
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

  /**
   * Stacks keep the physical IDs that earlier versions gave them. A version that didn't recognize
   * one of these would report a resource as deleted, but leave its periods on.
   */
  @ParameterizedTest
  @CsvSource({
    "Create,, setting {Days=30} for a",
    "Create, a, setting {Days=30} for a",
    "Update, a, setting {Days=30} for a",
    "Update, b, setting {Days=30} for a",
    "Delete, a, turning off retention for a",
    "Delete, b, undoing an unfinished Create (setting {Days=30} for a)",
    "Delete, A, undoing an unfinished Create (setting {Days=30} for a)",
    "Delete, Stack-Retention-1ABCDEFGHIJKL, undoing an unfinished Create (setting {Days=30} for a)",
    "Delete, chime-retention:not-created, 'none, because the resource was not created'",
    "Delete,, undoing an unfinished Create (setting {Days=30} for a)",
  })
  @DisplayName("depends on the request type, the physical ID and the identity")
  void table(String requestType, String physicalResourceId, String decision) {
    assertThat(
            Decision.of(
                TestResource.event(
                    requestType, physicalResourceId, Map.of("Id", "a", "Days", "30")),
                List.of(RESOURCE)))
        .hasToString(decision);
  }

  @Test
  @DisplayName(
      "turns off undeclared periods, and ignores the common properties of custom resources")
  void off() {
    assertThat(
            decide(
                "Update",
                Map.of(
                    "Id", "a", "ServiceToken", "arn", "ServiceTimeout", "720", "Reapply", "again")))
        .hasToString("turning off retention for a");
  }

  @ParameterizedTest
  @CsvSource({
    "Create, , false",
    "Create, a, false",
    "Update, a, true",
    "Update, b, false",
  })
  @DisplayName("overwrites other settings on an Update of the same identity, or if declared")
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
  @DisplayName("conflicts with each period that is on with other days than declared")
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
        "A b, 30, the Create was invalid: Id is \"A b\"; it must be a name of lower-case letters and digits",
        "a, never, the Create was invalid: Days is \"never\"; it must be a whole number of days from 1 to 5475",
        "a, -, the Create declared no period",
      })
  @DisplayName("calls nothing on Delete of another ID if no Create can have written anything")
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
    "a, turning off retention for a",
    "made-up, undoing an unfinished Create (setting {Days=30} for a)",
  })
  @DisplayName("ignores properties on Delete that only another version of the function knows")
  void unknownPropertyOnDelete(String physicalResourceId, String decision) {
    Map<String, Object> properties = Map.of("Id", "a", "Days", "30", "Hours", "1");

    assertThat(
            Decision.of(
                TestResource.event("Delete", physicalResourceId, properties), List.of(RESOURCE)))
        .hasToString(decision);
    assertThat(decide("Delete", Map.of("Id", "a", "Days", "never")))
        .hasToString("turning off retention for a");
  }

  @Test
  @DisplayName("calls nothing on Delete of a resource that was not created, even if it is invalid")
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
  @DisplayName("fails for an unknown resource type or request type")
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
  @DisplayName("fails for an unknown property, and for invalid days")
  void property(String requestType) {
    assertThatThrownBy(() -> decide(requestType, Map.of("Id", "a", "Hours", "1")))
        .isInstanceOf(RetentionException.class)
        .hasMessage(
            "\"Hours\" is not a property of Custom::Test; its properties are Id, Days, OverwriteExisting and Reapply");
    assertThatThrownBy(() -> decide(requestType, Map.of("Id", "a", "Days", "0")))
        .isInstanceOf(RetentionException.class)
        .hasMessage("Days is \"0\"; it must be a whole number of days from 1 to 5475");
  }

  @Test
  @DisplayName("fails for an invalid identity, with one short line for a value of any length")
  void identity() {
    String allowed = "; it must be a name of lower-case letters and digits";
    assertThatThrownBy(() -> decide("Create", Map.of("Id", "A b")))
        .isInstanceOf(RetentionException.class)
        .hasMessage("Id is \"A b\"" + allowed);
    assertThatThrownBy(() -> decide("Create", Map.of("Id", Map.of())))
        .hasMessage("Id is \"{}\"" + allowed);
    assertThatThrownBy(() -> decide("Create", Map.of())).hasMessage("Id is missing" + allowed);
    assertThatThrownBy(() -> decide("Create", Map.of("Id", "x ".repeat(5000))))
        .hasMessage("Id is \"" + "x ".repeat(99) + "x…\"" + allowed);
  }

  private static Decision decide(String requestType, Map<String, Object> properties) {
    return Decision.of(TestResource.event(requestType, "a", properties), List.of(RESOURCE));
  }
}
