package io.github.chimeretention.lambda.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import io.github.chimeretention.lambda.TestResource;
import io.github.chimeretention.lambda.invocation.Deadline;
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
    "Delete, b, call nothing: the physical id is not the identity's own",
    "Delete, A, call nothing: the physical id is not the identity's own",
    "Delete, chime-retention:not-created, call nothing: the physical id is not the identity's own",
    "Delete,, call nothing: the physical id is not the identity's own",
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

  @Test
  @DisplayName("is nothing on Delete of an id that is not its own, however bad its properties are")
  void nothing() {
    assertThat(decide("Delete", Map.of("Id", " ", "Days", "never")))
        .isInstanceOf(Decision.Nothing.class);
    assertThat(decide("Delete", Map.of())).isInstanceOf(Decision.Nothing.class);
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
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Create", "Update", "Delete"})
  @DisplayName("is refused for a property that is not known, and for days that are none")
  void property(String requestType) {
    assertThatThrownBy(() -> decide(requestType, Map.of("Id", "a", "Hours", "1")))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage("\"Hours\" is not a property of Custom::Test; it must be Id or one of [Days]");
    assertThatThrownBy(() -> decide(requestType, Map.of("Id", "a", "Days", "0")))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage("Days is \"0\"; it must be a whole number of days from 1 to 5475");
  }

  @Test
  @DisplayName("is refused for an identity that is none")
  void identity() {
    String allowed = "; it must be a name of lower-case letters and digits";
    assertThatThrownBy(() -> decide("Create", Map.of("Id", "A b")))
        .isInstanceOf(InvalidRequestException.class)
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
