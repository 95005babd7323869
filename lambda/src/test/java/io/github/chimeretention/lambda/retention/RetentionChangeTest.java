package io.github.chimeretention.lambda.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import io.github.chimeretention.lambda.TestContext;
import io.github.chimeretention.lambda.TestResource;
import io.github.chimeretention.lambda.invocation.Deadline;
import io.github.chimeretention.lambda.invocation.StepLog;
import io.github.chimeretention.lambda.retention.ServiceCallException.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The decision table with a service of plain values: what is called, and whose id is answered. */
@DisplayName("A change of retention settings")
class RetentionChangeTest {
  private static final String FAILED_CREATE = RetentionChange.NOT_CREATED;
  private static final RetentionSettings DECLARED =
      RetentionSettings.ofNullable(Map.of("Days", 30));
  private static final RetentionSettings OTHER = RetentionSettings.ofNullable(Map.of("Days", 7));

  private final Service service = new Service();
  private final TestContext context = new TestContext(Duration.ofMinutes(1));

  @ParameterizedTest
  @CsvSource({"Create,", "Update, a", "Update, b"})
  @DisplayName("puts what is declared, reads it back, and answers with the identity's id")
  void put(String requestType, String physicalResourceId) throws InterruptedException {
    Instant deletion = Instant.parse("2026-03-22T10:15:30Z");
    service.reports(DECLARED, Optional.of(deletion));
    RetentionChange change = change(requestType, physicalResourceId, Map.of("Id", "a", "Days", 30));

    assertThat(change.call())
        .isEqualTo(Map.of("Days", "30", "InitiateDeletionTimestamp", deletion.toString()));
    assertThat(change.physicalResourceId()).isEqualTo("a");
    assertThat(service.calls).containsExactly("put {Days=30} for a", "get a");
  }

  @Test
  @DisplayName("turns a period off that is not declared, and gives no value for it")
  void off() throws InterruptedException {
    service.reports(RetentionSettings.OFF, Optional.empty());

    assertThat(change("Create", null, Map.of("Id", "a")).call())
        .isEqualTo(Map.of("Days", "", "InitiateDeletionTimestamp", ""));
    assertThat(service.calls).containsExactly("put off for a", "get a");
  }

  @Test
  @DisplayName("clears on Delete, and reads nothing back")
  void clear() throws InterruptedException {
    RetentionChange change = change("Delete", "a", Map.of("Id", "a", "Days", "30"));

    assertThat(change.call()).isEmpty();
    assertThat(change.physicalResourceId()).isEqualTo("a");
    assertThat(service.calls).containsExactly("put off for a");
  }

  @ParameterizedTest
  @CsvSource({FAILED_CREATE, "made-up", "b"})
  @DisplayName("calls nothing on Delete of an id that is not the identity's own")
  void nothing(String physicalResourceId) throws InterruptedException {
    RetentionChange change = change("Delete", physicalResourceId, Map.of("Id", "a"));

    assertThat(change.call()).isEmpty();
    assertThat(change.physicalResourceId()).isEqualTo(physicalResourceId);
    assertThat(service.calls).isEmpty();
  }

  @Test
  @DisplayName("has nothing to clear where the identity is not found")
  void deleteNotFound() throws InterruptedException {
    service.failsPut(Effect.NOT_FOUND);

    assertThat(change("Delete", "a", Map.of("Id", "a")).call()).isEmpty();
  }

  @Test
  @DisplayName("has nothing to clear where an unanswered clearing is followed by not found")
  void deleteUnansweredAndNotFound() throws InterruptedException {
    service.failsPut(Effect.UNKNOWN);
    service.failsGet(Effect.NOT_FOUND);

    assertThat(change("Delete", "a", Map.of("Id", "a")).call()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Create,, " + FAILED_CREATE,
    "Create, ignored, " + FAILED_CREATE,
    "Update, a, a",
    "Update, b, b",
    "Delete, a, a"
  })
  @DisplayName("that was refused is answered with the id from before")
  void refused(String requestType, String physicalResourceId, String answered) {
    service.failsPut(Effect.NONE);
    RetentionChange change = change(requestType, physicalResourceId, Map.of("Id", "a"));

    assertThatThrownBy(change::call).isSameAs(service.putFailure);
    assertThat(change.physicalResourceId()).isEqualTo(answered);
    assertThat(service.calls).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"Create,", "Update, a", "Update, b", "Delete, a"})
  @DisplayName("without an answer is done if the service reports what was put")
  void unansweredButDone(String requestType, String physicalResourceId)
      throws InterruptedException {
    service.failsPut(Effect.UNKNOWN);
    service.reports(
        requestType.equals("Delete") ? RetentionSettings.OFF : DECLARED, Optional.empty());
    RetentionChange change = change(requestType, physicalResourceId, Map.of("Id", "a", "Days", 30));

    change.call();

    assertThat(change.physicalResourceId()).isEqualTo("a");
  }

  @ParameterizedTest
  @CsvSource({"Create,, " + FAILED_CREATE, "Update, b, b", "Delete, a, a"})
  @DisplayName("without an answer is not done if the service reports other settings")
  void unansweredAndNotDone(String requestType, String physicalResourceId, String answered) {
    service.failsPut(Effect.UNKNOWN);
    service.reports(OTHER, Optional.empty());
    RetentionChange change = change(requestType, physicalResourceId, Map.of("Id", "a", "Days", 30));

    assertThatThrownBy(change::call).isSameAs(service.putFailure);
    assertThat(change.physicalResourceId()).isEqualTo(answered);
  }

  @ParameterizedTest
  @EnumSource(names = {"NONE", "UNKNOWN"})
  @DisplayName("of which nothing can be learned is answered so that a rollback turns it off")
  void notKnown(Effect ofGet) {
    service.failsPut(Effect.UNKNOWN);
    service.failsGet(ofGet);
    RetentionChange change = change("Create", null, Map.of("Id", "a"));

    assertThatThrownBy(change::call)
        .isInstanceOf(NotInForceException.class)
        .hasMessage(
            "It is not known whether the settings were written: put failed; then get failed")
        .hasCause(service.getFailure);
    assertThat(change.physicalResourceId()).isEqualTo("a");
  }

  @ParameterizedTest
  @CsvSource({"Create,", "Update, b"})
  @DisplayName("that was taken, but can't be read back, is answered with the id that was written")
  void readBackFails(String requestType, String physicalResourceId) {
    service.failsGet(Effect.NONE);
    RetentionChange change = change(requestType, physicalResourceId, Map.of("Id", "a"));

    assertThatThrownBy(change::call).isSameAs(service.getFailure);
    assertThat(change.physicalResourceId()).isEqualTo("a");
  }

  @Test
  @DisplayName("that was taken, but is not reported, is answered with the id that was written")
  void notReported() {
    service.reports(OTHER, Optional.empty());
    RetentionChange change = change("Create", null, Map.of("Id", "a", "Days", "30"));

    assertThatThrownBy(change::call)
        .isInstanceOf(NotInForceException.class)
        .hasMessage("The service took the settings {Days=30} for a, but reports {Days=7}");
    assertThat(change.physicalResourceId()).isEqualTo("a");
  }

  @Test
  @DisplayName("that is reported after a moment only is read again")
  void settles() throws InterruptedException {
    service.reports(OTHER, Optional.empty());
    service.reports(DECLARED, Optional.empty());

    change("Create", null, Map.of("Id", "a", "Days", "30"), Duration.ofSeconds(10)).call();

    assertThat(service.calls).containsExactly("put {Days=30} for a", "get a", "get a");
  }

  @ParameterizedTest
  @CsvSource({"1099, 1", "1100, 2", "1199, 2", "1200, 3"})
  @DisplayName("is read again only if a second is left for it, so that what was read counts")
  void timeToReadAgain(int millisLeft, int reads) {
    service.failsPut(Effect.UNKNOWN);
    service.reports(OTHER, Optional.empty());
    RetentionChange change =
        new RetentionChange(
            event("Create", null, Map.of("Id", "a", "Days", "30")),
            Map.of(TestResource.TYPE, service),
            new Deadline(() -> millisLeft),
            Duration.ofSeconds(10),
            log());

    assertThatThrownBy(change::call).isSameAs(service.putFailure);
    assertThat(service.calls.stream().filter("get a"::equals)).hasSize(reads);
  }

  @Test
  @DisplayName("leaves a quarter of its time, twenty seconds at most, to read back")
  void timeToReadBack() throws InterruptedException {
    service.reports(RetentionSettings.OFF, Optional.empty());
    change("Create", null, Map.of("Id", "a")).call();
    assertThat(service.timeToPut).isBetween(Duration.ofSeconds(44), Duration.ofSeconds(45));

    new RetentionChange(
            event("Create", null, Map.of("Id", "a")),
            Map.of(TestResource.TYPE, service),
            new Deadline(() -> 280_000),
            Duration.ZERO,
            log())
        .call();
    assertThat(service.timeToPut).isEqualTo(Duration.ofSeconds(260));
  }

  @Test
  @DisplayName("whose work is not done yet has the id from before the put, then the identity's")
  void idWhilePutting() throws InterruptedException {
    RetentionChange change = change("Update", "b", Map.of("Id", "a", "Days", 30));
    service.reports(DECLARED, Optional.empty());
    List<String> seen = new ArrayList<>();
    seen.add(change.physicalResourceId());
    service.onPut = () -> seen.add(change.physicalResourceId());

    change.call();

    assertThat(seen).containsExactly("b", "a");
  }

  @ParameterizedTest
  @CsvSource({
    "Custom::Other, Create, ResourceType is \"Custom::Other\"; it must be one of [Custom::Test]",
    "Custom::Test, create, 'RequestType is \"create\"; it must be Create, Update or Delete'",
    ", Create, ResourceType is \"null\"; it must be one of [Custom::Test]",
    "Custom::Test,, 'RequestType is \"null\"; it must be Create, Update or Delete'",
  })
  @DisplayName("of another type is refused")
  void otherType(String resourceType, String requestType, String message) {
    CloudFormationCustomResourceEvent event = event(requestType, null, Map.of("Id", "a"));
    event.setResourceType(resourceType);

    assertThat(catchThrowable(() -> change(event, Duration.ZERO).call()))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage(message);
    assertThat(service.calls).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"Create", "Update", "Delete"})
  @DisplayName("with a property that is not known is refused, whatever is asked for")
  void unknownProperty(String requestType) {
    RetentionChange change =
        change(
            requestType,
            "a",
            Map.of("Id", "a", "Hours", "1", "ServiceToken", "arn", "ServiceTimeout", "720"));

    assertThatThrownBy(change::call)
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage("\"Hours\" is not a property of Custom::Test; its properties are Id and Days");
    assertThat(service.calls).isEmpty();
  }

  @Test
  @DisplayName("without properties is refused")
  void noProperties() {
    CloudFormationCustomResourceEvent event = event("Create", null, null);

    assertThatThrownBy(() -> change(event, Duration.ZERO).call())
        .hasMessage("Id is missing; it must be a name of lower-case letters and digits");
  }

  @Test
  @DisplayName("with a value of any length is refused in one short line")
  void longValue() {
    RetentionChange change = change("Create", null, Map.of("Id", "x ".repeat(5000)));

    assertThat(catchThrowable(change::call).getMessage())
        .hasSizeLessThan(400)
        .contains("…\" (10000 characters); it must be a name");
  }

  @Test
  @DisplayName("logs what it decided, what was taken and what became")
  void log_lines() throws InterruptedException {
    service.reports(DECLARED, Optional.of(Instant.EPOCH));

    change("Create", null, Map.of("Id", "a", "Days", "30")).call();

    assertThat(context.log()).hasSize(3);
    assertThat(context.log().get(0)).contains("Decided: put {Days=30} for a");
    assertThat(context.log().get(1)).contains("The service took the settings {Days=30}");
    assertThat(context.log().get(2))
        .contains("The settings are in force", "{Days=30}, deletion from 1970-01-01T00:00:00Z");
  }

  private RetentionChange change(
      String requestType, String physicalResourceId, Map<String, Object> properties) {
    return change(requestType, physicalResourceId, properties, Duration.ZERO);
  }

  private RetentionChange change(
      String requestType,
      String physicalResourceId,
      Map<String, Object> properties,
      Duration settlingTime) {
    return change(event(requestType, physicalResourceId, properties), settlingTime);
  }

  private RetentionChange change(CloudFormationCustomResourceEvent event, Duration settlingTime) {
    return new RetentionChange(
        event,
        Map.of(TestResource.TYPE, service),
        new Deadline(context::getRemainingTimeInMillis),
        settlingTime,
        log());
  }

  private StepLog log() {
    return new StepLog(context.getLogger(), context.getAwsRequestId());
  }

  private static CloudFormationCustomResourceEvent event(
      String requestType, String physicalResourceId, Map<String, Object> properties) {
    return CloudFormationCustomResourceEvent.builder()
        .withRequestType(requestType)
        .withResourceType(TestResource.TYPE)
        .withPhysicalResourceId(physicalResourceId)
        .withResourceProperties(properties)
        .build();
  }

  /** A service that does as it is told, and remembers. */
  private static final class Service extends TestResource {
    private final List<String> calls = new ArrayList<>();
    private final Deque<Supplier<EffectiveSettings>> reports = new ArrayDeque<>();
    private ServiceCallException putFailure;
    private ServiceCallException getFailure;
    private Runnable onPut = () -> {};
    private Duration timeToPut;

    void reports(RetentionSettings settings, Optional<Instant> deletion) {
      reports.add(() -> new EffectiveSettings(settings, deletion));
    }

    void failsPut(Effect effect) {
      putFailure = new ServiceCallException("put failed", effect, null);
    }

    void failsGet(Effect effect) {
      getFailure = new ServiceCallException("get failed", effect, null);
    }

    @Override
    public void put(String identity, RetentionSettings settings, Deadline deadline) {
      calls.add("put %s for %s".formatted(settings, identity));
      timeToPut = deadline.left();
      onPut.run();
      if (putFailure != null) {
        throw putFailure;
      }
    }

    @Override
    public EffectiveSettings get(String identity, Deadline deadline) {
      calls.add("get " + identity);
      if (getFailure != null) {
        throw getFailure;
      }
      return reports.size() > 1 ? reports.remove().get() : reports.element().get();
    }
  }
}
