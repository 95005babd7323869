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
import io.github.chimeretention.lambda.retention.RetentionException.Effect;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks the calls and the physical ID, with a stub of the service. */
@DisplayName("A change of retention settings")
class RetentionChangeTest {
  private static final String CREATED_NOTHING = RetentionChange.NOT_CREATED;
  private static final LocalDate TODAY = LocalDate.parse("2026-02-20");
  private static final String HIDES =
      "Shortening Days from 60 to 30 hides messages from before 2026-01-21, and deletes them"
          + " permanently after 2026-03-22 unless the period is lengthened or turned off by then";
  private static final Map<String, Object> PROPERTIES = Map.of("Id", "a", "Days", "30");

  private final VirtualTime time = new VirtualTime();
  private final Service service = new Service();
  private final TestContext context = new TestContext(Duration.ZERO);

  /**
   * Declares 30 days for a. A put or get is the effect of its failure, or the reported days, which
   * the response to a put may lack. The calls are the put and the read-back.
   */
  @ParameterizedTest(name = "{0} of ID {1}: put {2}, get {3}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          # request, its ID, put,       get,        result,      response ID, calls
          Create | -       | -         | 30        | done       | a           | 2
          Update | a       | -         | 30        | done       | a           | 2
          Update | b       | -         | 30        | done       | a           | 2
          Create | -       | 30        | -         | done       | a           | 1
          Create | -       | 7         | 30        | done       | a           | 2
          Create | -       | -         | 7         | unsettled  | a           | 2
          Create | -       | -         | NONE      | get failed | a           | 2
          Update | b       | -         | NONE      | get failed | a           | 2
          Create | -       | NONE      | -         | put failed | not created | 1
          Create | ignored | NONE      | -         | put failed | not created | 1
          Update | a       | NONE      | -         | put failed | a           | 1
          Update | b       | NONE      | -         | put failed | b           | 1
          Update | -       | NONE      | -         | put failed | not created | 1
          Create | -       | NOT_FOUND | -         | put failed | not created | 1
          Create | -       | UNKNOWN   | 30        | done       | a           | 2
          Update | b       | UNKNOWN   | 30        | done       | a           | 2
          Create | -       | UNKNOWN   | 7         | put failed | not created | 2
          Update | b       | UNKNOWN   | 7         | put failed | b           | 2
          Create | -       | UNKNOWN   | NOT_FOUND | get failed | not created | 2
          Create | -       | UNKNOWN   | NONE      | unknown    | a           | 2
          Create | -       | UNKNOWN   | UNKNOWN   | unknown    | a           | 2
          Delete | a       | -         | -         | done       | a           | 1
          Delete | a       | off       | -         | done       | a           | 1
          Delete | a       | 30        | off       | done       | a           | 2
          Delete | a       | 30        | 30        | not off    | a           | 2
          Delete | a       | NONE      | -         | put failed | a           | 1
          Delete | a       | NOT_FOUND | -         | done       | a           | 1
          Delete | a       | UNKNOWN   | NOT_FOUND | done       | a           | 2
          Delete | a       | UNKNOWN   | off       | done       | a           | 2
          Delete | a       | UNKNOWN   | 30        | put failed | a           | 2
          Delete | made-up | -         | off       | done       | made-up     | 2
          Delete | made-up | 7         | off       | done       | made-up     | 2
          Delete | made-up | -         | 7         | done       | made-up     | 2
          Delete | made-up | -         | 30        | not off    | made-up     | 2
          Delete | made-up | REFUSED   | -         | done       | made-up     | 1
          Delete | made-up | NOT_FOUND | -         | done       | made-up     | 1
          Delete | made-up | NONE      | -         | put failed | made-up     | 1
          Delete | made-up | UNKNOWN   | off       | done       | made-up     | 2
          Delete | made-up | UNKNOWN   | 30        | put failed | made-up     | 2
          Delete | made-up | UNKNOWN   | NOT_FOUND | done       | made-up     | 2
          Delete | made-up | -         | REFUSED   | done       | made-up     | 2
          Delete | -       | -         | off       | done       | not created | 2
          """)
  @DisplayName("is put, read back if necessary, and has the physical ID for a correct rollback")
  void table(
      String request, String id, String put, String get, String result, String responded, int calls)
      throws InterruptedException {
    service.onPut = put;
    service.onGet = get;
    RetentionChange change = change(request, id);

    if (result.equals("done")) {
      change.apply(List.of(service));
    } else {
      assertThatThrownBy(() -> change.apply(List.of(service))).hasMessage(message(result));
    }
    assertThat(change.physicalResourceId())
        .isEqualTo(responded.equals("not created") ? CREATED_NOTHING : responded);
    String called = request.equals("Delete") ? "put retention off for a" : "put {Days=30} for a";
    assertThat(service.calls.stream().distinct().toList())
        .isEqualTo(List.of(called, "get a").subList(0, calls));
  }

  private static String message(String result) {
    return switch (result) {
      case "unsettled" -> "The service accepted setting {Days=30} for a, but reports {Days=7}";
      case "not off" -> "The service accepted turning off retention for a, but reports {Days=30}";
      case "conflict" ->
          "Days of a is already 365; declare 365, deploy, and then change it, or set overwriteExisting";
      case "unknown" -> "put failed. It is not known whether the settings were written: get failed";
      default -> result;
    };
  }

  @Test
  @DisplayName("has the attributes that the service reports")
  void attributes() throws InterruptedException {
    service.deletion = Instant.parse("2026-03-22T10:15:30Z");

    assertThat(change("Create", null).apply(List.of(service)))
        .containsOnlyKeys("Days", "InitiateDeletionTimestamp", "Effect")
        .containsEntry("Days", "30")
        .containsEntry("InitiateDeletionTimestamp", "2026-03-22T10:15:30Z");
    assertThat(service.calls).containsExactly("put {Days=30} for a", "get a");
  }

  @Test
  @DisplayName("has empty attributes for a period that is off and for a missing time")
  void off() throws InterruptedException {
    service.onLook = "off";
    service.onGet = "off";

    assertThat(change("Create", null, Map.of("Id", "a")).apply(List.of(service)))
        .isEqualTo(
            Map.of(
                "Days", "",
                "InitiateDeletionTimestamp", "",
                "Effect", "The settings were already as declared."));
  }

  @ParameterizedTest(name = "{0} before")
  @CsvSource(
      delimiter = '|',
      value = {
        "365  | Shortening Days from 365 to 30 hides messages from before",
        "off  | Setting Days to 30 hides messages from before",
        "7    | No messages are hidden.",
        "30   | The settings were already as declared.",
        "NONE | The previous settings could not be read: it is unknown if messages are hidden.",
      })
  @DisplayName("has its effect on messages as an attribute, in the words of the log")
  void effect(String before, String effect) throws InterruptedException {
    service.onLook = before;
    RetentionChange change = change("Update", "a");

    String attribute = change.apply(List.of(service)).get("Effect");

    assertThat(attribute).startsWith(effect);
    if (attribute.contains("hides")) {
      assertThat(attribute).isEqualTo(change.hiddenMessages());
      assertThat(context.log()).anyMatch(line -> line.contains(attribute));
    }
  }

  @Test
  @DisplayName("succeeds if the service reports it three seconds after the put")
  void settles() throws InterruptedException {
    service.onEarlyGet = "7";

    assertThat(change("Create", null).apply(List.of(service))).containsEntry("Days", "30");
    assertThat(time.passed()).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(5));
  }

  @Test
  @DisplayName("fails if the service doesn't report it within 20 seconds")
  void notReported() {
    service.onGet = "7";

    assertThatThrownBy(() -> change("Create", null).apply(List.of(service)))
        .hasMessage(message("unsettled"));
    assertThat(time.passed()).isEqualTo(Duration.ofSeconds(20));
  }

  @ParameterizedTest
  @CsvSource({"1000, 1", "1001, 2", "1100, 2", "1101, 3"})
  @DisplayName("is read again only if a second is left, so that the last result isn't lost")
  void timeToReadAgain(int millisLeft, int reads) {
    service.onGet = "7";
    Deadline confirmation = Deadline.in(Duration.ofMillis(millisLeft), time);
    RetentionChange change =
        new RetentionChange(
            TestResource.event("Create", null, PROPERTIES),
            new TimeBudget(confirmation, confirmation, confirmation, confirmation, confirmation),
            log(),
            TODAY);

    assertThatThrownBy(() -> change.apply(List.of(service))).hasMessage(message("unsettled"));
    assertThat(service.calls.stream().filter("get a"::equals)).hasSize(reads);
  }

  @Test
  @DisplayName("has five seconds to read the settings before an Update, and its parts of the time")
  void deadlines() throws InterruptedException {
    TimeBudget budget = budget();

    change("Update", "a").apply(List.of(service));
    change("Create", null).apply(List.of(service));
    change("Delete", "a").apply(List.of(service));

    assertThat(service.deadlines)
        .containsExactly(
            Deadline.in(Duration.ofSeconds(5), time),
            budget.put(),
            budget.confirmation(),
            budget.put(),
            budget.put(),
            budget.confirmation(),
            budget.clear());
  }

  @ParameterizedTest(name = "{0} of ID {1}, OverwriteExisting {2}, over {3}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          # request, its ID, overwrites, before, result,      response ID
          Create | -       | false | off       | done        | a
          Create | -       | false | 30        | done        | a
          Create | -       | false | 365       | conflict    | not created
          Update | b       | false | 365       | conflict    | b
          Update | a       | false | 365       | done        | a
          Create | -       | true  | 365       | done        | a
          Update | b       | true  | 365       | done        | a
          Create | -       | false | NONE      | look failed | not created
          Create | -       | false | NOT_FOUND | look failed | not created
          Update | b       | false | REFUSED   | look failed | b
          Create | -       | true  | REFUSED   | done        | a
          """)
  @DisplayName("overwrites other settings only on an Update, or with OverwriteExisting")
  void overwrites(
      String request, String id, boolean overwrites, String before, String result, String responded)
      throws InterruptedException {
    service.onLook = before;
    Map<String, Object> properties =
        Map.of("Id", "a", "Days", "30", "OverwriteExisting", Boolean.toString(overwrites));
    RetentionChange change = change(request, id, properties);

    if (result.equals("done")) {
      change.apply(List.of(service));
    } else {
      assertThatThrownBy(() -> change.apply(List.of(service))).hasMessage(message(result));
      assertThat(service.calls).isEmpty();
      assertThat(change.hiddenMessages()).isEmpty();
    }
    assertThat(change.physicalResourceId())
        .isEqualTo(responded.equals("not created") ? CREATED_NOTHING : responded);
  }

  @Test
  @DisplayName("waits 20 seconds before it fails, because reads may lag")
  void lateReport() throws InterruptedException {
    service.onEarlyLook = "365";
    service.early = Duration.ofSeconds(20);
    assertThat(change("Create", null).apply(List.of(service))).containsEntry("Days", "30");
    assertThat(time.passed()).isEqualTo(Duration.ofSeconds(20));

    service.calls.clear();
    service.early = Duration.ofSeconds(41);
    assertThatThrownBy(() -> change("Create", null).apply(List.of(service)))
        .hasMessage(message("conflict"));
    assertThat(time.passed()).isEqualTo(Duration.ofSeconds(40));
  }

  @ParameterizedTest
  @CsvSource({"0, true", "100, true", "254, true", "256, false"})
  @DisplayName(
      "of an ID that CloudFormation generated waits until no Create can put any more, then leaves"
          + " other settings")
  void undo(int secondsUntilPut, boolean undone) throws InterruptedException {
    service.onEarlyLook = "365";
    service.early = Duration.ofSeconds(secondsUntilPut);
    service.onGet = "off";
    Deadline end = budget().clear();

    change("Delete", "made-up").apply(List.of(service));

    assertThat(service.calls.contains("put retention off for a")).isEqualTo(undone);
    assertThat(undone || end.left().isZero()).isTrue();
    assertThat(service.looks).isLessThan(25);
  }

  @Test
  @DisplayName("of an ID that CloudFormation generated is repeated if the Create puts again")
  void undoRepeated() throws InterruptedException {
    service.readings.addAll(List.of("off", "off", "30"));
    service.onGet = "off";

    change("Delete", "made-up").apply(List.of(service));

    assertThat(service.calls).filteredOn("put retention off for a"::equals).hasSize(2);
    assertThat(time.passed()).isBetween(Duration.ofSeconds(80), Duration.ofSeconds(90));
  }

  @ParameterizedTest
  @CsvSource({"REFUSED, true", "NOT_FOUND, true", "NONE, false"})
  @DisplayName("of an ID that CloudFormation generated succeeds if the service rejects the read")
  void undoRejected(String look, boolean succeeds) throws InterruptedException {
    service.onLook = look;
    RetentionChange change = change("Delete", "made-up");

    if (succeeds) {
      assertThat(change.apply(List.of(service))).isEmpty();
    } else {
      assertThatThrownBy(() -> change.apply(List.of(service))).hasMessage("look failed");
    }
    assertThat(service.calls).isEmpty();
  }

  @Test
  @DisplayName("always names its current step, and has the identity's ID from the put on")
  void step() throws InterruptedException {
    RetentionChange change = change("Update", "b");
    List<String> seen = new ArrayList<>();
    service.whilePutting = () -> seen.add(change.physicalResourceId() + ": " + change.step());

    service.whilePutting.run();
    change.apply(List.of(service));

    assertThat(seen).containsExactly("b: reading the event", "a: setting {Days=30} for a");
  }

  @ParameterizedTest(name = "{0}: put {1}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          Update | -         | The service accepted setting {Days=30} for a
          Update | UNKNOWN   | Reading back the settings, because the put may have worked: put failed
          Delete | NOT_FOUND | There is nothing to turn off: put failed
          """)
  @DisplayName("logs the decision, the result of the put, and the settings before and after it")
  void logged(String request, String put, String line) throws InterruptedException {
    service.onPut = put;
    service.onLook = "60";
    service.deletion = Instant.EPOCH;

    change(request, "a").apply(List.of(service));

    Stream<String> lines =
        request.equals("Delete")
            ? Stream.of("Action: turning off retention for a", line)
            : Stream.of(
                "Action: setting {Days=30} for a",
                "Current settings of a: {Days=60}, deletion from 1970-01-01T00:00:00Z",
                HIDES,
                line,
                "Read back the settings of a: {Days=30}, deletion from 1970-01-01T00:00:00Z");
    assertThat(context.log())
        .zipSatisfy(lines.toList(), (logged, expected) -> assertThat(logged).contains(expected));
  }

  @ParameterizedTest(name = "{0}: before {1}, put {2}, get {3}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          # request, before,     put,       get, messages
          Create | off       | -         | 30   | Setting Days to 30 hides
          Update | 60        | -         | 30   | Shortening Days from 60 to 30 hides
          Update | 60        | -         | NONE | Shortening Days from 60 to 30 hides
          Update | 60        | UNKNOWN   | NONE | Shortening Days from 60 to 30 hides
          Update | 60        | UNKNOWN   | 60   | -
          Update | 60        | NONE      | -    | -
          Update | 30        | -         | 30   | -
          Update | 7         | -         | 30   | -
          Update | NONE      | -         | 30   | -
          Update | NOT_FOUND | -         | 30   | -
          Update | UNKNOWN   | -         | 30   | -
          Delete | 60        | -         | -    | -
          """)
  @DisplayName(
      "names the messages that it hides, and until when they can be restored, if it may be made")
  void hiddenMessages(String request, String before, String put, String get, String hides)
      throws InterruptedException {
    service.onLook = before;
    service.onPut = put;
    service.onGet = get;
    RetentionChange change = change(request, "a");

    try {
      change.apply(List.of(service));
    } catch (RetentionException e) {
      assertThat(e).hasMessageContaining("failed");
    }

    assertThat(change.hiddenMessages())
        .isEqualTo(hides == null ? "" : HIDES.replaceFirst(".* hides", hides));
    assertThat(
            context.log().stream()
                .anyMatch(it -> it.contains("Could not read the current settings: look failed")))
        .isEqualTo(before.matches("[A-Z_]+"));
  }

  private RetentionChange change(String requestType, String physicalResourceId) {
    return change(requestType, physicalResourceId, PROPERTIES);
  }

  private RetentionChange change(
      String requestType, String physicalResourceId, Map<String, Object> properties) {
    return new RetentionChange(
        TestResource.event(requestType, physicalResourceId, properties), budget(), log(), TODAY);
  }

  private TimeBudget budget() {
    return TimeBudget.until(Deadline.in(Duration.ofMinutes(5), time));
  }

  private StepLog log() {
    return new StepLog(Invocation.of(context, time), new PublicText(List.of()), Map.of());
  }

  /** A service with configurable outcomes that records its calls. */
  private final class Service extends TestResource {
    private final List<String> calls = new ArrayList<>();
    private final List<Deadline> deadlines = new ArrayList<>();
    private String onEarlyLook;
    private Duration early = Duration.ZERO;
    private int looks;
    private String onLook = "30";
    private String onPut;
    private String onEarlyGet;
    private String onGet = "30";
    private final Deque<String> readings = new ArrayDeque<>();
    private Instant deletion;
    private Runnable whilePutting = () -> {};

    @Override
    public Optional<EffectiveSettings> put(
        String identity, RetentionSettings settings, Deadline deadline) {
      calls.add("put %s for %s".formatted(settings, identity));
      deadlines.add(deadline);
      whilePutting.run();
      return Optional.ofNullable(onPut).map(outcome -> respond("put", outcome));
    }

    @Override
    public EffectiveSettings get(String identity, Deadline deadline) {
      deadlines.add(deadline);
      if (calls.isEmpty()) {
        looks++;
        return respond("look", time.passed().compareTo(early) < 0 ? onEarlyLook : onLook);
      }
      calls.add("get " + identity);
      boolean isEarly = time.passed().compareTo(Duration.ofSeconds(3)) < 0;
      String later = readings.isEmpty() ? onGet : readings.remove();
      return respond("get", isEarly && onEarlyGet != null ? onEarlyGet : later);
    }

    /** Reports days, or fails with an effect. */
    private EffectiveSettings respond(String call, String outcome) {
      if (outcome.matches("[A-Z_]+")) {
        throw new RetentionException(call + " failed", Effect.valueOf(outcome), null);
      }
      Integer days = outcome.equals("off") ? null : Integer.valueOf(outcome);
      return EffectiveSettings.of(Collections.singletonMap("Days", days), deletion);
    }
  }
}
