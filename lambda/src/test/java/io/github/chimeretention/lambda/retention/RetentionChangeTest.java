package io.github.chimeretention.lambda.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.chimeretention.lambda.TestContext;
import io.github.chimeretention.lambda.TestResource;
import io.github.chimeretention.lambda.VirtualTime;
import io.github.chimeretention.lambda.invocation.Deadline;
import io.github.chimeretention.lambda.invocation.Invocation;
import io.github.chimeretention.lambda.invocation.PublicText;
import io.github.chimeretention.lambda.invocation.StepLog;
import io.github.chimeretention.lambda.invocation.TimeBudget;
import io.github.chimeretention.lambda.retention.ServiceCallException.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** With a service of plain values: what is called, and whose id the response has. */
@DisplayName("A change of retention settings")
class RetentionChangeTest {
  private static final String NOT_CREATED = RetentionChange.NOT_CREATED;
  private static final Map<String, Object> PROPERTIES = Map.of("Id", "a", "Days", "30");
  private static final EffectiveSettings DECLARED = reported(30);
  private static final EffectiveSettings OTHER = reported(7);
  private static final EffectiveSettings OFF = reported(null);

  private final VirtualTime time = new VirtualTime();
  private final Service service = new Service();
  private final TestContext context = new TestContext(Duration.ZERO);

  @ParameterizedTest
  @CsvSource({"Create,", "Update, a", "Update, b"})
  @DisplayName("puts what is declared, reads it back, and has the identity's id")
  void put(String requestType, String physicalResourceId) throws InterruptedException {
    Instant deletion = Instant.parse("2026-03-22T10:15:30Z");
    service.reports = EffectiveSettings.of(Map.of("Days", 30), deletion);
    RetentionChange change = change(requestType, physicalResourceId);

    assertThat(change.apply(List.of(service)))
        .isEqualTo(Map.of("Days", "30", "InitiateDeletionTimestamp", deletion.toString()));
    assertThat(change.physicalResourceId()).isEqualTo("a");
    assertThat(service.calls).containsExactly("put {Days=30} for a", "get a");
  }

  @Test
  @DisplayName("has an empty attribute for a period that is off and a time that is not named")
  void off() throws InterruptedException {
    service.reports = OFF;

    assertThat(change("Create", null, Map.of("Id", "a")).apply(List.of(service)))
        .isEqualTo(Map.of("Days", "", "InitiateDeletionTimestamp", ""));
  }

  @Test
  @DisplayName("is not read back if the response to the put reports what was put")
  void reportedByPut() throws InterruptedException {
    service.putReports = Optional.of(DECLARED);

    assertThat(change("Create", null).apply(List.of(service))).containsEntry("Days", "30");
    assertThat(service.calls).containsExactly("put {Days=30} for a");
  }

  @Test
  @DisplayName("is read back if the response to the put reports other settings")
  void otherReportedByPut() throws InterruptedException {
    service.putReports = Optional.of(OTHER);
    service.reports = DECLARED;

    change("Create", null).apply(List.of(service));

    assertThat(service.calls).containsExactly("put {Days=30} for a", "get a");
  }

  @Test
  @DisplayName("clears on Delete, and reads nothing back")
  void clear() throws InterruptedException {
    RetentionChange change = change("Delete", "a");

    assertThat(change.apply(List.of(service))).isEmpty();
    assertThat(change.physicalResourceId()).isEqualTo("a");
    assertThat(service.calls).containsExactly("put off for a");
  }

  @Test
  @DisplayName("does not claim to have cleared what the service goes on reporting")
  void notCleared() {
    service.putReports = Optional.of(DECLARED);
    service.reports = DECLARED;

    assertThatThrownBy(() -> change("Delete", "a").apply(List.of(service)))
        .isInstanceOf(SettingsNotConfirmedException.class)
        .hasMessage("The service accepted the settings off for a, but reports {Days=30}");
    assertThat(service.calls).startsWith("put off for a", "get a");
  }

  @ParameterizedTest
  @CsvSource({NOT_CREATED + ", " + NOT_CREATED, "b, b", "," + NOT_CREATED})
  @DisplayName("calls nothing on Delete of an id that is not the identity's own")
  void nothing(String physicalResourceId, String responded) throws InterruptedException {
    RetentionChange change = change("Delete", physicalResourceId);

    assertThat(change.apply(List.of(service))).isEmpty();
    assertThat(change.physicalResourceId()).isEqualTo(responded);
    assertThat(service.calls).isEmpty();
  }

  @Test
  @DisplayName("has nothing to clear where the identity is not found, and logs that")
  void deleteNotFound() throws InterruptedException {
    service.failsPut(Effect.NOT_FOUND);

    assertThat(change("Delete", "a").apply(List.of(service))).isEmpty();
    assertThat(service.calls).hasSize(1);
    assertThat(context.log().get(1)).contains("There is nothing to clear: put failed");
  }

  @Test
  @DisplayName("has nothing to clear where a clearing without response is followed by not found")
  void deleteWithoutResponseAndNotFound() throws InterruptedException {
    service.failsPut(Effect.UNKNOWN);
    service.failsGet(Effect.NOT_FOUND);

    assertThat(change("Delete", "a").apply(List.of(service))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Create,, " + NOT_CREATED,
    "Create, ignored, " + NOT_CREATED,
    "Update, a, a",
    "Update, b, b",
    "Update,, " + NOT_CREATED,
    "Delete, a, a"
  })
  @DisplayName("that was refused has the id from before")
  void refused(String requestType, String physicalResourceId, String responded) {
    service.failsPut(Effect.NONE);
    RetentionChange change = change(requestType, physicalResourceId);

    assertThatThrownBy(() -> change.apply(List.of(service))).isSameAs(service.putFailure);
    assertThat(change.physicalResourceId()).isEqualTo(responded);
    assertThat(service.calls).hasSize(1);
  }

  @Test
  @DisplayName("for an identity that is not found is refused, but on Delete")
  void createNotFound() {
    service.failsPut(Effect.NOT_FOUND);
    RetentionChange change = change("Create", null);

    assertThatThrownBy(() -> change.apply(List.of(service))).isSameAs(service.putFailure);
    assertThat(change.physicalResourceId()).isEqualTo(NOT_CREATED);
  }

  @ParameterizedTest
  @CsvSource({"Create,", "Update, a", "Update, b", "Delete, a"})
  @DisplayName("without response is done if the service reports what was put")
  void withoutResponseButDone(String requestType, String physicalResourceId)
      throws InterruptedException {
    service.failsPut(Effect.UNKNOWN);
    service.reports = requestType.equals("Delete") ? OFF : DECLARED;
    RetentionChange change = change(requestType, physicalResourceId);

    change.apply(List.of(service));

    assertThat(change.physicalResourceId()).isEqualTo("a");
    assertThat(service.calls).hasSize(2);
    assertThat(context.log().get(1))
        .contains("The settings may have been written; reading them back: put failed");
  }

  @ParameterizedTest
  @CsvSource({"Create,, " + NOT_CREATED, "Update, b, b", "Delete, a, a"})
  @DisplayName("without response is not done if the service reports other settings")
  void withoutResponseAndNotDone(String requestType, String physicalResourceId, String responded) {
    service.failsPut(Effect.UNKNOWN);
    service.reports = OTHER;
    RetentionChange change = change(requestType, physicalResourceId);

    assertThatThrownBy(() -> change.apply(List.of(service))).isSameAs(service.putFailure);
    assertThat(change.physicalResourceId()).isEqualTo(responded);
  }

  @Test
  @DisplayName("without response is not done if there is no such identity")
  void withoutResponseAndNotFound() {
    service.failsPut(Effect.UNKNOWN);
    service.failsGet(Effect.NOT_FOUND);
    RetentionChange change = change("Create", null);

    assertThatThrownBy(() -> change.apply(List.of(service))).isSameAs(service.getFailure);
    assertThat(change.physicalResourceId()).isEqualTo(NOT_CREATED);
  }

  @ParameterizedTest
  @EnumSource(names = {"NONE", "UNKNOWN"})
  @DisplayName("of which nothing can be learned has the identity's id: a rollback turns it off")
  void notKnown(Effect ofGet) {
    service.failsPut(Effect.UNKNOWN);
    service.failsGet(ofGet);
    RetentionChange change = change("Create", null);

    assertThatThrownBy(() -> change.apply(List.of(service)))
        .isInstanceOf(SettingsNotConfirmedException.class)
        .hasMessage("put failed. It is not known whether the settings were written: get failed");
    assertThat(change.physicalResourceId()).isEqualTo("a");
  }

  @ParameterizedTest
  @CsvSource({"Create,", "Update, b"})
  @DisplayName("that was accepted, but can't be read back, has the identity's id")
  void readBackFails(String requestType, String physicalResourceId) {
    service.failsGet(Effect.NONE);
    RetentionChange change = change(requestType, physicalResourceId);

    assertThatThrownBy(() -> change.apply(List.of(service))).isSameAs(service.getFailure);
    assertThat(change.physicalResourceId()).isEqualTo("a");
  }

  @Test
  @DisplayName("that is reported three seconds after the put only is done")
  void settles() throws InterruptedException {
    service.reports = DECLARED;
    service.reportsBefore = OTHER;
    service.settlesAfter = Duration.ofSeconds(3);

    assertThat(change("Create", null).apply(List.of(service))).containsEntry("Days", "30");
    assertThat(time.passed()).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(5));
  }

  @Test
  @DisplayName("that is not reported within twenty seconds fails, and has the identity's id")
  void notReported() {
    service.reports = OTHER;
    RetentionChange change = change("Create", null);

    assertThatThrownBy(() -> change.apply(List.of(service)))
        .isInstanceOf(SettingsNotConfirmedException.class)
        .hasMessage("The service accepted the settings {Days=30} for a, but reports {Days=7}");
    assertThat(change.physicalResourceId()).isEqualTo("a");
    assertThat(time.passed()).isBetween(Duration.ofSeconds(18), Duration.ofSeconds(20));
  }

  @ParameterizedTest
  @CsvSource({"1099, 1", "1100, 2", "1299, 2", "1300, 3"})
  @DisplayName("is read again only if a second is left for it, so that what was read counts")
  void timeToReadAgain(int millisLeft, int reads) {
    service.reports = OTHER;
    Deadline confirmation = Deadline.in(Duration.ofMillis(millisLeft), time);
    RetentionChange change =
        new RetentionChange(
            TestResource.event("Create", null, PROPERTIES),
            new TimeBudget(confirmation, confirmation, confirmation, confirmation),
            log());

    assertThatThrownBy(() -> change.apply(List.of(service)))
        .isInstanceOf(SettingsNotConfirmedException.class);
    assertThat(service.calls.stream().filter("get a"::equals)).hasSize(reads);
  }

  @Test
  @DisplayName("has its time for the put, and its time to read back")
  void deadlines() throws InterruptedException {
    service.reports = DECLARED;

    change("Create", null).apply(List.of(service));

    TimeBudget budget = budget();
    assertThat(service.deadlines).containsExactly(budget.put(), budget.confirmation());
  }

  @Test
  @DisplayName("has the id from before until the put, then the identity's")
  void idWhilePutting() throws InterruptedException {
    service.reports = DECLARED;
    RetentionChange change = change("Update", "b");
    List<String> seen = new ArrayList<>();
    seen.add(change.physicalResourceId());
    service.onPut = () -> seen.add(change.physicalResourceId());

    change.apply(List.of(service));

    assertThat(seen).containsExactly("b", "a");
  }

  @Test
  @DisplayName("says what is to be done")
  void step() throws InterruptedException {
    service.reports = DECLARED;
    RetentionChange change = change("Create", null);

    assertThat(change.step()).isEqualTo("read the event");
    change.apply(List.of(service));
    assertThat(change.step()).isEqualTo("put {Days=30} for a");
  }

  @Test
  @DisplayName("logs what it decided, what was accepted and what is reported")
  void logged() throws InterruptedException {
    service.reports = EffectiveSettings.of(Map.of("Days", 30), Instant.EPOCH);

    change("Create", null).apply(List.of(service));

    assertThat(context.log())
        .satisfiesExactly(
            line -> assertThat(line).contains("Decided: put {Days=30} for a"),
            line -> assertThat(line).contains("The service accepted for a: {Days=30}"),
            line ->
                assertThat(line)
                    .contains(
                        "The service reports for a: {Days=30}, deletion from"
                            + " 1970-01-01T00:00:00Z"));
  }

  private RetentionChange change(String requestType, String physicalResourceId) {
    return change(requestType, physicalResourceId, PROPERTIES);
  }

  private RetentionChange change(
      String requestType, String physicalResourceId, Map<String, Object> properties) {
    return new RetentionChange(
        TestResource.event(requestType, physicalResourceId, properties), budget(), log());
  }

  private TimeBudget budget() {
    return TimeBudget.until(Deadline.in(Duration.ofMinutes(5), time));
  }

  private StepLog log() {
    return new StepLog(Invocation.of(context, time), new PublicText(List.of()), Map.of());
  }

  private static EffectiveSettings reported(Integer days) {
    return EffectiveSettings.of(Collections.singletonMap("Days", days), null);
  }

  /** A service that does as it is told, and remembers. */
  private final class Service extends TestResource {
    private final List<String> calls = new ArrayList<>();
    private final List<Deadline> deadlines = new ArrayList<>();
    private Optional<EffectiveSettings> putReports = Optional.empty();
    private EffectiveSettings reports;
    private EffectiveSettings reportsBefore;
    private Duration settlesAfter = Duration.ZERO;
    private ServiceCallException putFailure;
    private ServiceCallException getFailure;
    private Runnable onPut = () -> {};

    void failsPut(Effect effect) {
      putFailure = new ServiceCallException("put failed", effect, null);
    }

    void failsGet(Effect effect) {
      getFailure = new ServiceCallException("get failed", effect, null);
    }

    @Override
    public Optional<EffectiveSettings> put(
        String identity, RetentionSettings settings, Deadline deadline) {
      calls.add("put %s for %s".formatted(settings, identity));
      deadlines.add(deadline);
      onPut.run();
      if (putFailure != null) {
        throw putFailure;
      }
      return putReports;
    }

    @Override
    public EffectiveSettings get(String identity, Deadline deadline) {
      calls.add("get " + identity);
      deadlines.add(deadline);
      if (getFailure != null) {
        throw getFailure;
      }
      return time.passed().compareTo(settlesAfter) < 0 ? reportsBefore : reports;
    }
  }
}
